"""Who names another time for what they asked means the new one, whether they call it a change."""

from pathlib import Path

import pytest

from tests.live.kit import Town, played
from tests.live.test_corrections import CHEN as ADMIN
from tests.live.test_corrections import _admin

QIANG, CHEN = "东河村文书-阿强", "民政办-小陈"
ASKED = "请各村3月18日下班前把低保年审名单报民政办"


@pytest.mark.parametrize(
    ("said", "due"),
    [
        ("低保年审名单提前到今天下午3点前报民政办", "15:00"),
        ("请各村明天中午12点前把低保年审名单报民政办", "明日12:00"),
        ("请各村3月20日下班前把低保年审名单报民政办", "3/20 18:00"),
    ],
)
def test_the_time_said_last_counts(tmp_path: Path, said: str, due: str) -> None:
    async def story(town: Town) -> None:
        await town.say("8:00", QIANG, "早上好")
        await town.say("8:10", CHEN, ASKED)
        await town.tell(QIANG, "/start")
        await town.tick("8:15")
        await town.say("8:20", CHEN, said)
        await town.tell(QIANG, "待办")
        card = town.card(QIANG)
        assert card.count("☐") == 1, card
        assert due in card

    played(tmp_path, story)


def test_a_forward_moves_nothing(tmp_path: Path) -> None:
    """旧通知被人又转发一遍,时间不变。"""

    async def story(town: Town) -> None:
        await town.say("8:00", QIANG, "早上好")
        await town.say("8:10", CHEN, ASKED)
        await town.say("8:20", CHEN, ASKED.replace("18", "16"), forwarded_from="民政办-小陈")
        await town.tell(QIANG, "/start")
        assert "18:00" in town.card(QIANG), town.card(QIANG)

    played(tmp_path, story)


@pytest.mark.parametrize(
    ("said", "due"),
    [
        (ASKED, "周二17:00"),
        ("低保年审名单3月18日下班前报民政办", "周二17:00"),
        (ASKED.replace("18", "20"), "3/20 18:00"),
    ],
)
def test_the_same_time_said_again_does_not_undo_a_correction(
    tmp_path: Path, said: str, due: str
) -> None:
    """管理员改了时限;原话再发一遍照改过的认,写了新的时间才按新的。"""

    async def story(town: Town) -> None:
        await _admin(town)
        await town.say("8:10", CHEN, ASKED)
        await town.tick("17:30")
        await town.tell(ADMIN, "改 1 时限 3月17日17点")
        await town.say("17:40", CHEN, said)
        await town.tell(ADMIN, "待办")

    card = played(tmp_path, story).card(ADMIN)
    assert card.count("☐") == 1, card
    assert due in card
