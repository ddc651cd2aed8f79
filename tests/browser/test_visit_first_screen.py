"""A village clerk sees the page for the first time."""

import re
from itertools import product

from playwright.sync_api import Page, expect

from tests.browser.kit import PHONE, SPILLS, WIDE, Visitor

GROUP, CHAT = "青石镇村(社区)工作群", -1002140606611


def line(page: Page, words: str) -> Page:
    """Open the folded group of a digest's line, if need be, and touch it."""
    found = page.locator("#digest .line", has_text=words)
    if not found.is_visible():
        inside = page.locator(".line", has_text=words)
        page.locator("#digest details", has=inside).locator("summary").click()
    found.click()
    return page


def test_the_sums_above_are_those_of_the_digest(visit: Visitor) -> None:
    page = visit.open()
    expect(page.locator("#headline")).to_have_text(
        re.compile(r"今天群里121条消息,要办的\d+件,下个工作日前到期\d+件")
    )
    due = re.search(r"到期(\d+)件", page.locator("#digest .said").first.inner_text())
    assert due is not None
    expect(page.locator("#headline")).to_contain_text(f"下个工作日前到期{due[1]}件")
    expect(page.get_by_text("虚构数据,不联网")).to_be_visible()
    for door in ("从早上开始看", "换个身份", "粘贴我的群消息"):
        expect(page.get_by_role("button", name=door)).to_be_visible()


def test_a_line_lights_up_its_sources_and_a_message_says_what_was_understood(
    visit: Visitor,
) -> None:
    page = visit.open()
    line(page, "儿童花名册")
    lit = page.locator("#messages .lit")
    expect(lit).to_have_count(2)
    expect(lit.first).to_be_in_viewport()
    expect(lit.first).to_contain_text("摸底2026年秋季小学新生")
    lit.first.locator(".text").click()
    about = page.get_by_role("region", name="教育办陶老师")
    for fact in ("通知", "报送", "县教育局", "6月16日下班前", "同一批"):
        expect(about).to_contain_text(fact)
    page.keyboard.press("Escape")
    expect(about).to_be_hidden()
    page.get_by_role("button", name="不再标亮").click()
    expect(lit).to_have_count(0)


def test_the_proof_shows_both_departments_side_by_side(visit: Visitor) -> None:
    page = visit.open()
    page.get_by_role("button", name="要的是同一批名单").click()
    expect(page.locator('#digest .line[aria-pressed="true"]')).to_have_count(2)
    expect(page.locator("#messages .lit").first).to_be_in_viewport()


def test_nothing_is_cut_off(visit: Visitor) -> None:
    page = visit.open()
    for (width, height), view in product((WIDE, (768, 900), PHONE), ("digest", "chats", "chat")):
        page.set_viewport_size({"width": width, "height": height})
        page.goto(f"{page.url.split('#')[0]}#{view}" + (f"/{CHAT}" if view == "chat" else ""))
        assert page.evaluate(SPILLS) == [], (width, view)


def test_on_a_phone_one_goes_there_and_back(visit: Visitor) -> None:
    page = visit.open(size=PHONE)
    line(page, "儿童花名册")
    expect(page.locator("#messages .lit").first).to_be_in_viewport()
    page.get_by_role("button", name="‹ 一览").click()
    expect(page.locator("#digest")).to_be_visible()
    page.get_by_role("button", name="看群消息").click()
    page.get_by_role("button", name="返回会话列表").click()
    page.locator("#chat-list").get_by_role("button", name=GROUP).click()
    expect(page.locator("#composer-text")).to_be_visible()


def test_the_page_can_be_walked_by_keyboard(visit: Visitor) -> None:
    page = visit.open()
    page.locator("#messages .body").last.focus()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page.locator("#about")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#messages .body:focus")).to_have_count(1)
    ring = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert ring == "solid"
