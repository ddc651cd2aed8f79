"""Visitors write in the town's chats, as themselves and as others."""

from playwright.sync_api import Locator, Page, expect

from tests.browser.kit import Visitor


def say(page: Page, text: str) -> None:
    page.get_by_label("消息", exact=True).fill(text)
    page.keyboard.press("Enter")
    expect(page.get_by_label("消息", exact=True)).to_have_value("")


def chat(page: Page, title: str) -> Locator:
    return page.locator("#chat-list").get_by_role("button", name=title)


def test_two_tabs_are_two_people(visit: Visitor) -> None:
    """党政办 asks; 阿杰, in the other tab, sees it come and what was understood."""
    clerk, office = visit.open("clerk"), visit.open("office")
    say(office, "请各村6月19日17:00前报防火巡查记录表,发我邮箱")
    expect(office.locator("#about")).to_contain_text("防火巡查记录表")
    came = clerk.locator("#messages .message", has_text="防火巡查记录表")
    expect(came).to_contain_text("党政办周敏")
    expect(clerk.locator("#spoken")).to_contain_text("防火巡查记录表")
    came.locator(".text").click()
    expect(clerk.locator("#about")).to_contain_text("报送")
    expect(clerk.locator("#about")).to_contain_text("6月19日17:00前")
    clerk.locator("#about").get_by_role("button", name="回复").click()
    say(clerk, "石桥的在整理")
    expect(
        office.locator("#messages .message", has_text="石桥的在整理").locator(".quote")
    ).to_contain_text("党政办周敏")


def test_html_that_people_type_stays_text(visit: Visitor) -> None:
    page = visit.open()
    typed = (
        "<b>粗</b><img src=x onerror=\"document.body.dataset.bad='1'\"><script>alert(1)</script>"
    )
    say(page, typed)
    bubble = page.locator("#messages .own .text").last
    expect(bubble).to_have_text(typed)
    expect(bubble.locator("*")).to_have_count(0)
    page.locator("#messages .own .text").last.click()
    expect(page.locator("#about .excerpt")).to_contain_text("<b>粗</b>")
    page.get_by_role("button", name="附上文件名").click()
    page.get_by_label("附件名称").fill("<i>石桥水域排查表.xlsx")
    page.get_by_role("button", name="发送").click()
    expect(page.locator("#messages .own .file").last).to_contain_text("<i>石桥水域排查表.xlsx")
    assert page.evaluate("document.body.dataset.bad") is None


def test_an_own_message_is_edited_reacted_to_forwarded_and_deleted(visit: Visitor) -> None:
    page = visit.open()
    say(page, "明早八点拉西瓜")
    own = page.locator("#messages .own").last
    own.locator(".text").click()
    about = page.locator("#about")
    about.get_by_role("button", name="编辑").click()
    say(page, "明早七点拉西瓜")
    expect(own).to_contain_text("明早七点拉西瓜")
    expect(own).to_contain_text("已编辑")
    about.get_by_role("button", name="点表情 👍").click()
    expect(own.get_by_role("button", name="👍 1个")).to_have_attribute("aria-pressed", "true")
    about.get_by_role("button", name="转发").click()
    page.get_by_role("dialog", name="转发到").get_by_role("button", name="青石镇站所条线群").click()
    expect(page.locator("#toasts")).to_contain_text("已转发到「青石镇站所条线群」")
    about.get_by_role("button", name="删除").click()
    expect(page.locator("#messages .own", has_text="明早七点拉西瓜")).to_have_count(0)
    expect(page.locator("#messages li").last).not_to_have_class("time")
    expect(chat(page, "青石镇村(社区)工作群")).not_to_contain_text("明早七点拉西瓜")
    chat(page, "青石镇站所条线群").click()
    expect(page.locator("#messages .own").last).to_contain_text("转发自 石桥文书阿杰")


def test_the_digest_leads_to_the_own_card_and_a_reload_keeps_all(visit: Visitor) -> None:
    """The digest's button opens the private chat; done is done, also after a reload."""
    page = visit.open()
    page.locator("#digest .key", has_text="我的待办").click()
    expect(page.locator("#talk-title")).to_have_text("减负助手")
    card = page.locator("#messages .message", has_text="☐").last
    done = card.get_by_role("button", name="✓").first
    number = done.inner_text().removeprefix("✓")
    done.click()
    expect(card.get_by_role("button", name=f"↩{number}", exact=True)).to_be_visible()
    page.reload()
    expect(page.locator("#talk-title")).to_have_text("减负助手")
    expect(page.get_by_role("button", name=f"↩{number}", exact=True).last).to_be_visible()


def test_who_is_not_in_a_group_reads_but_does_not_write(visit: Visitor) -> None:
    page = visit.open()
    chat(page, "云溪县乡镇联络群").click()
    expect(page.locator("#composer-text")).to_be_disabled()
    page.get_by_role("button", name="换个身份").click()
    page.get_by_label("找人").fill("教育局")
    page.get_by_role("link", name="县教育局小闻").first.click()
    expect(page.locator("#me")).to_contain_text("县教育局小闻")
    expect(page.locator("#composer-text")).to_be_enabled()


def test_what_the_backend_refuses_is_said_in_words(visit: Visitor) -> None:
    page = visit.open()
    page.route("**/api/do", lambda route: route.abort())
    page.get_by_label("消息", exact=True).fill("在吗")
    page.keyboard.press("Enter")
    expect(page.locator("#toasts")).to_contain_text("连不上沙盒")
    expect(page.get_by_label("消息", exact=True)).to_have_value("在吗")
    # The browser itself reports the request that was cut off.
    assert len(visit.wrong) == 1
    visit.wrong.clear()
