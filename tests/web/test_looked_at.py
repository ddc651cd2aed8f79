"""What stands on a page of a case is what is sent; nothing typed is lost, nothing waits unseen."""

import html
import re

from bot.domain.case import CaseEvent, CaseState
from bot.storage.connection import Snapshot
from bot.storage.history import happened_to
from bot.storage.posts import contacts, drop_contact
from tests.office.kit import case
from tests.web.conftest import Play
from tests.web.kit import COORDINATOR, UPPER, Client, Site
from tests.web.test_cases import DECISION, act, now, one_case, words


def fields(page: str, action: str) -> dict[str, str]:
    """What the form with that action sends, its token aside."""
    shape = rf'<form[^>]*action="{action}(?:#\w+)?"[^>]*>(.*?)</form>'
    form = re.findall(shape, page, re.DOTALL)[0]
    found = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form))
    found |= dict(re.findall(r'<textarea[^>]*name="(\w+)"[^>]*>(.*?)</textarea>', form, re.DOTALL))
    found |= dict(re.findall(r'<input id="about" name="(\w+)" value="([^"]*)"', form))
    return {name: html.unescape(value) for name, value in found.items() if name != "csrf"}


async def claimed(site: Site, who: str = COORDINATOR) -> Client:
    await one_case(site)
    browser = await site.as_(who)
    await act(browser, "claim")
    return browser


def test_what_is_confirmed_is_what_stands_there(play: Play) -> None:
    """预览页上没有能改的栏;「再改改」回到原来的页,写过的都在。"""

    async def story(site: Site) -> None:
        browser = await claimed(site)
        look = (await browser.post("/cases/1/decide/look", {**DECISION, **now(site)})).text
        assert "<textarea" not in look
        seen = words(look)
        for said in ("理由:照片不作为工作依据", "依据:《整治", "答复:照片不是工作必需的"):
            assert said in seen
        again = fields(look, "/cases/1/decide/look")
        page = (await browser.post("/cases/1/decide/look", again)).text
        assert "确定</button>" not in page
        written = fields(page, "/cases/1/decide/look")
        assert (written["reason"], written["feedback"]) == (
            DECISION["reason"],
            "照片不是工作必需的",
        )
        assert 'value="2" checked' in page
        written |= {"picked": "2", "feedback": "照片不用交了"}
        look = (await browser.post("/cases/1/decide/look", written)).text
        await browser.post("/cases/1/decide", fields(look, "/cases/1/decide"))
        found = case(site.town).decision
        assert found is not None
        assert found.feedback == "照片不用交了"

    play(story)


def test_a_question_is_changed_on_a_page_of_its_own(play: Play) -> None:
    async def story(site: Site) -> None:
        browser = await claimed(site)
        sent = {**now(site), "text": "要几张?"}
        look = (await browser.post("/cases/1/ask/look", sent)).text
        assert ("<textarea" in look, "发出</button>" in look) == (False, True)
        again = fields(look, "/cases/1/ask/look")
        page = (await browser.post("/cases/1/ask/look", again)).text
        assert ("要几张?</textarea>" in page, "发出</button>" in page) == (True, False)
        await act(browser, "ask", {"text": "要几张?"})
        seen = words((await browser.get("/cases/1")).text)
        assert "您问的" in seen

    play(story)


def test_another_outcome_keeps_what_was_typed(play: Play) -> None:
    """换结论:自带的话跟着换,自己写的留着;自带的话不说「经核查」。"""

    async def story(site: Site) -> None:
        browser = await claimed(site)
        page = (await browser.get("/cases/1?outcome=cancel")).text
        form = fields(page, "/cases/1/decide/look")
        assert "经核查" not in page
        form |= {"feedback": "村里就两个人,拍不过来", "picked": "1", "change": "extend"}
        page = (await browser.post("/cases/1/decide/look", form)).text
        form = fields(page, "/cases/1/decide/look")
        assert form["feedback"] == "村里就两个人,拍不过来"
        assert form["reason"] == "反映的是「要拍照、截图、录视频」,建议多给些时间。"
        assert form["outcome"] == "extend"
        assert case(site.town).state is CaseState.CLAIMED

    play(story)


def test_a_transfer_names_the_department_and_a_merger_the_other_request(play: Play) -> None:
    async def story(site: Site) -> None:
        await site.town.say("9:30", "民政办-小王", "各村明天下班前报走访台账,报民政办")
        browser = await claimed(site)
        page = (await browser.get("/cases/1?outcome=merge")).text
        assert "用「并入」" in page
        assert re.search(r'<datalist id="rivals"><option value="[^"]*走访台账', page)
        form = {
            **DECISION,
            **now(site),
            "outcome": "transferred",
            "basis": "《办法》",
            "feedback": "",
        }
        for path in ("decide/look", "decide"):
            refused = await browser.post(f"/cases/1/{path}", form)
            assert (refused.status, "转给哪个部门?" in refused.text) == (400, True)
        look = await browser.post("/cases/1/decide/look", {**form, "about": "县教育局"})
        assert "答复:这件事不归减负办管,已转县教育局。" in words(look.text)
        await browser.post("/cases/1/decide", fields(look.text, "/cases/1/decide"))
        found = case(site.town).decision
        assert found is not None
        assert found.feedback == "这件事不归减负办管,已转县教育局。"

    play(story)


def test_acts_that_others_hear_of_are_looked_at_first(play: Play) -> None:
    async def story(site: Site) -> None:
        browser = await claimed(site)
        page = (await browser.get("/cases/1")).text
        assert 'action="/cases/1/consult"' not in page
        assert "通知文字" in page
        await act(browser, "decide", DECISION)
        page = (await browser.get("/cases/1")).text
        assert 'action="/cases/1/attest"' not in page
        assert "没有别的要您办的了" in page
        assert "意见没有要您办的了" in (await browser.get("/")).text
        look = (await browser.post("/cases/1/attest/look", now(site))).text
        seen = words(look)
        for said in (
            "提意见的人会看到",
            "办理结果:已取消,不用再做",
            "群里会看到",
            "今日一览:意见办理",
        ):
            assert said in seen
        assert case(site.town).state is CaseState.REMEDYING
        done = await browser.post("/cases/1/attest", fields(look, "/cases/1/attest"))
        assert "已记下办好了" in (await browser.get(done.to)).text
        stale = await browser.post("/cases/1/attest/look", {"version": "1"})
        assert stale.status == 409

    play(story)


def test_after_claiming_the_page_opens_at_the_acts(play: Play) -> None:
    async def story(site: Site) -> None:
        await one_case(site)
        browser = await site.as_(COORDINATOR)
        assert (await browser.post("/cases/1/claim", now(site))).to == "/cases/1#acts"

    play(story)


def test_advice_that_reached_nobody_waits_until_somebody_told_the_issuer(play: Play) -> None:
    """没有联系人:不写「请发布单位办」,一直列在要办的里,直到点「已线下告诉」。"""

    async def story(site: Site) -> None:
        town = site.town
        for who, issuer in town.store.read_sync(contacts):
            town.store.run_sync(drop_contact, who, issuer, town.now)
        browser = await claimed(site)
        page = words((await browser.get("/cases/1")).text)
        assert "发布单位还没有联系人。请上级经办人" in page
        assert UPPER in page
        assert "看看他们会收到什么" not in page
        assert "告诉了就点「已线下告诉」" in await act(browser, "decide", DECISION)
        told = "发布单位没有联系人:请您线下告诉他们"
        page = words((await browser.get("/cases/1")).text)
        assert told in page
        assert "请发布单位办(" not in page
        assert "要您线下告诉的 1件" in words((await browser.get("/")).text)
        assert told in words((await browser.get("/cases")).text)
        assert "要办的 1" in words((await browser.get("/cases")).text)
        assert 'action="/cases/1/told"' not in (await browser.get("/cases/1")).text
        look = (await browser.post("/cases/1/told/look", now(site))).text
        for said in ("可以这样说", "减负办对镇民政办的「走访照片3张」建议取消。", "只记进经过"):
            assert said in words(look)
        done = await browser.post("/cases/1/told", fields(look, "/cases/1/told"))
        assert "已记下:您线下告诉了他们" in (await browser.get(done.to)).text
        assert (await browser.post("/cases/1/told/look", now(site))).status == 409
        page = words((await browser.get("/cases/1")).text)
        assert f"已线下告诉对方({COORDINATOR})" in page
        assert told not in page
        assert "没有要您办的了" in (await browser.get("/cases")).text
        assert "走访照片3张" in (await browser.get("/cases?view=remedy")).text
        again = await browser.post("/cases/1/told", now(site))
        assert again.status == 409
        events = town.store.read_sync(_events, case(town).id)
        assert events[-2:] == [CaseEvent.ADVISE, CaseEvent.TOLD]

    play(story)


def _events(snapshot: Snapshot, ident: int) -> list[CaseEvent]:
    return [row.event for row in happened_to(snapshot, ident)]
