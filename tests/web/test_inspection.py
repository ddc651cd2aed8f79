"""The board as an inspector of the county tries it: what could tell of somebody, or give way."""

import asyncio

import pytest

from bot.domain.boundary import Outgoing
from bot.domain.case import CaseState
from bot.storage.people import seen_in
from bot.storage.posts import posts
from tests.live.flag_kit import QIANG, tap
from tests.live.kit import ToyPlatform
from tests.office.kit import case, flag, member, morning, tick
from tests.web.conftest import Play
from tests.web.groups_kit import FARMER, OTHER_ADMIN, others
from tests.web.kit import ADMIN, CONTACT, COORDINATOR, UPPER, Site
from tests.web.test_cases import DECISION, act, now
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


def test_a_name_that_changes_many_lines_is_told_once(play: Play) -> None:
    async def story(site: Site) -> None:
        for at, what in (("9:30", "秸秆"), ("9:31", "机井"), ("9:32", "水窖")):
            await site.town.say(at, FARMER, f"请各村明天12点前报{what}台账")
        admin = await site.as_(ADMIN)
        await admin.post("/issuers/name", {"group": "1", "other": "镇农业办", "name": "农业中心"})
        page = (await admin.get("/requests/2")).text
        assert page.count("「镇农业办」 → 「农业中心」") == 1

    play(story)


def test_an_admin_who_corrects_a_time_has_not_done_what_the_issuer_was_advised(play: Play) -> None:
    """建议延期:管理员「更正」时限不算发布单位延了期;发布单位自己改了才算。"""

    async def story(site: Site) -> None:
        await advised(site, "extend")
        town = site.town
        for value in ("3月20日17:30", "无"):
            admin = await site.as_(ADMIN)
            path = f"/requests/1/try?fix=deadline&value={value}"
            mark = (await admin.get(path)).text.partition('name="mark" value="')[2][:12]
            fields = {"fix": "deadline", "value": value, "mark": mark}
            done = await admin.post("/requests/1/fix", fields)
            assert "已改时限" in (await admin.get(done.to)).text
            await tick(town, "10:00")
            assert case(town).state is CaseState.REMEDYING, value
        admin = await site.as_(ADMIN)
        assert (await admin.post("/requests/1/undo", {"made": "2"})).to == "/requests/1"
        contact = await site.as_(CONTACT)
        await contact.post("/records/1/move", {"at": "2026-03-24T17:30"})
        assert case(town).state is CaseState.ANSWERED

    play(story)
