"""Five possible duplicates in a minute, and none of them asked about again."""

import re
from collections.abc import Callable

from bot.storage.connection import Tx
from bot.storage.messages import find_chat
from bot.storage.people import member_by_private
from bot.storage.posts import chats_coordinated, give_chats
from bot.storage.requests import link_same_data
from tests.web.conftest import Play
from tests.web.groups_kit import FARMER, OTHER_ADMIN, SECOND, admin_there, digest
from tests.web.kit import ADMIN, CONTACT, COORDINATOR, UPPER, Answer, Client, Site
from tests.web.test_export import table

SCHOOL = (
    "转县教育局通知,摸底小学新生。请报2019年9月1日至2020年8月31日出生的儿童花名册,"
    "填姓名、性别、身份证号、户籍地址、监护人姓名和电话、拟就读学校。3月16日下班前发我"
)
HEALTH = (
    "转县卫健局:为做好入学接种查验,请各村报2019年9月—2020年8月出生儿童名单,"
    "要姓名、出生日期、身份证号、现住址、接种证编号、家长电话,3月13日下班前报卫生院。"
)
ROSTER = (("中心校-陈主任", SCHOOL), ("卫生院-小吴", HEALTH))


async def _pair(site: Site) -> None:
    for who, text in ROSTER:
        await site.town.say("9:30", who, text)


UNDO = {
    "same": "儿童花名册」,留下的是「儿童花名册」",
    "data": "要同一批数据,各列一行",
    "apart": "不是重复",
}


def _fields(page: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="(one|other)" value="(\d+)"', page))


async def _choose(browser: Client, choice: str) -> Answer:
    fields = _fields((await browser.get("/duplicates")).text)
    return await browser.post("/duplicates/choose", {**fields, "choice": choice})


def test_a_pair_is_decided_three_ways_and_each_is_taken_back(play: Play) -> None:
    async def story(site: Site) -> None:
        await _pair(site)
        assert await site.town.tick("17:30") == 1
        before, browser = digest(site), await site.as_(ADMIN)
        assert "要同一批" in before
        page = (await browser.get("/duplicates")).text
        assert "1对待定" in page
        for named in ("都要的栏目", "身份证号", "另要的栏目", "拟就读学校", "接种证编号"):
            assert named in page
        assert "都要" in (await browser.get(f"/requests/{_fields(page)['one']}")).text
        assert "要的内容有重叠" in page
        assert "儿童" in page
        assert page.count("data-key=") == 3
        for choice, kept in (("same", 2), ("data", 3), ("apart", 3)):
            done = await _choose(browser, choice)
            # The page of before may ask how things stand now; what was said waits for the next.
            await browser.get(done.to, {"X-Refresh": "1"})
            page = (await browser.get(done.to)).text
            assert 'role="status">已' in page
            assert "没有要定的" in page
            assert UNDO[choice] in re.sub(r"<[^>]*>", "", page)
            await site.town.settle()
            assert digest(site).count("https://") >= kept
            assert ("要同一批" in digest(site)) is (choice == "data")
            made = re.findall(r'name="made" value="(\d+)"', page)[0]
            await browser.post("/duplicates/undo", {"made": made})
            assert "1对待定" in (await browser.get("/duplicates")).text
            await site.town.settle()
            assert digest(site) == before

    play(story)


def test_a_rejected_pair_is_never_suggested_again(play: Play) -> None:
    async def story(site: Site) -> None:
        await _pair(site)
        browser = await site.as_(ADMIN)
        fields = _fields((await browser.get("/duplicates")).text)
        await _choose(browser, "apart")
        await site.town.say("10:30", ROSTER[1][0], ROSTER[1][1])
        await site.town.say("10:40", ROSTER[0][0], "再提醒:" + ROSTER[0][1])
        browser = await site.as_(ADMIN)
        twin = await site.as_(ADMIN)
        assert "没有要定的" in (await browser.get("/duplicates")).text
        late = await twin.post("/duplicates/choose", {**fields, "choice": "same"})
        assert late.status == 409
        assert "刚才已经定了" in late.text
        look = (await browser.get(f"/requests/{fields['one']}")).text
        assert "可能重复" not in look.partition("<main")[2]

    play(story)


def test_who_reviews_the_group_decides_too_and_takes_back_only_what_they_decided(
    play: Play,
) -> None:
    async def story(site: Site) -> None:
        await _pair(site)
        admin, coordinator = await site.as_(ADMIN), await site.as_(COORDINATOR)
        page = (await coordinator.get("/duplicates")).text
        assert page.count("data-key=") == 3
        await _choose(coordinator, "same")
        page = (await coordinator.get("/duplicates")).text
        made = re.findall(r'name="made" value="(\d+)"', page)[0]
        assert (await admin.post("/duplicates/undo", {"made": made})).status == 404
        await coordinator.post("/duplicates/undo", {"made": made})
        await _choose(admin, "data")
        page = (await admin.get("/duplicates")).text
        made = re.findall(r'name="made" value="(\d+)"', page)[0]
        assert (await coordinator.post("/duplicates/undo", {"made": made})).status == 404

    play(story)


def test_whose_groups_do_not_have_both_decides_nothing(play: Play) -> None:
    async def story(site: Site) -> None:
        water = {"chat": SECOND, "title": "县水利工作群"}
        await site.town.say("9:30", FARMER, "请各村明天12点前报秸秆台账")
        await site.town.say("9:40", "水利局-老唐", "请各站明天16点前报水库巡查台账", **water)
        await site.town.store.run(admin_there, site.town)

        def link(tx: Tx) -> None:
            link_same_data(tx, 2, 3)

        await site.town.store.run(link)
        for who in (ADMIN, OTHER_ADMIN, COORDINATOR):
            browser = await site.as_(who)
            assert "没有要定的" in (await browser.get("/duplicates")).text
            # That there is another one is nothing they may learn from a list, or from its file.
            assert "同一批数据" not in (await browser.get("/requests?state=all")).text
            assert "同一批数据" not in "".join(
                map(str, await table(browser, "requests", state="all"))
            )
        upper = await site.as_(UPPER)
        for query in ("state=all", "state=all&group=1"):
            assert "同一批数据" in (await upper.get(f"/requests?{query}")).text
        assert "同一批数据" in str(await table(upper, "requests", state="all"))
        page = (await upper.get("/duplicates")).text
        assert "水库" in page
        assert "data-key" not in page
        browser, pair = await site.as_(ADMIN), {"one": "2", "other": "3"}
        assert (await browser.post("/duplicates/choose", {**pair, "choice": "same"})).status == 409
        assert (await browser.post("/duplicates/choose", {**pair, "choice": "x"})).status == 400
        assert (await browser.post("/duplicates/undo", {"made": "7"})).status == 404
        assert (await (await site.as_(CONTACT)).get("/duplicates")).status == 403
        # What cannot be seen is no link of what can.
        assert "水库" not in (await browser.get("/requests/2")).text

    play(story)


def _across(site: Site) -> Callable[[Tx], None]:
    """What two groups were asked may be one; each has an admin of its own."""

    def link(tx: Tx) -> None:
        admin_there(tx, site.town)
        link_same_data(tx, 2, 3)

    return link


async def _two_groups(site: Site) -> None:
    water = {"chat": SECOND, "title": "县水利工作群"}
    await site.town.say("9:30", FARMER, "请各村明天12点前报秸秆台账")
    await site.town.say("9:40", "水利局-老唐", "请各站明天16点前报水库巡查台账", **water)
    await site.town.store.run(_across(site))


def test_what_no_admin_has_both_of_waits_for_whoever_reviews_both(play: Play) -> None:
    """两个群各有管理员:谁都不问、不露另一群的事;两群都管的经办人在网页上定。"""

    async def story(site: Site) -> None:
        await _two_groups(site)
        upper = await site.as_(UPPER)
        assert "没有人两边的群都管" in (await upper.get("/duplicates")).text

        def both(tx: Tx) -> None:
            there = find_chat(tx, SECOND)
            lin = member_by_private(tx, site.town.private(COORDINATOR))
            assert there
            assert lin
            give_chats(tx, lin.id, [*chats_coordinated(tx, lin.id), there.chat])

        await site.town.store.run(both)
        await site.town.tick("16:31")
        for name in (ADMIN, OTHER_ADMIN):
            told = site.town.shown(site.town.private(name))
            assert not any("可能重复" in text for text in told)
            page = (await (await site.as_(name)).get("/duplicates")).text
            assert "没有要定的" in page
        page = (await (await site.as_(UPPER)).get("/duplicates")).text
        assert "水库" in page
        assert "没有人两边的群都管" not in page
        coordinator = await site.as_(COORDINATOR)
        page = (await coordinator.get("/duplicates")).text
        assert "1对待定" in page
        assert page.count("data-key=") == 3
        assert (await _choose(coordinator, "same")).status == 303
        assert "没有要定的" in (await coordinator.get("/duplicates")).text

    play(story)
