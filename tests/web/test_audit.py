"""What people with an office did is there for who watches over them, and nothing of who flags."""

import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.domain.audit import Act
from bot.domain.case import Rank
from bot.domain.errors import StorageError
from bot.services.recording import record
from bot.storage.connection import Tx
from bot.storage.messages import chat_id
from bot.storage.posts import appoint
from tests.office.kit import case, flag, morning
from tests.web.conftest import Play
from tests.web.kit import ADMIN, CONTACT, COORDINATOR, MEMBER, UPPER, Client, Site, played
from tests.web.test_groups import HOSTILE, chat, member


async def shown(browser: Client, path: str = "/audit") -> str:
    """The rows of a page of it."""
    answer = await browser.get(path)
    assert answer.status == 200, answer.text
    return answer.text.partition("<h1>")[2].partition("</main>")[0]


async def deeds(site: Site) -> None:
    """An admin sets, names, adds and takes; an upper coordinator changes a tier; a case is
    claimed."""
    browser, group = await site.as_(ADMIN), chat(site)
    await browser.post(f"/groups/{group}/set", {"words": "at=1650,days=work"})
    await browser.post("/roles/add", {"group": str(group), "member": str(member(site, MEMBER))})
    await browser.post("/roles/remove", {"group": str(group), "member": str(member(site, MEMBER))})
    await site.town.tell(ADMIN, "改 1 标题是走访照片")
    await site.town.tell(ADMIN, "改 撤销")
    await site.town.press(ADMIN, "撤销 1")
    await site.town.tell(ADMIN, "发布单位 民政=民政局")
    await site.town.tell(UPPER, "联系人 县教育局")


def test_an_upper_coordinator_sees_who_did_what(play: Play) -> None:
    async def story(site: Site) -> None:
        await deeds(site)
        flag(site.town, 1, 2, 3)
        await morning(site.town)
        await site.town.tell(UPPER, "报表清单 农户收入调查表 XT-001")
        await site.town.press(UPPER, "撤销")
        await site.town.tell(COORDINATOR, f"接办 {case(site.town).number}")
        browser = await site.as_(UPPER)
        page = await shown(browser)
        for words in (
            "一览时间改为16:50,发送日改为只在工作日", f"加{MEMBER}为管理员",
            f"移除管理员{MEMBER}", "改标题:走访照片", "撤销「改标题」", "合并单位叫法:民政→民政局",
            "发出邀请:县教育局的发布单位联系人", "登录网页(1个群的管理员)",
            "登录网页(经办人(上级))", "报表清单:加1份", "撤销「报表清单」的改动",
            "接办:第1号", ADMIN, UPPER, COORDINATOR,
        ):  # fmt: skip
            assert words in page, words
        for kind, words, no in (
            ("cases", "接办", "登录网页"), ("settings", "16:50", "接办"),
            ("sessions", "登录网页", "16:50"), ("roles", "移除管理员", "登录网页"),
        ):  # fmt: skip
            found = (await shown(browser, f"/audit?kind={kind}")).partition('class="rows')[2]
            assert words in found, kind
            assert no not in found, kind
        yesterday = (site.town.now - timedelta(days=1)).date().isoformat()
        assert "16:50" in await shown(browser, f"/audit?day={yesterday}")
        assert "16:50" not in await shown(browser, f"/audit?day={site.town.now.date()}")
        assert "没有记录" in await shown(browser, "/audit?day=2020-01-01")
        for wrong in ("day=x", "day=2026-99-99", "before=1", "before=a.b.c", "before=1.2.-3"):
            assert (await browser.get(f"/audit?{wrong}")).status == 400, wrong

    play(story)


def test_admins_see_their_groups_and_others_nothing(play: Play) -> None:
    def elsewhere(tx: Tx, site: Site) -> None:
        there = chat_id(tx, "toy:1:-200", "县水利工作群")
        record(tx, Act.SETTINGS, None, site.town.now, chat=there, after="at=0911")

    async def story(site: Site) -> None:
        await deeds(site)
        site.town.store.run_sync(elsewhere, site)
        assert "09:11" in await shown(await site.as_(UPPER))
        page = await shown(await site.as_(ADMIN))
        assert "16:50" in page
        assert "09:11" not in page
        assert "登录网页" in page
        assert "联系人" not in page.partition('class="rows')[2]
        assert UPPER not in page
        for who in (COORDINATOR, CONTACT):
            assert (await (await site.as_(who)).get("/audit")).status == 403

    play(story)


def test_flags_leave_nothing_there(tmp_path: Path) -> None:
    pages: list[list[str]] = []

    def told(flags: tuple[int, ...]) -> None:
        async def story(site: Site) -> None:
            await deeds(site)
            if flags:
                flag(site.town, *flags)
            await morning(site.town)
            found = [await shown(await site.as_(who)) for who in (UPPER, ADMIN)]
            pages.append([re.sub(r'value="\w{64}"', "", one) for one in found])

        folder = tmp_path / str(len(pages))
        folder.mkdir()
        played(folder, story)

    told(())
    told((1,))
    told((1, 2, 3))
    assert pages[0] == pages[1]
    # That a case came to the queue is of the clock, and no deed of anybody.
    assert pages[0] == pages[2]


def test_fifty_on_a_page_and_every_row_once(play: Play) -> None:
    async def story(site: Site) -> None:
        browser, group = await site.as_(ADMIN), chat(site)
        for index in range(60):
            await site.town.store.run(_set, member(site, ADMIN), site, group, index)
        first = await browser.get("/audit?kind=settings")
        older = re.search(r'href="([^"]*before=[^"]*)"', first.text)
        assert older
        second = await browser.get(older[1].replace("&amp;", "&"))
        counted = [one.text.count('class="row"') for one in (first, second)]
        assert counted == [50, 10]
        minutes = re.findall(r"改为09:(\d\d)", first.text + second.text)
        assert minutes == [f"{index:02}" for index in reversed(range(60))]
        assert "before=" not in second.text

    play(story)


def _set(tx: Tx, by: int, site: Site, group: int, minute: int) -> None:
    record(tx, Act.SETTINGS, by, site.town.now, chat=group, after=f"at=09{minute:02}")


def test_links_tell_nothing_of_rows_that_are_not_shown(tmp_path: Path) -> None:
    """老孙本单位的办理单,做了多少、什么时候做的,翻页的链接里也看不出。"""
    pages: list[list[str]] = []

    def told(deeds: int) -> None:
        async def story(site: Site) -> None:
            flag(site.town, 1, 2, 3)
            await morning(site.town)
            who, where, what = member(site, UPPER), chat(site), case(site.town).id
            await site.town.store.run(_hidden, site.town.now, deeds, who, where, what)
            browser, path = await site.as_(UPPER), "/audit"
            found = []
            while path:
                page = await shown(browser, path)
                found.append(re.sub(r'value="\w{64}"', "", page))
                older = re.search(r'href="([^"]*before=[^"]*)"', page)
                path = older[1].replace("&amp;", "&") if older else ""
            pages.append(found)

        folder = tmp_path / str(deeds)
        folder.mkdir()
        played(folder, story)

    told(0)
    told(2100)
    assert pages[0] == pages[1]
    assert [len(re.findall('class="row"', one)) for one in pages[0]] == [50, 50, 11]


def _hidden(tx: Tx, now: datetime, deeds: int, upper: int, group: int, one: int) -> None:
    """Deeds on a case of their own unit amid others, of which some are of the same second."""
    appoint(tx, upper, "民政办", Rank.UPPER)
    for index in range(110):
        at = now - timedelta(hours=1, seconds=index // 3 * 100)
        record(tx, Act.SETTINGS, None, at, chat=group, after=f"at={900 + index % 60:04}")
    start = int(now.timestamp()) - 4050
    rows = [(1000 + n, one, start - n % 7, upper) for n in range(deeds)]
    columns = "n, matter, at, event, before, after, actor, member, detail, mark"
    tx.conn.executemany(
        f"insert into case_history ({columns}) values"
        " (?, ?, ?, 'claim', 'pending', 'claimed', 'coordinator', ?, '{}', x'')",
        rows,
    )


def _run(tx: Tx, change: str) -> None:
    tx.execute(change)


def test_rows_stay_as_they_are(play: Play) -> None:
    async def story(site: Site) -> None:
        await deeds(site)
        for change in ("delete from audit", "update audit set member = 1", "update audit set at=1"):
            with pytest.raises(StorageError):
                await site.town.store.run(_run, change)
        name = {"group": str(chat(site)), "member": str(member(site, MEMBER)), "unit": HOSTILE}
        await (await site.as_(ADMIN)).post("/units/correct", name)
        page = await shown(await site.as_(UPPER))
        assert "<script>" not in page
        # What unit somebody is of they may have deleted; no copy is kept.
        assert "alert" not in page
        assert f"改成员单位:{MEMBER}" in page

    play(story)
