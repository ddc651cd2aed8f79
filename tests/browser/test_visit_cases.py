"""The board in a browser: what was typed comes back, and keys act on what is chosen only."""

from pathlib import Path

from playwright.sync_api import Browser, Dialog, Page, expect

from tests.browser.kit import PHONE, ROOT, SPILLS, WIDE, Visitor, demo, visiting

WORDS = "一张照片就够了"
PAIRS = """<main id="main"><p class="just"><button>撤销</button></p>
<article data-pair><a id="a" href="#">甲</a><button data-key="1">是同一件</button></article>
<article data-pair class="pair">
<a id="b" href="#">乙</a><button data-key="1">是同一件</button></article>
</main>"""

HEAR = """() => {
  window.done = [];
  for (const one of document.querySelectorAll('button'))
    one.addEventListener('click', () => done.push(one.previousElementSibling?.id ?? 'undo'));
}"""


def test_what_was_typed_is_offered_again_until_it_is_sent(browser: Browser, folder: Path) -> None:
    """提意见,过一夜;经办人写到一半离开,草稿还在;发出或退出以后就没有了。"""
    with demo("--data", str(folder)) as address, visiting(browser, address) as visit:
        flag_and_sleep(visit)
        page = sign_in(visit)
        page.goto(f"{address}/board/cases/1")
        page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
        page.get_by_role("button", name="接办").click()
        expect(page.get_by_role("link", name="建议精简")).to_be_in_viewport()
        assert page.evaluate(SPILLS) == []
        page.set_viewport_size({"width": WIDE[0], "height": WIDE[1]})
        page.get_by_role("link", name="建议精简").click()
        answer = page.get_by_label("答复", exact=True)
        answer.fill(WORDS)
        asked: list[str] = []

        def go_on(dialog: Dialog) -> None:
            asked.append(dialog.type)
            dialog.accept()

        page.on("dialog", go_on)
        page.get_by_role("link", name="今天").click()
        expect(page.get_by_role("heading", name="今天", exact=True)).to_be_visible()
        assert asked == ["beforeunload"]
        page.goto(f"{address}/board/cases/1")
        page.get_by_role("button", name="放回").click()
        expect(answer).to_have_value(WORDS)
        page.get_by_role("button", name="转办").click()
        page.get_by_role("button", name="看看大家会看到什么").click()
        told = page.get_by_label("转给哪个部门").evaluate("one => one.validationMessage")
        assert told == "请填这一栏"
        page.get_by_role("button", name="建议精简").click()
        page.get_by_role("radio").first.check()
        page.get_by_role("button", name="看看大家会看到什么").click()
        expect(page.locator("main textarea")).to_have_count(0)
        page.get_by_role("link", name="返回,不保存").click()
        expect(page.get_by_text("有一份没发出的草稿")).to_be_visible()
        page.get_by_role("button", name="放回").click()
        expect(answer).to_have_value(WORDS)
        page.get_by_role("button", name="看看大家会看到什么").click()
        # This page does not listen: nothing of it asks again once nobody is signed in.
        page.get_by_role("button", name="退出").click()
        page.wait_for_url("**/leave")
        assert page.evaluate("sessionStorage.length") == 0


def flag_and_sleep(visit: Visitor) -> None:
    page = visit.open()
    page.locator("#digest .key", has_text="私下提意见").click()
    page.locator("#messages .key").get_by_text("4", exact=True).click()
    for label in ("要拍照、截图、录视频", "直接提交", "好"):
        page.get_by_role("button", name=label, exact=True).last.click()
    page.get_by_role("button", name="过一夜").click()
    expect(page.locator("#clock-day")).to_have_text("6月12日 周五")


def sign_in(visit: Visitor) -> Page:
    page = visit.open("review")
    page.get_by_text("减负助手").first.click()
    page.get_by_label("消息", exact=True).fill("网页")
    page.keyboard.press("Enter")
    with visit.context.expect_page() as opened:
        page.locator(".key", has_text="打开网页").last.click()
    board = opened.value
    board.get_by_role("button", name="进入").click()
    expect(board.get_by_role("heading", name="今天", exact=True)).to_be_visible()
    return board


def test_keys_decide_on_a_chosen_pair_only(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content(PAIRS)
    script = ROOT / "bot" / "web" / "static" / "requests.js"
    page.add_script_tag(content=script.read_text("utf8"), type="module")
    page.evaluate(HEAR)
    page.keyboard.press("1")
    assert page.evaluate("done") == []
    page.evaluate("document.querySelector('.pair').classList.add('at')")
    page.keyboard.press("1")
    page.locator("#a").focus()
    page.keyboard.press("1")
    page.keyboard.press("u")
    assert page.evaluate("done") == ["b", "a", "undo"]
    page.close()
