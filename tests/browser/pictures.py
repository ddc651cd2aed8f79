"""The pictures of both READMEs, taken from the running demo: `make pictures`."""

import sys
from collections.abc import Callable

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.kit import CHROMIUM, PHONE, ROOT, WIDE, chromium, demo, visiting

PICTURES = ROOT / "docs" / "pictures"
LARGEST = 300_000
"""Bytes: a README is read on a phone too."""
SAME_LIST = "要的是同一批名单"


def main() -> None:
    """Take them all."""
    if CHROMIUM is None:
        sys.exit("没有找到 Chromium,请先安装(sudo apt-get install chromium fonts-noto-cjk)")
    PICTURES.mkdir(parents=True, exist_ok=True)
    with demo() as address, sync_playwright() as playwright:
        browser = chromium(playwright)
        for name, size, shows in (
            ("first-screen", WIDE, _both_departments),
            ("phone", PHONE, _nothing_more),
            ("say-so", PHONE, _in_private),
            ("board", WIDE, _a_case),
        ):
            _take(browser, address, name, size, shows)
        browser.close()


def _take(
    browser: Browser, address: str, name: str, size: tuple[int, int], shows: Callable[[Page], None]
) -> None:
    with visiting(browser, address) as visit:
        page = visit.open(size=size)
        page.get_by_role("button", name=SAME_LIST).wait_for()
        shows(page)
        picture = PICTURES / f"{name}.png"
        picture.write_bytes(page.screenshot())
        assert picture.stat().st_size < LARGEST


def _both_departments(page: Page) -> None:
    """The flood, the digest, and the two that want the same list."""
    page.get_by_role("button", name=SAME_LIST).click()
    page.locator("#messages .lit").first.wait_for()
    page.mouse.move(0, 0)


def _nothing_more(_page: Page) -> None:
    """The first screen as it is."""


def _in_private(page: Page) -> None:
    """What about the task with the photographs looks like formalism."""
    page.locator("#digest .key", has_text="私下提意见").click()
    page.locator("#messages .key").get_by_text("4", exact=True).click()
    page.get_by_role("button", name="要拍照、截图、录视频").wait_for()
    page.mouse.move(0, 0)


def _a_case(page: Page) -> None:
    """The first case, as the coordinator has it next morning on the board."""
    _in_private(page)
    for label in ("要拍照、截图、录视频", "直接提交", "过一夜"):
        page.get_by_role("button", name=label, exact=True).click()
    page.locator("#clock-day", has_text="6月12日").wait_for()
    page.goto(f"{page.url.partition('?')[0]}?me=review")
    page.locator("body[data-ready]").wait_for()
    page.locator("#chat-list").get_by_text("减负助手").first.click()
    page.locator("#composer-text").fill("网页")
    page.locator("#composer-text").press("Enter")
    with page.expect_popup() as opened:
        page.locator("#messages .key", has_text="打开网页").click()
    board = opened.value
    board.get_by_role("button", name="进入").click()
    board.wait_for_load_state()
    page.goto(board.url)
    page.get_by_text("重点水域防溺水隐患排查").click()
    page.get_by_role("button", name="接办").click()
    page.get_by_text("办理决定").first.wait_for()


if __name__ == "__main__":
    main()
