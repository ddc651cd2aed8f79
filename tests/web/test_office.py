"""Upper coordinators appoint and dismiss on the board, and set how soon answers are due."""

import re

from bot.domain.case import Rank
from bot.storage.connection import Tx
from bot.storage.posts import contacts, give_chats, posts
from tests.office.kit import member
from tests.web.conftest import Play
from tests.web.kit import CONTACT, COORDINATOR, SECOND, UPPER, Client, Site

NEW = "司法所小齐"


async def said(browser: Client, path: str, fields: dict[str, str] | None = None) -> str:
    """An act, and what the next page says."""
    done = await browser.post(path, fields or {})
    return (await browser.get(done.to.partition("#")[0])).text


def test_somebody_is_asked_by_a_link_that_is_shown_once(play: Play) -> None:
    async def story(site: Site) -> None:
        browser, town = await site.as_(UPPER), site.town
        made = await browser.post(
            "/office/offer", {"unit": "司法所", "rank": "backup", "every": "yes"}
        )
        link = re.search(r"start=(post-[\w-]+)", made.text)
        assert link is not None
        assert "司法所的经办人(复核,管1个群)" in made.text
        assert "/events" not in made.text
        assert link[1] not in (await browser.get("/office")).text
        await town.tell(NEW, f"/start {link[1]}")
        await town.press(NEW, "接受")
        found = {one.member: one for one in town.store.read_sync(posts)}
        assert found[member(town, NEW)].rank is Rank.BACKUP
        made = await browser.post("/office/contacts", {"unit": "县教育局"})
        assert "县教育局的联系人" in made.text
        assert "单位的名称" in await said(browser, "/office/contacts", {"unit": "办公室"})
        none = {"unit": "司法所", "rank": "first"}
        assert "还没有选群" in await said(browser, "/office/offer", none)
        assert (await browser.post("/office/offer", {"unit": "x", "rank": "king"})).status == 400

    play(story)


def test_whoever_is_dismissed_can_be_put_back_for_a_day(play: Play) -> None:
    async def story(site: Site) -> None:
        browser, lin = await site.as_(UPPER), member(site.town, COORDINATOR)
        page = await said(browser, f"/office/{lin}/dismiss")
        assert f"已免去{COORDINATOR}" in page
        assert f"/office/{lin}/back" in page
        assert (await (await site.as_(COORDINATOR)).get("/cases")).status == 403
        assert f"已恢复:{COORDINATOR}" in await said(browser, f"/office/{lin}/back")
        mark = re.search(r"/office/contacts/(\w+)/drop", (await browser.get("/office")).text)
        assert mark is not None
        page = await said(browser, f"/office/contacts/{mark[1]}/drop")
        assert f"已免去民政办的联系人{CONTACT}" in page
        assert not site.town.store.read_sync(contacts)
        assert "已恢复" in await said(browser, f"/office/contacts/{mark[1]}/back")
        me = member(site.town, UPPER)
        assert "自己不能免去自己" in await said(browser, f"/office/{me}/dismiss")
        assert (await browser.post("/office/999/dismiss")).status == 404

    play(story)


def test_groups_and_deadlines_are_changed_by_the_upper_rank_only(play: Play) -> None:
    async def story(site: Site) -> None:
        browser, zhao = await site.as_(UPPER), member(site.town, SECOND)
        page = (await browser.get(f"/office/{zhao}")).text
        chat = re.search(r'name="group" value="(\d+)" checked', page)
        assert chat is not None
        assert "还没有选群" in await said(browser, f"/office/{zhao}/groups", {"group": "999"})
        assert "已改:" in await said(browser, f"/office/{zhao}/groups", {"group": chat[1]})
        await site.town.store.run(_nobodys, zhao, member(site.town, COORDINATOR))
        assert "还没有经办人的群" in (await browser.get("/office")).text
        to = {"group": chat[1], "member": str(zhao)}
        page = await said(browser, "/office/give", to)
        assert f"已改:{SECOND}" in page
        assert "还没有经办人的群" not in page
        assert (await browser.post("/office/give", {**to, "group": "999"})).status == 404
        form = {"reason": "photo", "tier": "24h"}
        page = await said(browser, "/office/tiers", form)
        assert "已从7天改成24小时。要改回去,点「7天」" in page
        assert "已经是这一档" in await said(browser, "/office/tiers", form)
        assert (await browser.post("/office/tiers", {**form, "tier": "1h"})).status == 400
        other = await site.as_(COORDINATOR)
        page = (await other.get("/office")).text
        assert "答复时限" in page
        assert '<form method="post" action="/office' not in page
        assert "请一位" not in page

    play(story)


def _nobodys(tx: Tx, *members: int) -> None:
    for one in members:
        give_chats(tx, one, ())
