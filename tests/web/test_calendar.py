"""The week of meetings and inspections: what clashes, what comes again, and for whom."""

from bot.services.agenda import near
from bot.services.sessions import person_of
from bot.web.rendering import render
from bot.wording import board_calendar, board_requests
from tests.office.kit import member
from tests.web.conftest import Play
from tests.web.groups_kit import OTHER_ADMIN, SECOND, admin_there
from tests.web.kit import ADMIN, CONTACT, COORDINATOR, UPPER, Site

FLOOD = "周五上午9点在镇三楼开防汛工作会,各村书记参加"
PARTY = "周五上午10点在镇二楼开党建推进会,各村书记参加"
HOSTILE = "周五下午3点在镇二楼开<b>\u202e培训会</b>,各村文书参加"


async def _meetings(site: Site) -> None:
    town = site.town
    await town.say("9:40", "应急办-老周", FLOOD)
    await town.say("9:45", "党建办-小许", PARTY)
    await town.say("9:50", "组织办-小高", HOSTILE)
    water = {"chat": SECOND, "title": "县水利工作群"}
    await town.say("9:55", "水利局-老唐", "周五上午9点30分在县水利局开水库调度会", **water)
    await town.store.run(admin_there, town)


def test_a_week_by_days_with_clashes_of_the_same_people_only(play: Play) -> None:
    async def story(site: Site) -> None:
        await _meetings(site)
        browser = await site.as_(ADMIN)
        page = (await browser.get("/calendar")).text
        assert "2026年3月9日—15日" in page
        assert page.index("3月13日") < page.index("防汛工作会")
        assert page.count("时间相近") == 2
        assert "水库" not in page
        assert "<b>" not in page
        assert "\u202e" not in page
        for by in ("issuer", "group"):
            other = (await browser.get(f"/calendar?week=2026-03-12&by={by}")).text
            assert other.count("防汛工作会") == page.count("防汛工作会")
        later = (await browser.get("/calendar?week=2026-03-16")).text
        assert "这一周没有" in later
        theirs = (await (await site.as_(OTHER_ADMIN)).get("/calendar")).text
        assert "水库调度会" in theirs
        assert "防汛" not in theirs
        # Whoever sees all sees no clash between people who never meet.
        all_of_it = (await (await site.as_(UPPER)).get("/calendar")).text
        assert all_of_it.count("时间相近") == 2
        assert "防汛" not in (await (await site.as_(CONTACT)).get("/calendar")).text
        for odd in ("?week=x", "?week=9999-12-31", "?week=0001-01-01", "?by=x"):
            assert (await browser.get(f"/calendar{odd}")).status == 200
        board, who = site.board, member(site.town, COORDINATOR)
        me = site.town.store.read_sync(person_of, who)
        assert me is not None
        found = site.town.store.read_sync(near, board.office, me, board.now())
        assert len(found) == 3
        block = render(
            "today_requests.html", base="", now=board.now(), csrf="",
            found={
                "pairs": 2, "events": found, "calendar_words": board_calendar,
                "request_words": board_requests,
            },
        )  # fmt: skip
        assert "2对要您定" in block
        assert "防汛工作会" in block

    play(story)


def test_inspections_that_come_again_are_told_in_neutral_words(play: Play) -> None:
    async def story(site: Site) -> None:
        town = site.town
        await town.say("9:40", "安监办-老韩", "安监办明天上午9点来村检查消防安全,请各村准备")
        town.turn("9:00", days=12)
        await town.say("9:10", "安监办-老韩", "安监办明天上午9点来村检查食堂燃气,请各村做好准备")
        await town.say("9:20", "督查办-小廖", "督查办周五上午10点到村督查消防安全台账,请各村准备")
        browser = await site.as_(ADMIN)
        page = (await browser.get("/calendar")).text
        assert "30天内同一单位来过:3/13" in page
        assert "30天内查过相近内容:3/13" in page
        assert "同一个群这一周有2次检查" in page
        first = (await browser.get("/calendar?week=2026-03-13")).text
        assert "30天内" not in first

    play(story)
