"""Sessions of the board under pressure: late, at once, from everywhere, and clocks that jump."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import timedelta
from typing import Any

from bot.domain.case import CaseState
from bot.services.sessions import visitor
from bot.web.limits import SIGNING, STREAMS, Limits
from tests.office.kit import case
from tests.web.conftest import Play
from tests.web.kit import COORDINATOR, SECOND, UPPER, Client, Site
from tests.web.test_cases import DECISION, act, now, one_case


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


def test_open_pages_of_one_session_are_few(play: Play) -> None:
    async def story(site: Site) -> None:
        browser = await site.as_(COORDINATOR)
        said = {"Host": site.board.host, "Cookie": browser.cookie}
        async with AsyncExitStack() as opened, asyncio.timeout(9):
            pages = (site.session.get(f"{site.root}/events", headers=said) for _ in range(9))
            heard = await asyncio.gather(*map(opened.enter_async_context, pages))
            assert sorted(one.status for one in heard) == [200] * STREAMS + [429] * 3

    play(story)
