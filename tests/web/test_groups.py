"""Admins of groups on the board: settings, units, issuers, roles and names, all taken back."""

import re
from urllib.parse import quote

from bot.domain.delivery import Target
from bot.domain.people import Presence, Role
from bot.storage.connection import Snapshot, Tx
from bot.storage.messages import chat_id, find_chat
from bot.storage.people import has_role, keep_private, meet, member_by_private, members_in, seen_in
from bot.storage.targets import add_target, target_of
from tests.live.kit import GROUP
from tests.web.conftest import Play
from tests.web.kit import ADMIN, COORDINATOR, MEMBER, UPPER, Answer, Client, Site

HOSTILE = "<script>alert(1)</script>\u202e村"


def chat(site: Site) -> int:
    found = site.town.store.read_sync(find_chat, GROUP)
    assert found is not None
    return found.chat


def target(site: Site) -> Target:
    found = site.town.store.read_sync(target_of, GROUP)
    assert found is not None
    return found


def member(site: Site, name: str) -> int:
    found = site.town.store.read_sync(member_by_private, site.town.private(name))
    assert found is not None
    return found.id


def rows(site: Site, *tables: str) -> list[list[object]]:
    def read(snapshot: Snapshot) -> list[list[object]]:
        return [snapshot.execute(f"select * from {one}").fetchall() for one in tables]

    return site.town.store.read_sync(read)


def field(page: str, name: str) -> str:
    """What a hidden field of a page holds."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, page
    return found[1]


async def after(browser: Client, done: Answer) -> str:
    """The page that an act leads to, with what is said once."""
    return (await browser.get(done.to)).text


async def evening(site: Site) -> None:
    """Yesterday's digest is out: one notice before 16:00, one after."""
    await site.town.say("16:45", "民政股-老陈", "请各村明天上午10点前报送低保名单")
    await site.town.tick("17:31")


def test_another_hour_is_tried_on_yesterdays_chat_kept_and_taken_back(play: Play) -> None:
    async def story(site: Site) -> None:
        await evening(site)
        browser, here = await site.as_(ADMIN), f"/groups/{chat(site)}"
        assert here in (await browser.get("/groups")).text
        first, kept = target(site), rows(site, "target", "audit", "delivery")
        tried = await browser.get(f"{here}/try?at=16:00&days=all")
        for words in ("16:00", "按最近一份一览的群消息试算", "去掉", "低保名单", "就这样改"):
            assert words in tried.text, words
        assert rows(site, "target", "audit", "delivery") == kept
        done = await browser.post(f"{here}/set", {"words": field(tried.text, "words")})
        page = await after(browser, done)
        assert "每天 16:00" in page
        assert target(site).slots[0].at.hour == 16
        back = await browser.post(f"{here}/set", {"words": field(page, "words")})
        assert "每天 17:30" in await after(browser, back)
        assert target(site) == first
        await site.town.tell(ADMIN, "设置")
        assert "每天 17:30" in site.town.card(ADMIN)

    play(story)


def test_every_setting_is_there_and_what_cannot_be_kept_is_said(play: Play) -> None:
    async def story(site: Site) -> None:
        browser, here = await site.as_(ADMIN), f"/groups/{chat(site)}"
        for asked, said in (
            ("paused=yes&until=2026-03-15", "停到3月15日"),
            ("week=4&week_at=16:50", "每周五 16:50"),
            ("quiet=yes&from=21:00&to=06:30", "21:00—06:30"),
            ("quiet=no&from=&to=", "不设"),
            ("days=work", "工作日 17:30"),
        ):
            tried = await browser.get(f"{here}/try?{asked}")
            assert said in tried.text, asked
            words = field(tried.text, "words")
            assert said in await after(browser, await browser.post(f"{here}/set", {"words": words}))
        for asked, said in (
            ("at=23:30&quiet=yes&from=22:00&to=07:00", "没有改:免打扰"),
            ("paused=yes&until=2027-03-15", "最多停90天"),
            ("at=17:30", "和现在的设置一样"),
        ):
            assert said in (await browser.get(f"{here}/try?{asked}")).text, asked
        for asked in ("at=25:00", "days=never", "week=9&week_at=10:00", "paused=yes&until=x"):
            assert (await browser.get(f"{here}/try?{asked}")).status == 400, asked
        assert (await browser.get(f"{here}/next")).status == 200
        for words in ("", "at=9", "who=knows", "at=1730;drop table"):
            assert (await browser.post(f"{here}/set", {"words": words})).status == 404

    play(story)


def test_another_group_is_not_there(play: Play) -> None:
    def other(tx: Tx) -> int:
        add_target(tx, "toy:1:-200", "县水利工作群", site_now[0])
        return chat_id(tx, "toy:1:-200", "县水利工作群")

    site_now = []

    async def story(site: Site) -> None:
        site_now.append(site.town.now)
        there = site.town.store.run_sync(other)
        browser = await site.as_(ADMIN)
        kept = rows(site, "target", "role", "presence", "link_code")
        gets = (f"/groups/{there}", f"/groups/{there}/try?at=16:00", f"/groups/{there}/next")
        pages = ("/units", "/issuers", "/roles", "/lexicon", "/units/try", "/issuers/try")
        for path in (*gets, *(f"{one}?group={there}" for one in pages)):
            answer = await browser.get(path)
            assert answer.status == 404, path
            assert "水利" not in answer.text
        group = {"group": str(there), "member": "1", "unit": "东河村", "old": "a", "new": "b"}
        for path in (
            "/units/correct", "/units/join", "/roles/add", "/roles/remove", "/issuers/name",
        ):  # fmt: skip
            assert (await browser.post(path, {**group, "other": "甲", "name": "乙"})).status == 404
        for path in ("/set", "/code", "/join", "/unlink"):
            filled = {"words": "at=1600", "code": "x", "target": "1", "chat": "1"}
            assert (await browser.post(f"/groups/{there}{path}", filled)).status == 404
        assert rows(site, "target", "role", "presence", "link_code") == kept
        for who in (COORDINATOR, UPPER):
            assert (await (await site.as_(who)).get("/groups")).status == 403

    play(story)


def test_one_admin_always_stays(play: Play) -> None:
    async def story(site: Site) -> None:
        browser, group = await site.as_(ADMIN), str(chat(site))
        me, other = str(member(site, ADMIN)), str(member(site, MEMBER))

        def is_admin(who: str) -> bool:
            return site.town.store.read_sync(has_role, int(who), int(group), Role.ADMIN)

        page = (await browser.get("/roles")).text
        assert "移除</button>" not in page
        assert MEMBER in page
        alone = await browser.post("/roles/remove", {"group": group, "member": me})
        assert "自己不能移除自己" in await after(browser, alone)
        added = await browser.post("/roles/add", {"group": group, "member": other})
        assert "现在是" in await after(browser, added)
        assert is_admin(other)
        await site.town.settle()
        assert "您现在是" in site.town.card(MEMBER)
        second = await site.as_(MEMBER)
        taken = await second.post("/roles/remove", {"group": group, "member": me})
        page = await after(second, taken)
        assert "不再是" in page
        assert not is_admin(me)
        assert (await browser.get("/roles")).status == 403
        last = await second.post("/roles/remove", {"group": group, "member": other})
        assert "自己不能移除自己" in await after(second, last)
        assert "撤销最近一次" in page
        back = await second.post("/roles/add", {"group": group, "member": me})
        assert "现在是" in await after(second, back)
        site.town.platform.outside.add(site.town.private("外人老赵"))
        stranger = site.town.store.run_sync(_outside, site, int(group))
        refused = await second.post("/roles/add", {"group": group, "member": str(stranger)})
        assert "没能确认" in await after(second, refused)
        assert not is_admin(str(stranger))

    play(story)


def _outside(tx: Tx, site: Site, group: int) -> int:
    who = meet(tx, site.town.private("外人老赵"), "外人老赵").id
    keep_private(tx, who, site.town.private("外人老赵"))
    seen_in(tx, who, group, None)
    return who


def test_a_name_is_read_as_another_tried_first_and_taken_back(play: Play) -> None:
    async def story(site: Site) -> None:
        await evening(site)
        browser, group = await site.as_(ADMIN), str(chat(site))
        page = (await browser.get("/issuers")).text
        found = re.search(r"other=([^\"#]+)", page)
        assert found, page
        asked = f"/issuers/try?group={group}&other={found[1]}&name={quote('县民政局')}"
        kept = rows(site, "request", "correction", "audit", "mention")
        tried = (await browser.get(asked)).text
        assert rows(site, "request", "correction", "audit", "mention") == kept
        for words in ("现在", "改后", "县民政局", "就这样改"):
            assert words in tried, words
        pair = {"group": group, "other": field(tried, "other"), "name": "县民政局"}
        page = await after(browser, await browser.post("/issuers/name", pair))
        assert "按「县民政局」认" in page
        await site.town.settle()
        assert "县民政局" in "\n".join(site.town.shown())
        # What comes later is read so, too; in chat it can be seen and taken back.
        await site.town.say("18:00", f"{pair['other']}-小陈", "请各村明天下班前报送残疾人台账")
        await site.town.tell(ADMIN, "预览")
        assert "残疾人台账 · 县民政局" in site.town.card(ADMIN)
        assert "县民政局" in (await browser.get("/lexicon")).text
        await site.town.tell(ADMIN, "改 撤销")
        assert "按「县民政局」认" in site.town.card(ADMIN)
        for wrong in (("", "甲"), ("甲", "甲"), ("县民政局", pair["other"])):
            other, name = map(quote, wrong)
            answer = await browser.get(f"/issuers/try?group={group}&other={other}&name={name}")
            assert "没有改" in answer.text, wrong
        made = {"made": field(page, "made"), "group": group}
        assert "恢复原样" in await after(browser, await browser.post("/issuers/undo", made))
        assert rows(site, "request")[0][0] == kept[0][0]

    play(story)


def test_the_same_is_said_in_chat(play: Play) -> None:
    async def story(site: Site) -> None:
        await site.town.tell(ADMIN, "发布单位 镇民政办=县民政局")
        assert "「镇民政办」按「县民政局」认" in site.town.card(ADMIN)
        await site.town.tell(ADMIN, "预览")
        assert "县民政局" in site.town.card(ADMIN)
        page = (await (await site.as_(ADMIN)).get("/issuers")).text
        assert "县民政局" in page
        await site.town.tell(ADMIN, "改 撤销")
        await site.town.press(ADMIN, "撤销 1")
        await site.town.tell(ADMIN, "预览")
        assert "县民政局" not in site.town.card(ADMIN)

    play(story)


def test_units_are_put_right_joined_and_taken_back(play: Play) -> None:
    def units(site: Site) -> set[str | None]:
        where = site.town.store.read_sync(find_chat, GROUP)
        assert isinstance(where, Presence)
        return {at.unit for _, at in site.town.store.read_sync(members_in, where)}

    async def story(site: Site) -> None:
        browser, group = await site.as_(ADMIN), str(chat(site))
        for who, unit in ((MEMBER, "河湾"), (ADMIN, HOSTILE)):
            filled = {"group": group, "member": str(member(site, who)), "unit": unit}
            page = await after(browser, await browser.post("/units/correct", filled))
            assert "已改" in page
            assert "<script>alert" not in page
        tried = (await browser.get(f"/units/try?group={group}&old={quote('河湾')}&new=河湾村")).text
        assert MEMBER in tried
        assert ADMIN not in tried.partition("<main")[2].partition("</main>")[0]
        pair = {"group": group, "old": "河湾", "new": "河湾村"}
        page = await after(browser, await browser.post("/units/join", pair))
        assert "已改1人" in page
        assert "河湾村" in units(site)
        made = {"group": group, "made": field(page, "made")}
        assert "恢复原样" in await after(browser, await browser.post("/units/undo", made))
        assert "河湾" in units(site)
        wrong = {"group": group, "member": "99999", "unit": "东河村"}
        assert (await browser.post("/units/correct", wrong)).status == 404
        assert (await browser.post("/units/undo", {"group": group, "made": "9999"})).status == 404

    play(story)


def test_a_correction_is_in_the_lexicon_and_taken_back_there(play: Play) -> None:
    async def story(site: Site) -> None:
        await site.town.tell(ADMIN, f"改 1 标题是{HOSTILE}走访照片")
        browser, group = await site.as_(ADMIN), str(chat(site))
        page = (await browser.get("/lexicon")).text
        assert "改标题" in page
        assert ADMIN in page
        assert "<script>alert" not in page
        made = {"group": group, "made": field(page, "made")}
        assert "恢复原样" in await after(browser, await browser.post("/lexicon/undo", made))
        assert "改标题" not in (await browser.get("/lexicon")).text.partition("通用的")[0][-4000:]

    play(story)
