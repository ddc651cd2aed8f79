"""The board in a browser, beside the demo's chat: a case to its second reviewer, and a merge."""

import json
import time
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode
from urllib.request import Request, urlopen

from playwright.sync_api import Browser, Page, expect

from tests.browser.kit import PHONE, SPILLS, WIDE, demo, visiting

TASK, PHOTOS = "重点水域防溺水隐患排查", "要拍照、截图、录视频"
BASIS = "县里的防溺水方案要求每处水域都有警示牌"
HOSTILE = "<img src=x onerror=alert(1)>照片"


class Town:
    """The demo's chat as its page calls it."""

    def __init__(self, address: str) -> None:
        self.address = address
        people = self.ask("/api/state", me="clerk")["people"]
        self.ids = {one["key"]: one["id"] for one in people}
        self.chats = {
            one["title"]: one["id"] for one in self.ask("/api/state", me="clerk")["chats"]
        }

    def ask(self, path: str, body: Any = None, **query: object) -> Any:
        sent = None if body is None else json.dumps(body).encode()
        headers = {"Content-Type": "application/json", "Origin": self.address}
        url = f"{self.address}{path}?{urlencode(query)}"
        with urlopen(Request(url, sent, headers)) as answer:
            return json.load(answer)

    def do(self, me: str, do: str, **body: object) -> Any:
        return self.ask("/api/do", {"me": me, "do": do, **body})

    def move(self, to: str) -> None:
        """The clock moves, to the end of the move."""
        self.ask("/api/clock", {"to": to})
        for _ in range(400):
            if not self.ask("/api/state", me="clerk")["clock"]["busy"]:
                return
            time.sleep(0.02)
        raise TimeoutError

    def chat(self, who: str) -> list[Any]:
        return list(self.ask("/api/messages", me=who, chat=self.ids[who]))

    def card(self, who: str) -> str:
        """The last that somebody was told in private."""
        return str(self.chat(who)[-1]["text"])

    def press(self, who: str, label: str) -> None:
        """The newest button that says this, or has the number of such a line."""
        for message in reversed(self.chat(who)):
            lines = [line for line in message["text"].splitlines() if label in line]
            labels = [label, *(line.partition(" ")[0] for line in lines)]
            for key in (key for row in message["keyboard"] or () for key in row):
                if key["text"] in labels and "data" in key:
                    sent = {"chat": message["chat"], "message": message["id"], "data": key["data"]}
                    self.do(who, "press", **sent)
                    return
        raise AssertionError(label)

    def way_in(self, who: str) -> str:
        """The link to the board that somebody is sent when they ask for it."""
        self.do(who, "post", chat=self.ids[who], text="网页")
        keys = [key for one in self.chat(who) for row in one["keyboard"] or () for key in row]
        return [str(key["url"]) for key in keys if "/board/enter/" in key.get("url", "")][-1]


def enter(page: Page, town: Town, who: str) -> None:
    """Somebody else sits down at this browser and comes in by their link."""
    page.goto(town.way_in(who))
    page.get_by_role("button", name="进入").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()


def unfold(page: Page, name: str) -> None:
    page.locator("summary", has_text=name).click()


def test_a_case_goes_its_whole_way_on_the_board(browser: Browser, folder: Path) -> None:
    """意见 → 接办 → 问发布单位 → 说明 → 建议取消 → 撤回 → 答复 → 不满意 → 周一复核;合并,撤销。"""
    with demo("--data", str(folder)) as address, visiting(browser, address) as visit:
        town, page = Town(address), visit.context.new_page()
        page.set_viewport_size({"width": WIDE[0], "height": WIDE[1]})
        visit.used += 1
        page.on("dialog", lambda dialog: visit.wrong.append(dialog.message))
        three_flag(town)
        two_requests_become_one_and_two_again(page, town)
        nights(page, town, 1)
        a_coordinator_asks_and_advises(page, town)
        the_contact_withdraws(page, town)
        one_is_dissatisfied(town)
        nights(page, town, 3)
        enter(page, town, "upper")
        expect(page.locator("main")).to_contain_text(TASK)
        page.get_by_role("link", name=TASK).first.click()
        expect(page.locator("main")).to_contain_text("复核:这次定了就不再复核。")
        page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
        press(page, "接办")
        expect(page.locator("main")).to_contain_text("您在办")
        assert page.evaluate(SPILLS) == []
        assert "阿杰" not in page.content() + page.locator("body").inner_text()


def nights(page: Page, town: Town, count: int) -> None:
    """Time goes by; whoever was signed in has gone home."""
    page.goto("about:blank")
    for _ in range(count):
        town.move("night")


def three_flag(town: Town) -> None:
    """Two while the evening goes on, and the clerk from the digest."""
    for _ in range(5):
        town.move("next")
    said = town.ask("/api/messages", me="clerk", chat=town.chats["青石镇村(社区)工作群"])
    keys = [key for one in said for row in one["keyboard"] or () for key in row]
    link = [key["url"] for key in keys if key["text"] == "私下提意见"][-1]
    town.do("clerk", "start", payload=link.partition("?start=")[2])
    for label in (TASK, PHOTOS, "直接提交"):
        town.press("clerk", label)


def two_requests_become_one_and_two_again(page: Page, town: Town) -> None:
    """An admin; what somebody wrote to run in the page stays text on the way."""
    group = town.chats["青石镇村(社区)工作群"]
    town.do("office", "post", chat=group, text="请各村6月18日17:00前把水域巡查照片报应急办")
    enter(page, town, "office")
    page.goto(f"{town.address}/board/requests?state=all&q={quote('水域巡查照片')}")
    page.locator("main .row", has_text="水域巡查照片").get_by_role("link").first.click()
    page.get_by_label("标题", exact=False).first.fill(HOSTILE)
    page.get_by_role("button", name="看看改了标题的样子").click()
    expect(page.locator("main")).to_contain_text(HOSTILE)
    press(page, "就这样改")
    expect(page.get_by_role("heading", level=1)).to_contain_text(HOSTILE)
    page.goto(f"{town.address}/board/requests")
    row = page.locator("main .row", has_text=HOSTILE)
    expect(row).to_have_count(1)
    row.get_by_role("link").first.click()
    page.get_by_role("link", name="并入另一件").click()
    page.get_by_label("查找").fill(TASK)
    page.keyboard.press("Enter")
    page.locator("main .row", has_text=TASK).get_by_role("link").first.click()
    expect(page.locator("main")).to_contain_text("并成一件")
    press(page, "就这样改")
    expect(page.locator("#flash")).to_contain_text("已合并为一件")
    expect(page.get_by_role("heading", level=1)).to_contain_text(TASK)
    expect(page.locator("main")).to_contain_text(HOSTILE)
    page.get_by_role("link", name="撤销").first.click()
    press(page, "撤销")
    expect(page.locator("#flash")).to_contain_text("已撤销「合并」")
    page.goto(f"{town.address}/board/requests")
    expect(page.locator("main .row", has_text=HOSTILE)).to_have_count(1)
    expect(page.locator("main img, main script")).to_have_count(0)


def a_coordinator_asks_and_advises(page: Page, town: Town) -> None:
    enter(page, town, "review")
    page.get_by_role("link", name=TASK).first.click()
    expect(page.locator("main")).to_contain_text("3–5人")
    press(page, "接办")
    unfold(page, "问发布单位")
    press(page, "看看他们会收到什么")
    expect(page.locator("main")).to_contain_text("例行核查")
    press(page, "发出")
    expect(page.locator("main")).to_contain_text("已问发布单位")
    assert "请您单位说明这件事的依据和必要性" in town.card("water")
    enter(page, town, "water")
    page.get_by_role("link", name=TASK).first.click()
    expect(page.locator("main")).not_to_contain_text("3–5人")
    unfold(page, "说明依据")
    page.get_by_label("依据和必要性").fill(BASIS)
    press(page, "看看会怎么发")
    press(page, "发给减负办")
    enter(page, town, "review")
    page.get_by_role("link", name=TASK).first.click()
    expect(page.locator("main")).to_contain_text(BASIS)
    page.get_by_role("link", name="建议取消", exact=True).click()
    page.get_by_role("textbox", name="依据").fill("《整治形式主义为基层减负若干规定》第三部分")
    press(page, "看看大家会看到什么")
    expect(page.locator("main")).to_contain_text("确认前请按原通知准备")
    press(page, "确定")
    assert "减负办建议取消,待县水利局确认" in town.card("clerk")


def the_contact_withdraws(page: Page, town: Town) -> None:
    enter(page, town, "water")
    page.get_by_role("link", name=TASK).first.click()
    unfold(page, "撤回")
    press(page, "看看群里会看到什么")
    press(page, "确定撤回")
    expect(page.locator("main")).to_contain_text("已撤回")
    for who in ("clerk", "liutang", "huakai"):
        assert "办理结果:已撤回,不用再做。" in town.card(who)


def one_is_dissatisfied(town: Town) -> None:
    town.press("liutang", "不满意")
    assert town.card("liutang").startswith("已记下,经办人看不到是谁。")
