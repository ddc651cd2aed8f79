"""Coordinators clear their queue on the board: claim, ask, consult, decide, and what stops them."""

import re
from collections.abc import Mapping

from bot.domain.case import CaseState, Outcome, Rank
from bot.domain.flag import Flagger
from bot.services import flagging, hearing
from bot.storage.connection import Tx
from bot.storage.messages import find_chat
from bot.storage.people import meet
from bot.storage.posts import appoint, contacts, drop_contact, give_chats, keep_size
from bot.wording.hearing import read as read_by
from tests.live.kit import GROUP, Town
from tests.office.kit import case, flag, morning, tick
from tests.web.conftest import Play
from tests.web.kit import ADMIN, CONTACT, COORDINATOR, SECOND, UPPER, Client, Site

TEXT = "每户都要拍,晚上10点还在催"
DECISION = {
    "outcome": "cancel", "reason": "照片不作为工作依据", "picked": "2", "basis": "",
    "feedback": "照片不是工作必需的",
}  # fmt: skip


async def one_case(site: Site, text: str = TEXT) -> None:
    flag(site.town, 1, 2, 3, text=text)
    await morning(site.town)


def now(site: Site, number: int = 1) -> dict[str, str]:
    return {"version": str(case(site.town, number).version)}


async def act(
    browser: Client, path: str, fields: Mapping[str, str] | None = None, number: int = 1
) -> str:
    """Something is done to a case as it is now; what the next page says."""
    sent = {**now(browser.site, number), **(fields or {})}
    done = await browser.post(f"/cases/{number}/{path}", sent)
    return (await browser.get(done.to)).text


def words(html: str) -> str:
    """What of a page is read: no tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", html))


def test_the_whole_way_from_the_queue_to_an_answer(play: Play) -> None:
    """今天 → 接办 → 问提出人 → 问发布单位 → 说明 → 建议取消 → 撤回 → 已答复。"""

    async def story(site: Site) -> None:
        await one_case(site)
        town, browser = site.town, await site.as_(COORDINATOR)
        today = words((await browser.get("/")).text)
        assert "走访照片3张" in today
        assert "还剩" in today
        page = (await browser.get("/cases/1")).text
        for said in (
            "第1号 走访照片3张 · 镇民政办", "待接办 · 接办还剩7个工作小时", "要拍照、截图、录视频",
            "<bdi>请各村明天下班前把走访照片3张报民政办</bdi>",
            "《整治形式主义为基层减负若干规定》第三部分", "3–5人", TEXT, "/toy:1:-100/1",
            "来源:系统比对、抽查和意见反映", "进入待办(到时自动)",
        ):  # fmt: skip
            assert said in words(page) or said in page
        assert "办理决定" not in words(page)
        assert "已接办" in await act(browser, "claim")
        asked = {"text": "要几张、要不要定位?"}
        look = await browser.post("/cases/1/ask/look", {**now(site), **asked})
        assert "提出人会看到:「要几张、要不要定位?」" in look.text
        assert case(town).state is CaseState.CLAIMED
        assert "已转给提出人" in await act(browser, "ask", asked)
        await tick(town, "9:00", 4)
        browser = await site.as_(COORDINATOR)
        seen = words((await browser.post("/cases/1/consult/look", now(site))).text)
        assert "发布单位联系人会看到事项和理由" in seen
        assert "他们会收到:「例行核查" in seen
        assert case(town).state is CaseState.CLAIMED
        assert "已问发布单位联系人" in await act(browser, "consult")
        await town.settle()
        assert "第1号" in town.card(CONTACT)
        await _explained(site)
        page = words((await browser.get("/cases/1?outcome=cancel")).text)
        assert "「去年督查要求留照片」" in page
        assert "建议取消这件事。" in page
        await _decided(site, browser)
        await _withdrawn(site)
        page = words((await browser.get("/cases/1")).text)
        assert "已答复" in page
        assert "已办好,答复提意见的人(发布单位)" in page

    play(story)


async def _explained(site: Site) -> None:
    contact = await site.as_(CONTACT)
    seen = words((await contact.get("/records/1")).text)
    assert "请您单位说明依据和必要性" in seen
    assert not any(said in seen for said in ("3–5人", "每户都要拍", "党政办"))
    said = {"text": "去年督查要求留照片"}
    look = await contact.post("/records/1/explain/look", said)
    assert "减负办会看到:「去年督查要求留照片」" in look.text
    assert case(site.town).state is CaseState.CONSULTING
    done = await contact.post("/records/1/explain", said)
    assert "已转给减负办" in (await contact.get(done.to)).text


async def _decided(site: Site, browser: Client) -> None:
    look = await browser.post("/cases/1/decide/look", {**DECISION, **now(site)})
    read = words(look.text)
    for said in (
        "减负办建议取消,待镇民政办确认;确认前请按原通知准备。", "经办人说明:照片不是工作必需的",
        "这件事后面标:减负办建议取消,待确认", "今日一览:意见办理:走访照片3张 →",
        "请您单位看一看:可以撤回、改期、合并,或者说明。",
        "依据:《整治形式主义为基层减负若干规定》第三部分", "定了就不能改",
    ):  # fmt: skip
        assert said in read
    assert case(site.town).state is CaseState.CLAIMED
    assert "已告诉发布单位联系人和提意见的人" in await act(browser, "decide", DECISION)
    found = case(site.town)
    assert found.state is CaseState.REMEDYING
    assert found.decision is not None
    assert found.decision.outcome is Outcome.CANCEL
    assert found.decision.basis == "《整治形式主义为基层减负若干规定》第三部分"


async def _withdrawn(site: Site) -> None:
    contact = await site.as_(CONTACT)
    today = words((await contact.get("/")).text)
    assert "减负办在等您单位 1件" in today
    look = (await contact.post("/records/1/withdraw/look")).text
    assert "撤回后群里会看到:「更正:走访照片3张不用报了」" in look
    assert not site.town.shown(GROUP)
    done = await contact.post("/records/1/withdraw")
    assert "已撤回。群里会有一行更正" in (await contact.get(done.to)).text
    await site.town.settle()
    assert "走访照片3张不用报了" in site.town.shown(GROUP)[-1]
    assert case(site.town).state is CaseState.ANSWERED


def test_of_two_coordinators_the_slower_one_keeps_their_words(play: Play) -> None:
    async def story(site: Site) -> None:
        await one_case(site)
        lin, zhao = await site.as_(COORDINATOR), await site.as_(SECOND)
        await act(lin, "claim")
        old = now(site)
        late = await zhao.post("/cases/1/claim", {"version": "1"})
        assert late.status == 409
        assert "另一位经办人刚刚办过这一件" in late.text
        assert f"{COORDINATOR}在办" in words(late.text)
        await act(lin, "release")
        await act(zhao, "claim")
        await act(zhao, "decide", {**DECISION, "outcome": "simplify"})
        for path in ("decide/look", "decide"):
            late = await lin.post(f"/cases/1/{path}", {**DECISION, **old})
            assert late.status == 409
            assert "结论:建议精简" in late.text
            assert ">照片不作为工作依据</textarea>" in late.text
            assert "/events" not in late.text
        asked = await lin.post("/cases/1/ask/look", {**old, "text": "<b>要几张</b>?"})
        assert (asked.status, "&lt;b&gt;要几张&lt;/b&gt;?</textarea>" in asked.text) == (409, True)
        found = case(site.town)
        assert found.decision is not None
        assert found.decision.outcome is Outcome.SIMPLIFY

    play(story)


def test_what_is_not_theirs_is_not_there(play: Play) -> None:
    """同单位的经办人、别的群的经办人、没有岗位的管理员,什么都看不到。"""

    async def story(site: Site) -> None:
        await one_case(site)
        site.town.store.run_sync(_barred, site.town)
        for who in (OWN_UNIT, ELSEWHERE):
            browser = await site.as_(who)
            for answer in (
                await browser.get("/cases/1"),
                await browser.post("/cases/1/claim", {"version": "1"}),
                await browser.post("/cases/1/decide/look", {**DECISION, "version": "1"}),
            ):
                assert answer.status == 404
                assert "走访照片" not in answer.text
            for path in ("/", "/cases", "/cases?view=all", "/cases?q=1", "/cases?q=照片"):
                shown = await browser.get(path)
                assert (shown.status, "走访照片3张" in shown.text) == (200, False), path
        admin = await site.as_(ADMIN)
        assert "走访照片" not in (await admin.get("/")).text
        assert case(site.town).state is CaseState.PENDING

    play(story)


OWN_UNIT, ELSEWHERE = "民政办老赖", "石坳小丁"


def _barred(tx: Tx, town: Town) -> None:
    chat = find_chat(tx, GROUP)
    assert chat is not None
    for name, unit, chats in ((OWN_UNIT, "镇民政办", [chat.chat]), (ELSEWHERE, "石坳片区", [])):
        who = meet(tx, town.private(name), name).id
        appoint(tx, who, unit, Rank.FIRST)
        give_chats(tx, who, chats)


def test_numbers_stay_in_their_band_and_words_in_what_it_owns_up_to(play: Play) -> None:
    async def story(site: Site) -> None:
        for number in range(1, 6):
            flag(site.town, number, text=f"意见之{number}号")
        await morning(site.town)
        page = (await (await site.as_(COORDINATOR)).get("/cases/1")).text
        assert "3–5人" in page
        assert "5人" not in page.replace("3–5人", "")
        assert page.count("意见之") == 3

    play(story)


def test_a_decision_is_whole_before_it_can_be_looked_at(play: Play) -> None:
    async def story(site: Site) -> None:
        await one_case(site)
        browser = await site.as_(COORDINATOR)
        await act(browser, "claim")
        form = {**DECISION, **now(site), "outcome": "not_upheld"}
        look = await browser.post("/cases/1/decide/look", form)
        assert look.status == 400
        assert "还没写全" in look.text
        assert ">照片不作为工作依据</textarea>" in look.text
        look = await browser.post("/cases/1/decide/look", {**form, "basis": "长" * 401})
        assert (look.status, "太长了" in look.text) == (400, True)
        look = await browser.post("/cases/1/decide/look", {**form, "basis": "《暂行办法》第9条"})
        read = words(look.text)
        assert "办理结果:不支持,照常办。" in read
        assert "依据:《暂行办法》第9条" in read
        assert "发布单位联系人会看到" not in read
        for bad in (
            {"outcome": "none"},
            {"version": "x"},
            {"reason": "\0"},
            {"basis": "长" * 5000},
        ):
            for path in ("decide/look", "decide"):
                assert (await browser.post(f"/cases/1/{path}", {**form, **bad})).status == 400
        assert case(site.town).state is CaseState.CLAIMED
        assert "已答复提意见的人" in await act(browser, "decide", {**form, "basis": "《办法》"})

    play(story)


def test_cases_are_joined_and_parted(play: Play) -> None:
    async def story(site: Site) -> None:
        await one_case(site)
        flag(site.town, 11, 12, 13, reason="rush")
        await morning(site.town)
        browser = await site.as_(COORDINATOR)
        page = (await browser.get("/cases/2")).text
        assert "下一件:" in page
        assert '<option value="1">第1号 走访照片3张</option>' in page
        assert (await browser.post("/cases/2/join", {**now(site, 2), "into": "7"})).status == 409
        assert "已并入" in words(await act(browser, "join", {"into": "1"}, 2))
        assert "并进来的:第2号" in (await browser.get("/cases/1")).text
        assert "已拆出,回到待办" in await act(browser, "split", number=2)

    play(story)


def test_the_wait_for_a_remedy_ends_by_what_was_seen_or_by_the_upper_rank(play: Play) -> None:
    async def story(site: Site) -> None:
        await one_case(site)
        flag(site.town, 11, 12, 13, reason="rush")
        await morning(site.town)
        browser, upper = await site.as_(COORDINATOR), await site.as_(UPPER)
        for number in (1, 2):
            await act(browser, "claim", number=number)
            await act(browser, "decide", {**DECISION, "picked": "1"}, number)
        assert "不再等" not in (await browser.get("/cases/2")).text
        assert "已记下办好了" in await act(browser, "attest")
        form = {**now(site, 2), "text": "县里另有安排"}
        assert (await browser.post("/cases/2/end", form)).status == 403
        look = await upper.post("/cases/2/end/look", form)
        seen = words(look.text)
        assert "提意见的人会看到" in seen
        assert "减负办建议取消,没有落实;请按原通知办:县里另有安排" in seen
        assert "已不再等" in await act(upper, "end", form, 2)
        done = (await browser.get("/cases?view=answered")).text
        assert all(f'href="/cases/{number}"' in done for number in (1, 2))
        assert "没有要您办的了" in (await browser.get("/cases")).text

    play(story)


def test_the_queue_is_looked_through(play: Play) -> None:
    async def story(site: Site) -> None:
        await one_case(site)
        flag(site.town, 11, 12, 13, reason="rush")
        await morning(site.town)
        browser = await site.as_(COORDINATOR)
        await act(browser, "claim", number=2)
        assert (await browser.get("/cases?q=第2号")).to == "/cases/2"
        for query, shown in (
            ("", {1, 2}), ("view=waiting", {1}), ("view=mine", {2}), ("view=issuer", set()),
            ("reason=rush", {2}), ("q=照片", {1, 2}), ("q=没有的词", set()), ("view=over", set()),
            ("issuer=民政", {1, 2}), ("issuer=教育", set()), ("group=1", {1, 2}),
            ("view=all&below=2", {1}), ("view=all&q=' or 1=1", set()), ("from=9999", set()),
            ("view=waiting&issuer=民政", {1}),
        ):  # fmt: skip
            page = (await browser.get(f"/cases?{query}")).text
            found = {int(one) for one in re.findall(r'href="/cases/(\d+)"', page)}
            assert found == shown, query
        assert "没有找到" in (await browser.get("/cases?q=没有的词")).text
        for bad, status in (("view=x", 404), ("view=all&below=x", 400), (f"q={'长' * 101}", 400)):
            assert (await browser.get(f"/cases?{bad}")).status == status

    play(story)


def test_whoever_reviewed_first_is_told_why_they_do_not_see_it_again(play: Play) -> None:
    async def story(site: Site) -> None:
        await one_case(site)
        browser = await site.as_(COORDINATOR)
        await act(browser, "claim")
        await act(browser, "decide", {**DECISION, "outcome": "explained", "basis": "《办法》"})
        rated(site.town, 1, 2)
        await morning(site.town)
        shown = await (await site.as_(COORDINATOR)).get("/cases/1")
        assert (shown.status, "复核要换一位经办人" in shown.text) == (404, True)
        page = words((await (await site.as_(SECOND)).get("/cases/1")).text)
        assert "第一次办的(有人不满意)" in page

    play(story)


def rated(town: Town, *numbers: int) -> None:
    """People who flagged are not satisfied."""
    for number in numbers:
        who = Flagger(address=f"toy:1:77{number:08}", private=f"toy:1:88{number:08}")
        office = town.live.context.office
        mine = town.store.read_sync(flagging.flags_of, office, who)
        done = town.store.run_sync(hearing.rate, office, who, mine[-1].id, False, town.now)
        assert done.refusal is None


def test_what_is_looked_at_is_what_they_are_told(play: Play) -> None:
    """看到的就是发出去的;发布单位已经撤回的,一定下来就是结果。"""

    async def story(site: Site) -> None:
        town, office = site.town, site.town.live.context.office
        await one_case(site)
        for number, reason in enumerate(("rush", "useless"), 2):
            flag(town, number * 10, number * 10 + 1, number * 10 + 2, reason=reason)
        await morning(town)
        browser, contact = await site.as_(COORDINATOR), await site.as_(CONTACT)
        for number, outcome, result in (
            (1, "not_upheld", "办理结果:不支持,照常办。"),
            (2, "extend", "减负办建议延期,待镇民政办确认;确认前请按原通知准备。"),
            (3, "cancel", "办理结果:已撤回,不用再做。"),
        ):
            await act(browser, "claim", number=number)
            if number == 3:
                await act(browser, "consult", number=number)
                await contact.post("/records/3/withdraw")
            form = {**DECISION, "outcome": outcome, "basis": "《办法》第3条", "about": "下周五"}
            look = await browser.post(f"/cases/{number}/decide/look", {**form, **now(site, number)})
            read = re.findall(r"<bdi>(.*?)</bdi>", look.text.partition("提意见的人会看到")[2])
            assert read[0] == result
            known = {one.id for one in town.store.read_sync(hearing.answers_for, office)}
            await act(browser, "decide", form, number)
            told = town.store.read_sync(hearing.answers_for, office)
            fresh = [one for one in told if one.id not in known and one.kind != "question"]
            assert fresh
            lines = read_by(fresh[-1])
            assert read[: len(lines)] == lines

    play(story)


def test_small_groups_are_told_nothing_and_units_without_a_contact_by_hand(play: Play) -> None:
    async def story(site: Site) -> None:
        site.town.store.run_sync(_small, site.town)
        await one_case(site)
        upper = await site.as_(UPPER)
        assert "走访照片" not in (await (await site.as_(COORDINATOR)).get("/cases?view=all")).text
        await act(upper, "claim")
        read = words((await upper.post("/cases/1/decide/look", {**DECISION, **now(site)})).text)
        assert "不对群里说" in read
        assert "今日一览" not in read
        assert "发布单位没有联系人:请您线下告诉他们" in read

    play(story)


def _small(tx: Tx, town: Town) -> None:
    chat = find_chat(tx, GROUP)
    assert chat is not None
    keep_size(tx, chat.chat, 5)
    for who, issuer in contacts(tx):
        drop_contact(tx, who, issuer, town.now)


def test_the_next_case_is_the_next_and_not_always_the_first(play: Play) -> None:
    async def story(site: Site) -> None:
        await one_case(site)
        for number, reason in enumerate(("rush", "useless"), 2):
            flag(site.town, number * 10, number * 10 + 1, number * 10 + 2, reason=reason)
        await morning(site.town)
        browser, seen = await site.as_(COORDINATOR), ["1"]
        for _ in range(3):
            page = (await browser.get(f"/cases/{seen[-1]}")).text
            seen += re.findall(r'href="/cases/(\d+)" rel="next"', page)
        assert sorted(seen[:3]) == ["1", "2", "3"]
        assert seen[3] == "1"

    play(story)


def test_today_has_what_is_asked_of_each_office_and_says_when_there_is_nothing(play: Play) -> None:
    async def story(site: Site) -> None:
        for who in (ADMIN, CONTACT, COORDINATOR):
            page = words((await (await site.as_(who)).get("/")).text)
            assert "没有要您办的了。有了新的,会私下告诉您,不用守着。" in page
        await site.town.say("10:00", "党政办-小苏", "明天9:00在镇三楼开防汛部署会,各村书记参加")
        await one_case(site)
        page = words((await (await site.as_(COORDINATOR)).get("/")).text)
        assert page.index("先办:超时的、今天到时限的 1件") < page.index("今明两天的会议和检查")
        assert "防汛部署会" in page
        admin = words((await (await site.as_(ADMIN)).get("/")).text)
        assert "防汛部署会" in admin
        assert "走访照片" not in admin

    play(story)
