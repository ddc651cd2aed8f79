"""What each may see of a request that towns passed on: the date that their own groups were told."""

from pathlib import Path

import pytest

from bot.domain.people import Role
from bot.domain.session import Person
from bot.services.browsing import rows_of
from bot.services.looking import look_at
from bot.services.sight import sight_of
from bot.storage.connection import Tx
from bot.storage.messages import chat_id
from bot.storage.people import grant, meet, presences, seen_in
from bot.wording import board_requests
from tests.live.kit import Town, played

COUNTY = {"chat": "toy:1:-500", "title": "青石县直联络群"}

LIUHE = {"chat": "toy:1:-600", "title": "柳河镇村居工作群"}

BAIMA = {"chat": "toy:1:-700", "title": "白马镇村居工作群"}

WU, QIANG = "县民政局-老吴", "东河村文书-阿强"

WANTED = "报送低保对象年审花名册,注明姓名、身份证号、银行卡号"

HE = "民政办-小何"


def _digests(town: Town) -> dict[str, str]:
    """The newest digest of each group."""
    return {one.chat: one.text for one in town.platform.posted if "今日一览" in one.text}


async def _passed_on(town: Town) -> Person:
    """The county's notice is passed on in two towns, each with its date; the second's admin."""

    def admin(tx: Tx) -> Person:
        member = meet(tx, town.private(HE))
        chat = chat_id(tx, BAIMA["chat"], BAIMA["title"])
        seen_in(tx, member.id, chat, None)
        grant(tx, member.id, chat, Role.ADMIN)
        return Person(member=member, groups=tuple(presences(tx, member.id)))

    await town.say("9:00", WU, f"请各乡镇3月18日17:30前{WANTED}", **COUNTY)
    for who, day, where in (("民政办-小陈", 16, LIUHE), (HE, 20, BAIMA)):
        await town.say("9:20", who, f"转县民政局通知:请各村3月{day}日12:00前{WANTED}", **where)
    me = town.store.run_sync(admin)
    await town.tick("17:30")
    return me


@pytest.mark.parametrize(
    ("said", "told"), [("3月20日12:00", "3/20 12:00"), ("3月16日12:00", "周一12:00")]
)
def test_an_admin_puts_right_the_date_their_own_town_was_told(
    tmp_path: Path, said: str, told: str
) -> None:
    async def story(town: Town) -> None:
        await _passed_on(town)
        await town.tell(HE, "改 1")
        assert "3/20 12:00" in town.card(HE), town.card(HE)
        await town.press(HE, "改时限")
        await town.tell(HE, said)
        same = "没有改动" in town.card(HE)
        assert same == (told == "3/20 12:00"), town.card(HE)
        await town.tell(HE, "改 1")
        assert told in town.card(HE), town.card(HE)
        await town.tick("17:30", days=1)
        assert "3/16" in _digests(town)[LIUHE["chat"]] or "周一" in _digests(town)[LIUHE["chat"]]

    played(tmp_path, story)


def test_the_board_shows_an_admin_the_date_their_own_town_was_told(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        me, live = await _passed_on(town), town.live.context
        sight = town.store.read_sync(sight_of, live.office, me)
        rows = town.store.read_sync(rows_of, sight, sight, [1], town.now, live.calendar, live.clock)
        look = town.store.read_sync(look_at, live.office, me, 1, town.now)
        assert look is not None
        for request in (rows[0].request, look.request):
            assert "3/20 12:00" in board_requests.when(request, town.now)
            assert "3/16" not in (board_requests.upstream(request) or "")

    played(tmp_path, story)


def test_what_a_card_marked_done_is_not_marked_anew_by_a_gesture(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await town.say("8:00", QIANG, "早上好", **BAIMA)
        await town.tell(QIANG, "/start")
        await _passed_on(town)
        notice = town.said
        await town.tell(QIANG, "待办")
        await town.tell(QIANG, "完成 1")
        await town.react(QIANG, notice, "", "👌", **BAIMA)
        await town.react(QIANG, notice, "👌", "", **BAIMA)
        await town.tell(QIANG, "待办")
        assert "已办1件" in town.card(QIANG), town.card(QIANG)

    played(tmp_path, story)


def test_who_flags_reads_whose_a_line_is_as_their_own_group_did(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await town.say("9:00", WU, f"请各乡镇3月18日17:30前{WANTED}", **COUNTY)
        await town.say("9:20", "民政办-小陈", f"请各村3月16日12:00前{WANTED},报镇民政办", **LIUHE)
        await town.tick("17:30")
        digests = [one.chat for one in town.platform.posted if "今日一览" in one.text]
        await town.tell(QIANG, f"/start flag-{digests.index(COUNTY['chat']) + 1}")
        assert "县民政局" in town.card(QIANG), town.card(QIANG)
        assert "镇民政办" not in town.card(QIANG)
        await town.press(QIANG, "1")
        assert "镇民政办" not in town.card(QIANG)

    played(tmp_path, story)
