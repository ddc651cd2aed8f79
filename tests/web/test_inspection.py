"""The board as an inspector of the county tries it: what could tell of somebody, or give way."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.boundary import Outgoing
from bot.domain.case import CaseState
from bot.services.sessions import visitor
from bot.storage.people import seen_in
from bot.storage.posts import posts
from bot.web.limits import SIGNING, STREAMS, Limits
from tests.live.flag_kit import QIANG, tap
from tests.live.kit import ToyPlatform
from tests.office.kit import case, flag, member, morning
from tests.web.conftest import Play
from tests.web.groups_kit import FARMER, OTHER_ADMIN, others
from tests.web.kit import ADMIN, CONTACT, COORDINATOR, SECOND, UPPER, Client, Site
from tests.web.test_cases import DECISION, act, now, one_case
from tests.web.test_records import advised

FLAGGERS = "toy:1:88"


@pytest.mark.parametrize("voices", [1, 3])
def test_how_long_an_answer_takes_tells_nothing_of_those_who_hear_it(
    play: Play, monkeypatch: pytest.MonkeyPatch, voices: int
) -> None:
    """有没有人提、几个人提,从网页等多久也看不出来。"""

    async def story(site: Site) -> None:
        flag(site.town, *range(1, voices + 1))
        await morning(site.town, 8)
        browser, town = await site.as_(COORDINATOR), site.town
        await act(browser, "claim")
        send, goes, asked = ToyPlatform.send, asyncio.Event(), list[str]()

        async def slow(platform: ToyPlatform, chat: str, what: Outgoing) -> int:
            if chat.startswith(FLAGGERS):
                asked.append(chat)
                await goes.wait()
            return await send(platform, chat, what)

        monkeypatch.setattr(ToyPlatform, "send", slow)
        async with asyncio.timeout(5):
            done = await browser.post("/cases/1/decide", {**now(site), **DECISION})
            assert done.to == "/cases/1"
            assert (await browser.get("/cases/1")).status == 200
        goes.set()
        await town.settle()
        assert len(asked) == voices
        assert "走访照片" in "".join(town.shown(asked[0]))

    play(story)


def test_open_pages_hear_nothing_of_who_flags(play: Play) -> None:
    """开着的网页,在有人私下提意见的时候一声不响。"""

    async def story(site: Site) -> None:
        town, bell = site.town, site.board.bell
        await town.say("9:10", QIANG, "早上好")
        await town.tell(QIANG, "待办")
        heard = bell.count
        await tap(town, QIANG, "私下提意见", "1", "要拍照、截图、录视频", "直接提交", "好")
        assert bell.count == heard

    play(story)


def test_a_contact_is_told_of_no_group_that_is_not_theirs(play: Play) -> None:
    """本单位的通知传到了哪些别的群,联系人在网页和私聊里都看不到。"""

    async def story(site: Site) -> None:
        await others(site)
        town = site.town
        who = member(town, CONTACT)
        await town.store.run(seen_in, who, 1, None)
        contact = await advised(site, "cancel")
        page = (await contact.get("/records/1")).text
        assert "柳河镇村居工作群" in page
        assert "水利" not in page
        await town.tell(CONTACT, "本单位意见")
        await town.press(CONTACT, "1")
        assert "柳河镇村居工作群" in town.card(CONTACT)
        assert "水利" not in town.card(CONTACT)

    play(story)


def test_no_day_and_no_kind_breaks_a_page(play: Play) -> None:
    async def story(site: Site) -> None:
        contact, admin = await advised(site, "extend"), await site.as_(ADMIN)
        for path, status in (
            ("/audit?day=9999-12-31", 400), ("/audit?day=0001-01-01", 200),
            ("/requests/1/try?fix=kind&value=change", 200), ("/requests?kind=change", 200),
            ("/calendar?week=9999-12-31", 200), ("/groups/1/try?paused=yes&until=9999-12-31", 200),
        ):  # fmt: skip
            assert (await admin.get(path)).status == status, path
        for at in ("0001-01-01T00:00", "9999-12-31T23:59"):
            assert (await contact.post("/records/1/move/look", {"at": at})).status == 400
            assert (await contact.post("/records/1/move", {"at": at})).status == 409
        assert case(site.town).state is CaseState.REMEDYING

    play(story)


def test_a_form_that_is_long_on_its_way_outlives_no_session(play: Play) -> None:
    """丢了手机,马上「全部退出」:正在路上的那一下也不算。"""

    async def story(site: Site) -> None:
        await one_case(site)
        thief, owner = await site.as_(COORDINATOR), await site.as_(COORDINATOR)
        body = f"csrf={await thief.token()}&version={now(site)['version']}".encode()
        begun, ended = asyncio.Event(), asyncio.Event()

        async def slowly() -> AsyncIterator[bytes]:
            yield body[:9]
            begun.set()
            await ended.wait()
            yield body[9:]

        async def steal() -> int:
            said = {
                "Host": site.board.host, "Cookie": thief.cookie, "Origin": site.board.origin,
                "Content-Type": "application/x-www-form-urlencoded",
            }  # fmt: skip
            url = f"{site.root}/cases/1/claim"
            async with site.session.post(
                url, headers=said, data=slowly(), allow_redirects=False
            ) as answer:
                return answer.status

        stolen = asyncio.create_task(steal())
        async with asyncio.timeout(9):
            await begun.wait()
            await owner.post("/sessions/end-all")
            ended.set()
            assert await stolen == 403
        assert case(site.town).state is CaseState.PENDING

    play(story)


def _secret(browser: Client) -> str:
    return browser.cookie.partition("=")[2]


def test_a_clock_that_ran_ahead_leaves_no_session_behind(play: Play) -> None:
    async def story(site: Site) -> None:
        secret, ahead = _secret(await site.as_(COORDINATOR)), site.board.now()
        store = site.board.store
        assert store.read_sync(visitor, secret, ahead)
        assert not store.read_sync(visitor, secret, ahead - timedelta(days=3))

    play(story)


def test_of_two_presses_at_once_one_counts(play: Play) -> None:
    """同一条链接、同一个版本,两下同时到:只有一下算数。"""

    async def story(site: Site) -> None:
        await one_case(site)
        path, browsers = await site.link(UPPER), [Client(site) for _ in range(4)]
        let_in = await asyncio.gather(*(one.post(path) for one in browsers))
        assert sorted(one.status for one in let_in) == [303, 404, 404, 404]
        assert sum(bool(one.cookie) for one in browsers) == 1
        rivals = [await site.as_(who) for who in (COORDINATOR, SECOND, UPPER)]
        at_once = now(site)
        claims = await asyncio.gather(*(one.post("/cases/1/claim", at_once) for one in rivals))
        assert sorted(one.status for one in claims) == [303, 409, 409]
        winner = rivals[[one.status for one in claims].index(303)]
        decided = {**now(site), **DECISION}
        both = await asyncio.gather(*(winner.post("/cases/1/decide", decided) for _ in range(2)))
        assert sorted(one.status for one in both) == [303, 409]

    play(story)


def test_whoever_asks_from_everywhere_costs_no_more() -> None:
    """Full buckets are looked for now and then only; what is forgotten counts no more."""
    clock = [0.0]
    limits = Limits(lambda: clock[0])
    seen = 0

    class Counted(dict[Any, float]):
        def items(self) -> Any:
            nonlocal seen
            seen += len(self)
            return super().items()

    limits._full_at = Counted()
    for number in range(60_000):
        assert limits.allows(SIGNING, f"2001:db8:{number:x}::/64")
        if not isinstance(limits._full_at, Counted):
            limits._full_at = Counted(limits._full_at)
        assert seen < 3 * 60_000
    clock[0] = 3600.0
    for number in range(80_000):
        limits.allows(SIGNING, f"2001:db9:{number:x}::/64")
        clock[0] += 1.0
    assert len(limits._full_at) < 80_000


def test_what_is_undone_leads_to_nothing_of_others(play: Play) -> None:
    async def story(site: Site) -> None:
        await others(site)
        admin = await site.as_(ADMIN)
        page = (await admin.get("/requests/1/try?fix=title&value=照片")).text
        mark = page.partition('name="mark" value="')[2].partition('"')[0]
        await admin.post("/requests/1/fix", {"fix": "title", "value": "照片", "mark": mark})
        other = await site.as_(OTHER_ADMIN)
        assert "水库" in (await other.get("/requests/3")).text
        assert (await admin.get("/requests/3")).status == 404
        undone = await admin.post("/requests/3/undo", {"made": "1"})
        assert undone.to == "/requests/1"

    play(story)


def test_who_ticks_some_groups_gives_only_these(play: Play) -> None:
    """「都管」默认勾着:只要又勾了几个,就只给这几个。"""

    async def story(site: Site) -> None:
        await others(site)
        upper = await site.as_(UPPER)
        fields = {"unit": "县农业局", "rank": "first", "every": "yes", "group": "2"}
        page = (await upper.post("/office/offer", fields)).text
        assert "1个群" in page
        assert len(site.town.store.read_sync(posts)) == 3

    play(story)


def test_whoever_wrote_for_too_long_keeps_their_words(play: Play) -> None:
    """写了31分钟才点:没有定,写的还在;重新登录后从旧页面点,也还在。"""

    async def story(site: Site) -> None:
        await one_case(site)
        browser = await site.as_(COORDINATOR)
        await act(browser, "claim")
        form = {"csrf": await browser.token(), **now(site), **DECISION}
        site.town.now += timedelta(minutes=31)
        late = await browser.post("/cases/1/decide/look", form)
        assert (late.status, "请先登录" in late.text) == (403, True)
        assert f"{DECISION['feedback']}</textarea>" in late.text
        browser.cookie = (await site.as_(COORDINATOR)).cookie
        again = await browser.post("/cases/1/decide", form)
        assert again.status == 403
        assert f"{DECISION['reason']}</textarea>" in again.text
        assert form["csrf"] not in again.text
        assert case(site.town).state is CaseState.CLAIMED
        stranger = await Client(site).post("/cases/1/ask", {"text": "<script>alert(1)</script>"})
        assert (stranger.status, "<script>alert" in stranger.text) == (403, False)

    play(story)


def test_a_name_that_changes_many_lines_is_told_once(play: Play) -> None:
    async def story(site: Site) -> None:
        for at, what in (("9:30", "秸秆"), ("9:31", "机井"), ("9:32", "水窖")):
            await site.town.say(at, FARMER, f"请各村明天12点前报{what}台账")
        admin = await site.as_(ADMIN)
        await admin.post("/issuers/name", {"group": "1", "other": "镇农业办", "name": "农业中心"})
        page = (await admin.get("/requests/2")).text
        assert page.count("「镇农业办」 → 「农业中心」") == 1

    play(story)


def test_open_pages_of_one_session_are_few(play: Play) -> None:
    async def story(site: Site) -> None:
        browser = await site.as_(COORDINATOR)
        said = {"Host": site.board.host, "Cookie": browser.cookie}
        async with AsyncExitStack() as opened, asyncio.timeout(9):
            pages = (site.session.get(f"{site.root}/events", headers=said) for _ in range(9))
            heard = await asyncio.gather(*map(opened.enter_async_context, pages))
            assert sorted(one.status for one in heard) == [200] * STREAMS + [429] * 3

    play(story)
