"""What a decision names is asked for: the new time, the other request, the other department."""

import re

from bot.domain.case import CaseState, Outcome
from bot.storage.connection import Tx
from bot.storage.people import keep_private, meet
from bot.storage.posts import name_contact
from tests.live.kit import GROUP, Town
from tests.office.kit import case, tick
from tests.web.conftest import Play
from tests.web.kit import COORDINATOR, Client, Site
from tests.web.test_cases import DECISION, act, now, words
from tests.web.test_looked_at import claimed, fields

TEACHER = "教育办小陶"


async def looked(browser: Client, outcome: str, **more: str) -> tuple[int, str]:
    form = {**DECISION, **now(browser.site), "outcome": outcome, "basis": "《办法》", **more}
    look = await browser.post("/cases/1/decide/look", form)
    return look.status, look.text


def test_more_time_names_the_time(play: Play) -> None:
    """建议延期:写得出时间才能看预览;群里没有新通知,就不能答复「已延期」。"""

    async def story(site: Site) -> None:
        browser, town = await claimed(site), site.town
        page = (await browser.get("/cases/1?outcome=extend")).text
        assert page.count('个工作日">') == 3
        assert "3月18日18:00" in page
        for bad, why in (
            ("", "还没写全:建议延到?"), ("尽快", "没看懂"), ("今天9:00", "要比现在的时间晚"),
        ):  # fmt: skip
            status, text = await looked(browser, "extend", about=bad)
            assert (status, why in text) == (400, True), bad
        _, text = await looked(browser, "extend", about="下周五下班前", feedback="")
        assert "答复:建议延到3月20日18:00。" in words(text)
        await browser.post("/cases/1/decide", fields(text, "/cases/1/decide"))
        found = case(town).decision
        assert found is not None
        assert (found.outcome, found.about) == (Outcome.EXTEND, "3月20日18:00")
        assert (await browser.post("/cases/1/attest", now(site))).status == 409
        look = await browser.post("/cases/1/attest/look", now(site))
        assert (look.status, "群里还没有见到改到新时间的通知" in look.text) == (200, True)
        assert "已延期" not in look.text.replace("「已延期」", "")
        for bad in ("早一点", "今天9:00"):
            look = await browser.post("/cases/1/attest/look", {**now(site), "text": bad})
            assert look.status == 400
            done = await browser.post("/cases/1/attest", {**now(site), "text": bad})
            assert done.status == 409
        await _attested(site, browser)

    play(story)


async def _attested(site: Site, browser: Client) -> None:
    look = await browser.post("/cases/1/attest/look", {**now(site), "text": "下周四17:00"})
    assert "办理结果:已改到3/19 17:00。" in words(look.text)
    assert case(site.town).state is CaseState.REMEDYING
    done = await browser.post("/cases/1/attest", fields(look.text, "/cases/1/attest"))
    assert "已记下办好了" in (await browser.get(done.to)).text
    await site.town.tick("17:30")
    digest = site.town.shown(GROUP)[-1]
    assert "走访照片3张 → 发布单位已改到3/19 17:00" in digest


def test_a_notice_with_a_later_time_is_enough(play: Play) -> None:
    async def story(site: Site) -> None:
        browser = await claimed(site)
        _, text = await looked(browser, "extend", about="下周五下班前")
        await browser.post("/cases/1/decide", fields(text, "/cases/1/decide"))
        await site.town.say("10:00", "民政办-小陈", "更正:走访照片3张延到下周五下班前报")
        await tick(site.town, "10:30")
        assert case(site.town).state is CaseState.ANSWERED

    play(story)


def test_a_merger_names_a_request_that_is_there(play: Play) -> None:
    async def story(site: Site) -> None:
        await site.town.say("9:30", "水利站-老马", "请各村下周五前报机井台账,水利站")
        browser = await claimed(site)
        for bad in ("随访", "台"):
            status, text = await looked(browser, "merge", about=bad)
            assert (status == 400, "请打标题里的几个字" in text) == (bad == "随访",) * 2
            assert "建议和「随访」合并" not in text
        page = (await browser.get("/cases/1?outcome=merge")).text
        found = re.search(r'<option value="(机井台账 · [^"]*水利站 · 时限3/20[^"]*)">', page)
        assert found
        _, text = await looked(browser, "merge", about=found[1], feedback="")
        assert re.search(r"建议和「机井台账.镇水利站.」合并,报一次。", words(text))
        assert "走访照片" in text

    play(story)


def test_who_a_case_is_handed_to_is_told_by_hand(play: Play) -> None:
    """转办:对方没有联系人,说清楚要自己转过去,一直列着,直到点「已线下告诉」。"""

    async def story(site: Site) -> None:
        browser = await claimed(site)
        _, text = await looked(browser, "transferred", about="县教育局", feedback="")
        for said in (
            "转给县教育局", "减负助手不会通知对方,请您自己转过去",
            "镇民政办的「走访照片3张」不归减负办管,转请县教育局看一看",
        ):  # fmt: skip
            assert said in words(text)
        done = await browser.post("/cases/1/decide", fields(text, "/cases/1/decide"))
        assert "减负助手不会通知对方" in (await browser.get(done.to)).text
        found = case(site.town)
        assert found.state is CaseState.ANSWERED
        assert "要您线下告诉的 1件" in words((await browser.get("/")).text)
        page = words((await browser.get("/cases/1")).text)
        assert "转办还没有人告诉对方:请您自己转过去" in page
        assert "还剩" not in words((await browser.get("/cases")).text)
        look = (await browser.post("/cases/1/told/look", now(site))).text
        done = await browser.post("/cases/1/told", fields(look, "/cases/1/told"))
        assert "已记下" in (await browser.get(done.to)).text
        assert case(site.town).state is CaseState.ANSWERED
        assert case(site.town).wait_until == found.wait_until
        assert "没有要您办的了" in (await browser.get("/cases")).text

    play(story)


def test_who_a_case_is_handed_to_hears_of_it_where_they_have_a_contact(play: Play) -> None:
    async def story(site: Site) -> None:
        site.town.store.run_sync(_teacher, site.town)
        browser = await claimed(site)
        _, text = await looked(browser, "transferred", about="教育办")
        assert "不会通知对方" not in text
        assert "减负办把这件事转给您单位" in words(text)
        await act(browser, "decide", fields(text, "/cases/1/decide"))
        await site.town.settle()
        told = site.town.card(TEACHER)
        for said in ("走访照片3张", "减负办把这件事转给您单位", "答复:这件事不归减负办管"):
            assert said in told
        assert not any(said in told for said in ("3–5人", "每户都要拍", COORDINATOR))
        assert "没有要您办的了" in (await browser.get("/cases")).text

    play(story)


def _teacher(tx: Tx, town: Town) -> None:
    who = meet(tx, TEACHER, TEACHER).id
    keep_private(tx, who, town.private(TEACHER))
    name_contact(tx, who, "教育办")


def test_words_of_another_outcome_are_kept_with_a_word_on_it(play: Play) -> None:
    """换结论:没动过的换成新的,自己写的留着并提醒;依据不替人选。"""

    async def story(site: Site) -> None:
        browser = await claimed(site)
        page = (await browser.get("/cases/1?outcome=cancel")).text
        assert 'name="picked"' in page
        assert "checked" not in page
        form = fields(page, "/cases/1/decide/look")
        look = await browser.post("/cases/1/decide/look", form)
        assert (look.status, "点一条或写一条" in look.text) == (400, True)
        other = await browser.post("/cases/1/decide/look", {**form, "change": "simplify"})
        assert "保留了您写的话" not in other.text
        assert "建议要得简单些。</textarea>" in other.text
        form |= {"reason": "报一次就够", "picked": "1", "change": "simplify"}
        other = await browser.post("/cases/1/decide/look", form)
        assert "保留了您写的话,请核对是否合适" in other.text
        assert ">报一次就够</textarea>" in other.text
        assert "建议要得简单些。</textarea>" in other.text
        assert "checked" not in other.text

    play(story)


def test_nobody_explained_what_nobody_was_asked(play: Play) -> None:
    async def story(site: Site) -> None:
        browser = await claimed(site)
        page = (await browser.get("/cases/1?outcome=explained")).text
        assert "发布单位已说明理由和依据" not in page
        await act(browser, "consult")
        contact = await site.as_("民政办小王")
        await contact.post("/records/1/explain", {"text": "去年督查要求留照片"})
        page = (await browser.get("/cases/1?outcome=explained")).text
        assert "发布单位已说明理由和依据。</textarea>" in page

    play(story)


def test_a_question_that_asks_who_they_are_is_warned_of(play: Play) -> None:
    async def story(site: Site) -> None:
        browser = await claimed(site)
        for text, pries in (
            ("您是哪位?", True), ("留个电话", True), ("是哪个同志提的", True), ("要几张?", False),
        ):  # fmt: skip
            look = await browser.post("/cases/1/ask/look", {**now(site), "text": text})
            assert ("请不要打听是谁" in look.text) is pries, text

    play(story)
