"""Who alone need not do it stands on the card, beside what everybody else still owes."""

from pathlib import Path

from tests.live.kit import Town, played
from tests.live.test_corrections import QIANG

LEI = "应急办-老雷"


def test_a_card_tells_who_is_spared(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await town.say("8:00", QIANG, "早上好")
        await town.say("9:00", LEI, "各村20日前报山塘排查表")
        await town.say("9:20", LEI, "石桥村没有山塘,不用报排查表")
        await town.tell(QIANG, "/start")
        await town.tick("7:50", days=1)
        assert "石桥村不用报" in town.card(QIANG)

    played(tmp_path, story)
