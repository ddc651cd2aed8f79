"""Who alone need not do it stands on the card, beside what everybody else still owes."""

from pathlib import Path

from bot.wording.sparing import SPARED_SHOWN
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


VILLAGES = [f"{a}{b}村" for a in "东西南北上中下新" for b in "沟坡湾岭坪坝田畈洲港塘溪坎"]


def test_of_many_who_are_spared_some_are_told_and_ones_own_village_is(tmp_path: Path) -> None:
    """However many are let off, the card is one message and the line keeps its other marks."""

    async def story(town: Town) -> None:
        await town.say("8:00", QIANG, "早上好")
        await town.say("9:00", LEI, "各村20日前报山塘排查表")
        for village in (*VILLAGES, "东河村"):
            await town.say("9:20", LEI, f"{village}没有山塘,不用报山塘排查表")
        await town.say("9:30", LEI, "山塘排查表南沟村改到18日前报")
        await town.tell(QIANG, "/start")
        card = town.card(QIANG)
        assert "东河村不用报" in card
        assert card.count("不用报") == SPARED_SHOWN
        assert f"另{len(VILLAGES) + 1 - SPARED_SHOWN}处改动见原通知" in card
        await town.tick("17:30")
        digest = town.shown()[-1]
        assert digest.count("不用报") == SPARED_SHOWN
        assert "另" in digest
        assert "3/18(南沟村)" in digest

    played(tmp_path, story)
