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


if __name__ == "__main__":
    main()
