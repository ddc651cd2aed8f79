"""数据项目录: looked up, amended one thing at a time, grown by what people confirm, taken back."""

import re

from bot.services.catalogue import catalogue_of
from bot.storage.connection import Snapshot
from tests.web.conftest import Play
from tests.web.kit import ADMIN, CONTACT, COORDINATOR, SECOND, UPPER, Client, Site
from tests.web.test_groups import after

SENIORS = (
    ("民政办-小陈", "请各村报高龄老人名册,含姓名、住址,3月16日前报民政办。"),
    ("卫生院-老钱", "卫生院要耄耋长者名单,姓名、电话,3月13日前。"),
)
LATER = ("养老科-小赵", "各村报一下耄耋长者名单,姓名、性别、住址,3月20日前报养老科。")
PARTY = (
    ("组织办-小孙", "请各村报困难党员名册,含姓名、电话,16日前报组织办。"),
    ("组织办-小孙", "请各村报生活困难党员名单,姓名、电话,18日前报"),
)


async def _told(site: Site, notices: tuple[tuple[str, str], ...]) -> None:
    for minute, (who, text) in enumerate(notices):
        await site.town.say(f"9:{30 + minute}", who, text)


def _item(snapshot: Snapshot, name: str) -> str | None:
    return catalogue_of(snapshot).item_of(name)


def _plain(page: str) -> str:
    return re.sub(r"<[^>]*>", "", page)


def _form(page: str, path: str) -> dict[str, str]:
    """The hidden fields of the form that leads somewhere."""
    body = page.partition(f'action="{path}"')[2].partition("</form>")[0]
    found = re.findall(r'name="(\w+)" value="([^"]*)"', body)
    return {name: value for name, value in found if name != "csrf"}


async def _say(browser: Client, claim: str, name: str, other: str) -> str:
    """Say something, and confirm it; what the pages said."""
    query = f"claim={claim}&name={name}&other={other}"
    tried = await browser.get(f"/catalogue/try?{query}")
    if tried.status == 303:
        return _plain(await after(browser, tried))
    fields = _form(tried.text, "/catalogue/change")
    done = await browser.post("/catalogue/change", fields)
    return _plain(tried.text + await after(browser, done))


def test_an_item_is_looked_up_by_any_of_its_names(play: Play) -> None:
    async def story(site: Site) -> None:
        browser = await site.as_(ADMIN)
        page = _plain((await browser.get("/catalogue?q=特困党员")).text)
        assert "困难党员" in page
        assert "也叫特困党员" in page
        page = _plain((await browser.get("/catalogue?item=困难党员")).text)
        assert re.search(r"属于\s*党员", page)
        assert "流动党员" in page
        # An admin looks; what is changed here is everybody's.
        assert "新增一项" not in page
        fields = {"claim": "alias", "name": "困难党员", "other": "帮扶党员"}
        assert (await browser.post("/catalogue/change", fields)).status == 403
        assert "目录里没有" in _plain((await browser.get("/catalogue?q=没有这一项")).text)
        assert (await (await site.as_(CONTACT)).get("/catalogue")).status == 403

    play(story)


def test_a_name_is_tried_given_and_taken_back(play: Play) -> None:
    """先看会影响哪些事项,再记下;记下的只管以后;一点就撤销。"""

    async def story(site: Site) -> None:
        await _told(site, SENIORS)
        browser, town = await site.as_(COORDINATOR), site.town
        tried = await browser.get("/catalogue/try?claim=alias&name=高龄老人&other=耄耋长者")
        assert "近45天有2件事项提到它" in tried.text
        assert await town.store.read(_item, "耄耋长者") is None
        said = await _say(browser, "alias", "高龄老人", "耄耋长者")
        assert "已记下:「耄耋长者」就是「高龄老人」" in said
        assert await town.store.read(_item, "耄耋长者") == "高龄老人"
        page = (await browser.get("/catalogue?item=耄耋长者")).text
        assert "本地加的" in page
        assert f"{COORDINATOR}" in _plain(page).partition("本地的改动")[2]
        # Whoever watches over them sees who said what.
        audit = _plain((await (await site.as_(UPPER)).get("/audit?theme=catalogue")).text)
        assert "「耄耋长者」就是「高龄老人」" in audit
        undone = await browser.post("/catalogue/undo", _form(page, "/catalogue/undo"))
        assert "已撤销" in await after(browser, undone)
        assert await town.store.read(_item, "耄耋长者") is None
        late = await browser.post("/catalogue/undo", _form(page, "/catalogue/undo"))
        assert "刚才已经定了" in await after(browser, late)
        audit = _plain((await (await site.as_(UPPER)).get("/audit?theme=catalogue")).text)
        assert "撤销「耄耋长者」就是「高龄老人」" in audit

    play(story)


def test_what_goes_by_another_name_is_found_to_want_the_same(play: Play) -> None:
    async def story(site: Site) -> None:
        await _told(site, SENIORS[:1])
        browser = await site.as_(COORDINATOR)
        await _say(browser, "alias", "高龄老人", "耄耋长者")
        await _told(site, (LATER,))
        browser = await site.as_(COORDINATOR)
        page = _plain((await browser.get("/duplicates")).text)
        assert "1对待定" in page
        assert "高龄老人" in page

    play(story)


def test_what_was_said_to_be_two_is_kept_apart_and_items_of_the_place_are_made(play: Play) -> None:
    async def story(site: Site) -> None:
        browser = await site.as_(COORDINATOR)
        assert "不是一项" in await _say(browser, "apart", "困难党员", "生活困难党员")
        await _told(site, PARTY)
        browser = await site.as_(COORDINATOR)
        assert "没有要定的" in (await browser.get("/duplicates")).text
        said = await _say(browser, "item", "驻村党员", "党员")
        assert "已记下:新增「驻村党员」,属于「党员」" in said
        page = _plain((await browser.get("/catalogue?item=困难党员")).text)
        assert "说过不是一项" in page
        assert "驻村党员" in page
        # What says nothing new, or could stand anywhere, is refused in words.
        assert "目录里已经是这样" in await _say(browser, "item", "驻村党员", "")
        assert "到处有的不行" in await _say(browser, "alias", "驻村党员", "名单")
        assert (await browser.get("/catalogue/try?claim=x&name=党员&other=团员")).status == 400

    play(story)


async def _choose(browser: Client, choice: str) -> None:
    page = (await browser.get("/duplicates")).text
    fields = dict(re.findall(r'<input type="hidden" name="(one|other)" value="(\d+)"', page))
    assert fields, page
    done = await browser.post("/duplicates/choose", {**fields, "choice": choice})
    assert done.status == 303


def test_who_merges_two_names_is_asked_and_nothing_is_learnt_unasked(play: Play) -> None:
    """合并了两件叫法不同的,目录页上只多一问;经办人点了才算。"""

    async def story(site: Site) -> None:
        await _told(site, SENIORS)
        admin, town = await site.as_(ADMIN), site.town
        await _choose(admin, "data")
        assert await town.store.read(_item, "耄耋长者") is None
        assert "说的是同一项数据?" not in (await admin.get("/catalogue")).text
        browser, second = await site.as_(COORDINATOR), await site.as_(SECOND)
        page = (await browser.get("/catalogue")).text
        assert "「高龄老人」和「耄耋长者」说的是同一项数据?" in _plain(page)
        path = re.findall(r'href="[^"]*(/catalogue/try\?proposal=\d+)"', page)[0]
        fields = _form((await browser.get(path)).text, "/catalogue/decide")
        assert "已记下" in await after(browser, await browser.post("/catalogue/decide", fields))
        assert await town.store.read(_item, "耄耋长者") == "高龄老人"
        late = await second.post("/catalogue/decide", fields)
        assert "刚才已经定了" in await after(second, late)
        assert "说的是同一项数据?" not in (await browser.get("/catalogue")).text

    play(story)


def test_what_a_coordinator_denies_is_not_asked_again(play: Play) -> None:
    async def story(site: Site) -> None:
        await _told(site, PARTY)
        admin, browser = await site.as_(ADMIN), await site.as_(COORDINATOR)
        await _choose(admin, "apart")
        page = (await browser.get("/catalogue")).text
        assert "是不同的两项数据?" in _plain(page)
        denied = await browser.post("/catalogue/decide", _form(page, "/catalogue/decide"))
        assert "以后不再问" in await after(browser, denied)
        assert "是不同的两项数据" not in (await browser.get("/catalogue")).text
        bad = {"proposal": "1", "verdict": "maybe"}
        assert (await browser.post("/catalogue/decide", bad)).status == 400

    play(story)
