"""Of several papers of one ask, one is due before the others: cards tell everyone the first."""

from pathlib import Path

from tests.live.kit import Town, played
from tests.live.test_due_apart import CHEN, NAN

_ASKED = "请各村3月18日前报送流动党员名单、履职鉴定表。"


def test_a_paper_that_is_due_before_the_others_is_on_every_card(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await town.say("8:30", NAN, "早上好")
        await town.say("9:00", CHEN, _ASKED)
        await town.say("10:00", CHEN, "鉴定表要提前,明天下班前给我,其他不变。")
        await town.tell(NAN, "/start")

    town = played(tmp_path, story)
    assert "明日18:00</b> 流动党员名单、履职鉴定表" in town.card(NAN)
