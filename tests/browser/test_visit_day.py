"""The clock, the tour, the pasted chat, and a demo that is stopped and started again."""

from contextlib import ExitStack
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from tests.browser.kit import PHONE, SPILLS, WIDE, Visitor, demo, visiting


def test_a_whole_visit(browser: Browser, folder: Path) -> None:
    """The tour on a phone; then a day and a night; after a restart the page finds its way back."""
    said = "下周一我值班"
    with ExitStack() as visits:
        with demo("--data", str(folder)) as address:
            visit = visits.enter_context(visiting(browser, address, first=True))
            page = visit.open(size=PHONE)
            page.get_by_role("button", name="不用,我自己看").click()
            expect(page.locator("#tour")).to_be_hidden()
            page.get_by_role("button", name="60秒导览").click()
            take_the_tour(page)
            page.set_viewport_size({"width": WIDE[0], "height": WIDE[1]})
            page.reload()
            page.locator("body[data-ready]").wait_for()
            expect(page.locator("#tour")).to_be_hidden()
            from_morning_to_digest(page)
            page.get_by_label("消息", exact=True).fill(said)
            page.keyboard.press("Enter")
            expect(page.locator("#messages .own").last).to_contain_text(said)
            page.get_by_role("button", name="过一夜").click()
            expect(page.locator("#clock-day")).to_have_text("6月12日 周五")
            assert visit.wrong == []
        expect(page.locator("#toasts")).to_contain_text("正在重连")
        with demo("--data", str(folder), "--port", address.rpartition(":")[2]):
            expect(page.locator("#toasts")).to_contain_text("已重新连上", timeout=15_000)
            expect(page.locator("#clock-day")).to_have_text("6月12日 周五")
            expect(page.locator("#messages .own", has_text=said)).to_be_visible()
            expect(page.locator("#digest .title")).to_contain_text("6月11日")
        # The browser itself reports each connection that nobody took.
        visit.wrong.clear()


def from_morning_to_digest(page: Page) -> None:
    time, due = page.locator("#clock-time"), page.get_by_role("button", name="要紧时刻")
    page.get_by_role("button", name="从早上开始看").click()
    expect(page.get_by_role("button", name="暂停")).to_be_visible()
    expect(page.locator("#digest .title")).to_contain_text("6月10日")
    page.get_by_role("button", name="暂停").click()
    expect(page.locator("#clock").get_by_role("button", name="播放")).to_be_visible()
    before = time.inner_text()
    following = page.get_by_role("button", name="下一条")
    # Several may be said within the minute that the clock shows.
    while time.inner_text() == before:
        expect(following).to_be_enabled()
        following.click()
        expect(following).to_be_enabled()
    while time.inner_text() != "17:30":
        expect(due).to_be_enabled()
        due.click()
        expect(due).to_be_enabled()
    expect(page.locator("#digest .title")).to_contain_text("6月11日")
    expect(page.locator("#headline")).to_contain_text("121条消息")


def take_the_tour(page: Page) -> None:
    """The flood, the one digest, done, the same roster twice, the evening's withdrawal.

    Then a task is flagged; the next morning the visitor sees it with the eyes of the office.
    """
    tour = page.locator("#tour")
    expect(tour).to_contain_text("一天的群消息")
    go = page.locator("#tour-go")
    go.click()
    expect(page.locator("#digest")).to_be_visible()
    go.click()
    expect(page.locator(".key.ringed")).to_be_visible()
    number = page.locator(".key.ringed").inner_text().removeprefix("✓")
    go.click()
    expect(page.get_by_role("button", name=f"↩{number}", exact=True)).to_be_visible()
    go.click()
    expect(page.locator("#messages .lit").first).to_be_in_viewport()
    go.click()
    expect(go).to_have_text("走到撤回")
    go.click()
    expect(page.locator("#messages .lit", has_text="督查台账不用报了")).to_be_visible()
    go.click()
    flag_a_task(page)
    see_it_as_the_office(page)
    expect(page.locator("#me")).to_contain_text("石桥文书阿杰")


def flag_a_task(page: Page) -> None:
    tour, go = page.locator("#tour"), page.locator("#tour-go")
    expect(tour).to_contain_text("私下说一句")
    expect(page.locator(".key.ringed")).to_have_text("私下提意见")
    go.click()
    expect(page.locator("#messages")).to_contain_text("这件事哪里像形式主义?")
    expect(page.locator(".key.ringed")).to_have_text("要拍照、截图、录视频")
    # Nothing lies over it.
    page.locator(".key.ringed").click(trial=True)
    assert page.evaluate(SPILLS) == []
    go.click()
    expect(page.locator("#messages")).to_contain_text("谁也看不到是谁提的。")
    go.click()


def see_it_as_the_office(page: Page) -> None:
    tour, go = page.locator("#tour"), page.locator("#tour-go")
    expect(tour).to_contain_text("没有名字,人数只给一档")
    go.click()
    page.wait_for_url("**/?me=review")
    expect(page.locator("#me")).to_contain_text("县减负办小葛")
    expect(page.locator(".key.ringed")).to_have_text("打开")
    go.click()
    sheet = page.locator("#messages .message", has_text="提出:3–5人")
    expect(sheet.get_by_role("button", name="接办")).to_be_visible()
    expect(sheet).not_to_contain_text("阿杰")
    go.click()
    expect(tour).to_contain_text("就是这些")
    page.get_by_role("button", name="换回石桥文书阿杰").click()
    page.wait_for_url("**/?me=clerk")
    page.locator("body[data-ready]").wait_for()


def test_a_pasted_chat_is_digested_at_once(visit: Visitor) -> None:
    page = visit.open()
    page.get_by_role("button", name="粘贴我的群消息").click()
    box = page.get_by_role("dialog", name="粘贴我的群消息")
    box.get_by_role("button", name="整理").click()
    expect(box.get_by_role("alert")).to_contain_text("请先粘贴群聊")
    box.get_by_role("textbox").fill(PASTED)
    box.get_by_role("button", name="整理").click()
    expect(box).to_contain_text("秸秆禁烧台账")
    expect(box).to_contain_text("明日下班前")
    box.get_by_role("button", name="换一段").click()
    expect(box.get_by_role("textbox")).to_be_focused()
    page.keyboard.press("Escape")
    expect(box).to_be_hidden()


PASTED = """\
镇农业办小何 2026/03/12 9:00
请各村3月13日下班前报秸秆禁烧台账,发我邮箱
下湾村文书 2026/03/12 9:01
收到
"""
