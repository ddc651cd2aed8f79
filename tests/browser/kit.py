"""A visitor at the demo's page: Debian's Chromium, and what must never happen in it."""

import json
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Playwright, expect

# Two browsers, two bots and the rest of the suite may share two cores.
expect.set_options(timeout=15_000)

ROOT = Path(__file__).parents[2]
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]
WIDE, PHONE = (1280, 800), (360, 740)
# What stands out of the window sideways, and is not meant to; the board's row of pages is.
SPILLS = """() => [...document.querySelectorAll('body *')].filter((one) => {
  const box = one.getBoundingClientRect();
  const seen = one.checkVisibility() && !one.closest('.sr-only, .skip, #chats-title, #pages');
  return seen && box.width > 0 && (box.right > innerWidth + 1 || box.left < -1);
}).map((one) => one.className || one.tagName)"""
_ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+")


def chromium(playwright: Playwright) -> Browser:
    """The browser, headless, with an empty profile."""
    return playwright.chromium.launch(executable_path=CHROMIUM, headless=True, args=FLAGS)


@contextmanager
def demo(*options: str) -> Iterator[str]:
    """The demo as a visitor starts it; its address."""
    command = [sys.executable, "-m", "bot", "demo", "--no-open", *options]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        try:
            found = _ADDRESS.search(running.stdout.readline())
            assert found
            _built(found[0])
            yield found[0]
        finally:
            running.terminate()
            running.wait(timeout=20)
    assert running.returncode == 0


def _built(address: str) -> None:
    """Return when the bot has lived up to the evening."""
    for _ in range(200):
        with urlopen(f"{address}/api/state?me=clerk") as answer:
            if not json.load(answer)["clock"]["busy"]:
                return
        time.sleep(0.05)
    raise TimeoutError


@dataclass(slots=True, kw_only=True)
class Visitor:
    """One browser context; every page in it is watched, and ``wrong`` is what must not be."""

    context: BrowserContext
    address: str
    wrong: list[str] = field(default_factory=list)
    used: int = 0

    def open(self, me: str = "clerk", size: tuple[int, int] = WIDE) -> Page:
        """A tab of somebody, once the page stands."""
        pages = self.context.pages
        page = pages[self.used] if self.used < len(pages) else self.context.new_page()
        self.used += 1
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.goto(f"{self.address}/?me={me}")
        page.locator("body[data-ready]").wait_for()
        return page

    def leave(self) -> None:
        """Make room for the next visit; new tabs cost more than all that is done in them."""
        first, *others = self.context.pages
        first.unroute_all()
        for page in others:
            page.close()
        self.used = 0
        wrong, self.wrong = self.wrong, []
        assert wrong == []

    def _said(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.wrong.append(message.text)

    def _asked(self, url: str) -> None:
        asked = urlsplit(url)
        if asked.scheme != "data" and asked.netloc != urlsplit(self.address).netloc:
            self.wrong.append(url)

    def watch(self) -> None:
        """No console error, no request to an outside address."""
        # Playwright writes on a bound method's object, and this one has slots.
        self.context.on("console", lambda message: self._said(message))
        self.context.on("weberror", lambda error: self.wrong.append(str(error.error)))
        self.context.on("request", lambda request: self._asked(request.url))


@contextmanager
def visiting(browser: Browser, address: str, *, first: bool = False) -> Iterator[Visitor]:
    """Somebody who likes it calm; who comes for the ``first`` time is offered the tour."""
    context = browser.new_context(reduced_motion="reduce", locale="zh-CN")
    context.set_default_timeout(10_000)
    if not first:
        context.add_init_script("if (location.host) localStorage.setItem('tour-seen', '1')")
    visitor = Visitor(context=context, address=address)
    visitor.watch()
    yield visitor
    visitor.leave()
    context.close()
