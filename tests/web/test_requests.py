"""Requests on the board: found, looked at, put right, and put back as they were."""

import re
from dataclasses import replace

from bot.domain.message import Message
from bot.domain.people import Role
from bot.domain.reading import Ask, Kind, Relation
from bot.storage.connection import Tx
from bot.storage.messages import add_message, find_chat
from bot.storage.people import grant, meet, seen_in
from bot.storage.requests import add_mention, add_request, request_by_id
from tests.live.kit import GROUP, Town
from tests.web.conftest import Play
from tests.web.groups_kit import FARMER, OTHER_ADMIN, SECOND, digest, others
from tests.web.kit import ADMIN, CONTACT, COORDINATOR, UPPER, Answer, Client, Site

LISTS = "请各村明天下班前把低保年审名单报民政办"
HOSTILE = "请各村明天下班前把<script>alert(1)</script>\u202e台账\u202c报农业办"


def _many(tx: Tx, town: Town) -> None:
    """So many other requests of the same group that they need two pages."""
    chat = find_chat(tx, GROUP)
    first = request_by_id(tx, 1)
    assert chat is not None
    assert first is not None
    for number in range(53):
        new = replace(first, key=f"many-{number}", title=f"第{number}号地块苗情", issuer="农业办")
        request = add_request(tx, new, "")
        said = Message(group="", number=1000 + number, sent_at=town.now, text=str(number))
        told = add_message(tx, chat.chat, said, "notice", unsure=False, excerpt=None, origin=None)
        ask = Ask(kind=Kind.REPORT, title=new.title)
        add_mention(tx, request.id, told or 0, Relation.FIRST, ask, ())


def _number(text: str, words: str) -> str:
    """The number of the request whose line on a page holds these words."""
    row = next(part for part in text.split('<li class="row">')[1:] if words in part)
    found = re.search(r"/requests/(\d+)", row)
    assert found
    return found[1]


async def _do(browser: Client, number: str, fix: str, value: str = "") -> Answer:
    """Look at what a correction would do, then do it."""
    shown = (await browser.get(f"/requests/{number}/try?fix={fix}&value={value}")).text
    fields = dict(
        re.findall(r'<input type="hidden" name="(fix|value|mark)" value="([^"]*)"', shown)
    )
    return await browser.post(f"/requests/{number}/fix", fields)


async def _undo(browser: Client, page: str) -> Answer:
    """Take back the newest correction that a page offers to."""
    path = re.findall(r'href="(/requests/\d+/undo/\d+)"', page)[0]
    assert "撤销以后" in (await browser.get(path)).text
    return await _take_back(browser, path)


async def _take_back(browser: Client, path: str) -> Answer:
    base, _, made = path.rpartition("/")
    return await browser.post(base, {"made": made})


def test_everybody_sees_what_is_theirs_and_nothing_else(play: Play) -> None:
    async def story(site: Site) -> None:
        await others(site)
        pages = {who: (await (await site.as_(who)).get("/requests?state=all")).text
                 for who in (ADMIN, OTHER_ADMIN, COORDINATOR, UPPER, CONTACT)}  # fmt: skip
        seen = {who: tuple(word in text for word in ("走访照片", "秸秆", "水库"))
                for who, text in pages.items()}  # fmt: skip
        assert seen[ADMIN] == seen[COORDINATOR] == (True, True, False)
        assert seen[OTHER_ADMIN] == (True, False, True)
        assert seen[UPPER] == (True, True, True)
        assert seen[CONTACT] == (True, False, False)
        water, photos = _number(pages[UPPER], "水库"), _number(pages[UPPER], "走访照片")
        mine, theirs = await site.as_(ADMIN), await site.as_(OTHER_ADMIN)
        contact, upper = await site.as_(CONTACT), await site.as_(UPPER)
        for path in ("", "/join", "/try?fix=not_notice"):
            assert (await mine.get(f"/requests/{water}{path}")).status == 404
        gone = await mine.post(f"/requests/{water}/fix", {"fix": "not_notice", "mark": "x"})
        assert gone.status == 404
        assert (await mine.get("/requests/99999")).status == 404
        assert (await contact.get(f"/requests/{water}")).status == 404
        # Of what was asked in both groups, each sees the notice of its own.
        one, other = [(await who.get(f"/requests/{photos}")).text for who in (mine, theirs)]
        assert "柳河镇村居工作群" in one
        assert "水利工作群" not in one
        assert "别的群也有" in one
        assert "水利工作群" in other
        assert "柳河镇" not in other
        both = (await upper.get(f"/requests/{photos}")).text
        assert "柳河镇" in both
        assert "水利工作群" in both
        for reader in (both, (await contact.get(f"/requests/{photos}")).text):
            assert "先给您看" not in reader
        for asked in ("q=水库", "group=2&state=all", "issuer=水利"):
            assert "水库巡查" not in (await mine.get(f"/requests?{asked}")).text

    play(story)


def test_two_requests_become_one_and_are_two_again(play: Play) -> None:
    async def story(site: Site) -> None:
        await site.town.say("9:30", "民政办-小陈", LISTS)
        assert await site.town.tick("17:30") == 1
        before, browser = digest(site), await site.as_(ADMIN)
        pages = (await browser.get("/requests")).text
        photos, lists = _number(pages, "走访照片"), _number(pages, "低保年审名单")
        chosen = (await browser.get(f"/requests/{lists}/join?q=走访照片")).text
        assert f"/requests/{lists}/try?fix=merge&amp;value={photos}" in chosen
        shown = (await browser.get(f"/requests/{lists}/try?fix=merge&value={photos}")).text
        assert shown.count('class="box"') == 3
        assert "不再列这一行" in shown
        assert "已发的今日一览会跟着改" in shown
        assert digest(site) == before
        done = await _do(browser, lists, "merge", photos)
        assert done.to == f"/requests/{photos}"
        await site.town.settle()
        assert "低保年审名单" not in digest(site)
        merged = (await browser.get(done.to)).text
        assert "已并入这件" in merged
        assert merged.count("<strong>首次</strong>") == 2
        # Its old address leads to what it is now.
        assert (await browser.get(f"/requests/{lists}")).to == f"/requests/{photos}"
        assert "恢复原样" in (await browser.get((await _undo(browser, merged)).to)).text
        await site.town.settle()
        assert digest(site) == before
        again = (await browser.get(f"/requests/{lists}")).text
        assert "已撤销" in again

    play(story)


def test_what_was_read_wrongly_is_put_right_in_the_digest(play: Play) -> None:
    async def story(site: Site) -> None:
        assert await site.town.tick("17:30") == 1
        before, browser = digest(site), await site.as_(ADMIN)
        shown = (await browser.get("/requests/1/try?fix=deadline&value=下周一下班前")).text
        assert "改之前" in shown
        assert "周一下班前" in shown
        await _do(browser, "1", "deadline", "下周一下班前")
        await _do(browser, "1", "title", "走访留影")
        await _do(browser, "1", "kind", "task")
        await _do(browser, "1", "issuer", "县民政局")
        await site.town.settle()
        for words in ("周一下班前", "走访留影", "县民政局"):
            assert words in digest(site)
        page = (await browser.get("/requests/1")).text
        assert "报送 → 办理" in page
        assert "您:改标题" in page
        assert (
            "「柳河镇村居工作群」管理员" in (await (await site.as_(UPPER)).get("/requests/1")).text
        )
        for _ in range(4):
            await _undo(browser, (await browser.get("/requests/1")).text)
        await site.town.settle()
        assert digest(site) == before
        assert "没看懂时间" in (await browser.get("/requests/1/try?fix=deadline&value=看着办")).text
        assert "已经是这样" in (await browser.get("/requests/1/try?fix=kind&value=report")).text
        await _do(browser, "1", "not_notice")
        await site.town.settle()
        assert "走访" not in digest(site)
        assert "走访" in (await browser.get("/requests?state=dismissed")).text
        await _undo(browser, (await browser.get("/requests/1")).text)
        await site.town.settle()
        assert digest(site) == before

    play(story)


def test_a_notice_of_its_own_is_split_off(play: Play) -> None:
    async def story(site: Site) -> None:
        await site.town.say("9:30", "民政办-小陈", "再提醒:走访照片明天下班前务必报民政办")
        browser = await site.as_(ADMIN)
        page = (await browser.get("/requests/1")).text
        assert "催办" in page
        splits = re.findall(r"fix=split&amp;value=(\d+)", page)
        assert len(splits) == 2
        done = await _do(browser, "1", "split", splits[1])
        assert done.to == "/requests/1"
        assert "催办" not in (await browser.get("/requests/1")).text
        assert len(re.findall(r'class="row"', (await browser.get("/requests")).text)) == 2
        await _undo(browser, (await browser.get("/requests/1")).text)
        assert "催办" in (await browser.get("/requests/1")).text

    play(story)


def test_what_another_admin_did_meanwhile_is_not_overruled(play: Play) -> None:
    async def story(site: Site) -> None:
        one, other = await site.as_(ADMIN), await site.as_(ADMIN)
        shown = (await one.get("/requests/1/try?fix=title&value=甲")).text
        mark = re.findall(r'name="mark" value="(\w+)"', shown)[0]
        await _do(other, "1", "title", "乙")
        late = await one.post("/requests/1/fix", {"fix": "title", "value": "甲", "mark": mark})
        assert late.status == 409
        assert "刚刚有变化" in late.text
        # The earlier of two corrections goes last.
        await _do(one, "1", "title", "丙")
        undo = re.findall(r'href="(/requests/1/undo/\d+)"', (await one.get("/requests/1")).text)[1]
        assert "请先撤销那一次" in (await one.get(undo)).text
        await _take_back(one, undo)
        assert "丙" in (await one.get("/requests/1")).text
        for fields in ({}, {"fix": "unit"}, {"fix": "split", "value": "x"},
                       {"fix": "kind", "value": "change", "mark": mark}):  # fmt: skip
            assert (await one.post("/requests/1/fix", fields)).status in (400, 409)
        assert (await one.get("/requests/1/undo/999")).status == 404
        assert (await _take_back(one, "/requests/1/undo/999")).status == 404

    play(story)


def test_what_may_be_a_notice_is_decided_and_taken_back(play: Play) -> None:
    async def story(site: Site) -> None:
        await others(site)
        await site.town.say("9:50", "王姐", "今晚把人数给一下")
        assert await site.town.tick("17:30") == 2
        before, browser = digest(site), await site.as_(ADMIN)
        path = re.findall(r'href="(/unsure/\d+)', (await browser.get("/unsure")).text)[0]
        message = {"message": path.rpartition("/")[2]}
        assert "不再列这一行" in (await browser.get(f"{path}?fix=not_notice")).text
        assert "没有这一行" in (await browser.get(f"{path}?fix=notice")).text
        for fix, kept in (("not_notice", False), ("notice", True)):
            done = await browser.post("/unsure/decide", {**message, "fix": fix})
            page = (await browser.get(done.to)).text
            assert "没有拿不准的" in page
            await site.town.settle()
            assert ("人数" in digest(site)) is kept
            again = await browser.post("/unsure/decide", {**message, "fix": fix})
            assert again.status in (404, 409)
            made = re.findall(r'name="made" value="(\d+)"', page)[0]
            await browser.post("/unsure/undo", {"made": made})
            await site.town.settle()
            assert digest(site) == before
        other = await site.as_(OTHER_ADMIN)
        assert "人数" not in (await other.get("/unsure")).text
        assert (await other.get(f"{path}?fix=notice")).status == 404
        denied = await other.post("/unsure/decide", {**message, "fix": "notice"})
        assert denied.status == 404

    play(story)


def test_stored_text_stays_text(play: Play) -> None:
    async def story(site: Site) -> None:
        await site.town.say("9:30", "<b>小马", HOSTILE)
        name = '请明天前填报<img src=x onerror="alert(1)">\u202e统计表.xlsx'
        await site.town.say("9:31", FARMER, "", file_name=name, media="file")
        browser = await site.as_(ADMIN)
        page = (await browser.get('/requests?state=all&q="><script>')).text
        assert page.count("<script") == 2
        pages = [(await browser.get("/requests?state=all")).text]
        for number in ("2", "3"):
            pages.append((await browser.get(f"/requests/{number}")).text)
            pages.append((await browser.get(f"/requests/{number}/try?fix=title&value=<i>&")).text)
        for text in pages:
            assert "alert(1)</script>" not in text
            assert "<img" not in text
            assert "<i>" not in text
            assert "\u202e" not in re.sub(r'value="[^"]*"', "", text)

    play(story)


def test_lists_by_state_words_and_page(play: Play) -> None:
    async def story(site: Site) -> None:
        town = site.town
        await town.say("9:10", FARMER, "秸秆台账不用报了,之前的通知作废")
        await town.say("9:20", FARMER, "请各村明天12点前报秸秆台账")
        await town.store.run(_many, town)
        browser = await site.as_(UPPER)
        first = (await browser.get("/requests")).text
        assert first.count('<li class="row">') == 50
        assert "下一页" in first
        second = (await browser.get("/requests?page=2")).text
        assert 0 < second.count('<li class="row">') < 10
        assert "上一页" in second
        hits = (await browser.get("/requests?q=秸秆台账")).text
        assert "秸秆" in hits
        assert "走访" not in hits
        assert "没有找到" in (await browser.get("/requests?q=无人机")).text
        assert "走访" in (await browser.get("/requests?issuer=民政")).text
        assert "走访" not in (await browser.get("/requests?issuer=农业&kind=report")).text
        assert "走访" in (await browser.get("/requests?state=due&days=7")).text
        town.turn("9:00", days=20)
        browser = await site.as_(UPPER)
        assert "走访" in (await browser.get("/requests?state=past&group=1&issuer=民政")).text
        for odd in ("?page=x", "?page=999999", "?state=x&kind=y&group=z&days=3", "?group=777"):
            assert (await browser.get(f"/requests{odd}")).status == 200

    play(story)


def _both(tx: Tx, town: Town) -> None:
    """The admin of the first group looks after the second one, too."""
    chat = find_chat(tx, SECOND)
    assert chat is not None
    member = meet(tx, town.private(ADMIN), ADMIN).id
    seen_in(tx, member, chat.chat, None)
    grant(tx, member, chat.chat, Role.ADMIN)


def test_what_was_done_for_two_groups_is_not_undone_by_an_admin_of_one(play: Play) -> None:
    """两个群的事被一个管两个群的人并成一件:只管其中一个群的,撤销不了。"""

    async def story(site: Site) -> None:
        await others(site)
        await site.town.store.run(_both, site.town)
        mine, theirs = await site.as_(ADMIN), await site.as_(OTHER_ADMIN)
        pages = (await mine.get("/requests?state=all")).text
        water, straw = _number(pages, "水库"), _number(pages, "秸秆")
        for one, other in ((water, straw), (straw, water)):
            page = (await _do(mine, one, "merge", other)).to
            (path,) = re.findall(r'href="(/requests/\d+/undo/\d+)"', (await mine.get(page)).text)
            seen = (await theirs.get(page)).text
            assert "合并" in seen
            assert "/undo/" not in seen
            assert (await theirs.get(path)).status == 404
            assert (await _take_back(theirs, path)).status == 404
            made = path.rpartition("/")[2]
            await site.town.tell(OTHER_ADMIN, "改 撤销")
            assert "没有可以撤销的更正" in site.town.card(OTHER_ADMIN)
            await site.town.press_data(OTHER_ADMIN, f"fix:undo:{made}")
            said = "也管那些群" if one == water else "没有可以撤销的更正"
            assert said in site.town.card(OTHER_ADMIN)
            assert "恢复原样" in (await mine.get((await _take_back(mine, path)).to)).text

    play(story)


def test_a_request_says_what_the_list_of_approved_forms_says(play: Play) -> None:
    """没有报表清单:不说。有了清单:写备案号,或「未查到备案号」。"""

    async def story(site: Site) -> None:
        await site.town.say("9:10", "统计站-老丁", "请各村3月18日前报送农户收入调查表")
        browser = await site.as_(COORDINATOR)
        number = _number((await browser.get("/requests")).text, "农户收入")
        assert "备案号" not in (await browser.get(f"/requests/{number}")).text
        await site.town.tell(UPPER, "报表清单 山塘隐患排查表 XS-2")
        assert "未查到备案号" in (await browser.get(f"/requests/{number}")).text
        await site.town.tell(UPPER, "报表清单 农户收入调查表 XT-001")
        assert "备案号 XT-001" in (await browser.get(f"/requests/{number}")).text

    play(story)
