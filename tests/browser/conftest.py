"""One browser and one demo for the visits; without Chromium one test says so."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.kit import CHROMIUM, Visitor, chromium, demo, visiting

HOW = (
    "浏览器测试没有运行:没有找到 Chromium,"
    "请先安装(sudo apt-get install chromium fonts-noto-cjk),再 make test"
)
collect_ignore_glob = [] if CHROMIUM else ["test_visit*.py"]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say in one line what did not run."""
    if CHROMIUM is None:
        terminalreporter.write_line(HOW)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = chromium(playwright)
        yield found
        found.close()


@pytest.fixture(scope="package")
def evening(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the still demo lives, and beside it what it was on its first evening."""
    return tmp_path_factory.mktemp("demo")


@pytest.fixture(scope="package")
def still_demo(evening: Path) -> Iterator[str]:
    """A demo that stays on its first evening: whoever moves the clock starts their own."""
    with demo("--data", str(evening / "still")) as address:
        # Nobody visits yet and the bot is quiet: what lies there is whole.
        shutil.copytree(evening / "still", evening / "first")
        yield address


@pytest.fixture
def folder(evening: Path, still_demo: str, tmp_path: Path) -> Path:
    """That first evening, the test's own: nobody has to live through the days again."""
    return shutil.copytree(evening / "first", tmp_path / "demo")


@pytest.fixture(scope="package")
def everybody(browser: Browser, still_demo: str) -> Iterator[Visitor]:
    with visiting(browser, still_demo) as visitor:
        yield visitor


@pytest.fixture
def visit(everybody: Visitor) -> Iterator[Visitor]:
    """A visit to the demo that stands still."""
    yield everybody
    everybody.leave()
