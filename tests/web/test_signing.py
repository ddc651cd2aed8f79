"""In by a link that holds once, for minutes, and out at once."""

import asyncio
from datetime import timedelta

import pytest

from bot.domain.people import Role
from bot.storage.connection import Tx
from bot.storage.messages import find_chat
from bot.storage.people import find_member, leave, revoke
from bot.storage.posts import dismiss, drop_contact
from tests.live.kit import GROUP, Town
from tests.web.conftest import Play
from tests.web.kit import ADMIN, CONTACT, COORDINATOR, MEMBER, UPPER, Client, Site


def test_a_link_lets_in_once_however_often_it_is_looked_at(play: Play) -> None:
    async def story(site: Site) -> None:
        path = await site.link(COORDINATOR)
        browser = Client(site)
        for _ in range(3):
            shown = await Client(site).get(path)
            assert shown.status == 200
            assert COORDINATOR in shown.text
            assert "进入" in shown.text
            assert not shown.set_cookie
        assert (await browser.post(path)).to == "/"
        assert COORDINATOR in (await browser.get("/")).text
        again = Client(site)
        assert (await again.post(path)).status == 404
        assert "链接不能用了" in (await again.get(path)).text
        assert not again.cookie

    play(story)


def test_a_link_holds_five_minutes_and_a_new_one_voids_it(play: Play) -> None:
    async def story(site: Site) -> None:
        first, browser = await site.link(COORDINATOR), Client(site)
        second, others = await site.link(COORDINATOR), await site.link(UPPER)
        assert (await browser.post(first)).status == 404
        site.town.now += timedelta(minutes=4, seconds=59)
        assert (await browser.post(second)).to == "/"
        site.town.now += timedelta(seconds=1)
        assert (await browser.post(others)).status == 404

    play(story)


def test_a_link_is_its_members_and_nobody_elses(play: Play) -> None:
    async def story(site: Site) -> None:
        browser = await site.as_(CONTACT)
        before = browser.cookie
        path = await site.link(COORDINATOR)
        assert (await browser.post(path)).to == "/"
        page = (await browser.get("/")).text
        assert COORDINATOR in page
        assert CONTACT not in page
        # Whoever had put a secret into this browser beforehand has nothing of it.
        assert browser.cookie != before
        assert (await Client(site, before).get("/")).status == 403

    play(story)


def test_a_made_up_secret_becomes_no_session(play: Play) -> None:
    async def story(site: Site) -> None:
        chosen = Client(site, "__Host-jianfu=chosen-by-somebody-else")
        path = await site.link(COORDINATOR)
        assert (await chosen.post(path)).to == "/"
        assert "chosen" not in chosen.cookie
        assert (await Client(site, "__Host-jianfu=chosen-by-somebody-else").get("/")).status == 403

    play(story)


@pytest.mark.parametrize("who", [MEMBER, "没见过的人"])
def test_members_get_no_link(play: Play, who: str) -> None:
    async def story(site: Site) -> None:
        await site.town.tell(who, "/board")
        assert "/enter/" not in site.town.card(who)
        assert "私聊里都能办" in site.town.card(who)

    play(story)


def test_without_an_address_there_is_no_board(play: Play) -> None:
    async def story(site: Site) -> None:
        await site.town.tell(UPPER, "看板")
        assert "没有开通网页" in site.town.card(UPPER)

    play(story, "")


@pytest.mark.parametrize("who", [COORDINATOR, CONTACT, ADMIN])
def test_a_role_that_is_taken_away_works_at_the_next_click(play: Play, who: str) -> None:
    async def story(site: Site) -> None:
        browser = await site.as_(who)
        path = await site.link(who)
        assert (await browser.get("/")).status == 200
        await site.town.store.run(_take_away, site.town, who)
        assert (await browser.get("/")).status == 403
        assert (await browser.post("/sessions/end-all")).status == 403
        assert (await Client(site).post(path)).status == 404

    play(story)


def _take_away(tx: Tx, town: Town, who: str) -> None:
    member, chat = find_member(tx, town.private(who)), find_chat(tx, GROUP)
    assert member is not None
    assert chat is not None
    dismiss(tx, member.id, town.now)
    drop_contact(tx, member.id, "民政办", town.now)
    revoke(tx, member.id, chat.chat, Role.ADMIN)
    leave(tx, member.id, chat.chat)


def test_an_admin_who_is_gone_from_the_group_is_asked_of_the_platform(play: Play) -> None:
    async def story(site: Site) -> None:
        browser = await site.as_(ADMIN)
        site.town.platform.outside.add(site.town.private(ADMIN))
        assert (await browser.get("/")).status == 403

    play(story)


def test_a_session_ends_after_half_an_hour_unused_and_after_eight(play: Play) -> None:
    async def story(site: Site) -> None:
        browser, idle = await site.as_(COORDINATOR), await site.as_(UPPER)
        for _ in range(19):
            site.town.now += timedelta(minutes=25)
            assert (await browser.get("/")).status == 200
        site.town.now += timedelta(minutes=5)
        assert (await browser.get("/")).status == 403
        assert (await idle.get("/")).status == 403

    play(story)


def test_a_page_that_keeps_itself_up_to_date_is_no_use_of_a_session(play: Play) -> None:
    async def story(site: Site) -> None:
        browser = await site.as_(COORDINATOR)
        for status in (200, 200, 403):
            site.town.now += timedelta(minutes=14)
            assert (await browser.get("/", {"X-Refresh": "1"})).status == status

    play(story)


def test_out_here_there_and_everywhere(play: Play) -> None:
    async def story(site: Site) -> None:
        one, two, three = [await site.as_(COORDINATOR) for _ in range(3)]
        other = await site.as_(UPPER)
        page = (await one.get("/sessions")).text
        assert page.count("登录,刚刚用过") == 3
        before = two.cookie
        left = await two.post("/leave")
        assert "已退出" in left.text
        assert "Max-Age=0" in left.set_cookie
        assert (await Client(site, before).get("/")).status == 403
        # Of somebody else's sessions none ends.
        for ident in range(1, 9):
            assert (await other.post("/sessions/end", {"session": str(ident)})).status < 400
            if (await other.get("/")).status != 200:
                other = await site.as_(UPPER)
        assert (await one.get("/")).status == 200
        assert (await three.post("/sessions/end-all")).status == 200
        assert (await one.get("/")).status == 403

    play(story)


def test_five_sessions_and_the_oldest_goes(play: Play) -> None:
    async def story(site: Site) -> None:
        browsers = [await site.as_(COORDINATOR) for _ in range(6)]
        assert [(await one.get("/")).status for one in browsers] == [403] + [200] * 5

    play(story)


def test_an_open_page_hears_of_changes_and_of_the_end(play: Play) -> None:
    async def story(site: Site) -> None:
        browser = await site.as_(COORDINATOR)
        headers = {"Host": site.board.host, "Cookie": browser.cookie}
        async with (
            asyncio.timeout(9),
            site.session.get(f"{site.root}/events", headers=headers) as stream,
        ):
            assert await stream.content.readline() == b"retry: 5000\n"
            assert await stream.content.readline() == b"\n"
            await browser.post("/sessions/end-all")
            assert (await stream.content.read()).startswith(b"event: ended")

    play(story)


def test_deleting_my_data_signs_out(play: Play) -> None:
    async def story(site: Site) -> None:
        browser = await site.as_(COORDINATOR)
        await site.town.tell(COORDINATOR, "隐私 删除")
        assert (await browser.get("/")).status == 403

    play(story)
