"""An issuer's contact takes back a joining of their own, and nobody else's."""

from pathlib import Path
from typing import Any

from bot.domain.case import CaseState
from bot.storage.connection import Snapshot, Tx
from bot.storage.people import keep_private, meet
from bot.storage.posts import drop_contact, name_contact
from tests.live.kit import GROUP, Town, played
from tests.live.test_corrections import CHEN, _admin
from tests.office.kit import LIN, POSTER, WANG, ZHAO, case, flag, labels, member, morning, staffed
from tests.office.test_a_case import decided

FANG, MA = "民政办小方", "水利站老马"


async def _joined(town: Town) -> list[Any]:
    """Two requests of one office, joined by its contact; the rows of both as they were before."""
    await staffed(town)
    await town.say("9:30", POSTER, "请各村下周五前报低保年审名单,民政办")
    await town.tick("17:30")
    flag(town, 1, 2, 3, reason="repeat")
    await morning(town)
    await decided(town, "建议合并")
    before = town.store.read_sync(_rows)
    for label in ("打开", "合并", "1", "确定合并"):
        await town.press(WANG, label)
    assert case(town).request == 2
    return before


def _rows(snapshot: Snapshot) -> list[Any]:
    """All that a joining may touch."""
    return [
        snapshot.execute(f"select * from {table} order by 1, 2").fetchall()
        for table in ("request", "mention", "same_data", "confirmed", "apart", "likely")
    ]


def _more_contacts(tx: Tx, town: Town) -> None:
    for name, issuer in ((FANG, "民政办"), (MA, "水利站")):
        ident = meet(tx, town.private(name), name).id
        keep_private(tx, ident, town.private(name))
        name_contact(tx, ident, issuer)


def test_it_is_taken_back_by_a_button_and_all_is_as_it_was(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        before = await _joined(town)
        assert "并错了" in town.card(WANG)
        assert "管理员" not in town.card(WANG)
        await town.press(WANG, "撤销合并")
        assert "已撤销「发布单位合并」" in town.card(WANG)
        assert town.store.read_sync(_rows) == before
        assert case(town).request == 1
        digest = town.shown(GROUP)[0]
        assert "走访照片" in digest
        assert "低保年审名单" in digest

    played(tmp_path, story)


def test_it_is_taken_back_by_words_as_admins_do(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        before = await _joined(town)
        await town.tell(WANG, "改 撤销")
        assert "发布单位合并" in town.card(WANG)
        assert "「走访照片3张」并进「低保年审名单」" in town.card(WANG).replace("⁨", "").replace(
            "⁩", ""
        )
        await town.press(WANG, "撤销 1")
        assert town.store.read_sync(_rows) == before
        await town.tell(WANG, "改 撤销")
        assert "没有可以撤销的更正" in town.card(WANG)

    played(tmp_path, story)


def test_nobody_else_takes_it_back(tmp_path: Path) -> None:
    """同一单位的别的联系人、别的单位的联系人、经办人、不再是联系人的,都撤不掉。"""

    async def story(town: Town) -> None:
        await _joined(town)
        town.store.run_sync(_more_contacts, town)
        for name in (FANG, MA, LIN, ZHAO, "路人小黑"):
            await town.tell(name, "/start")
            await town.tell(name, "改 撤销")
            assert "发布单位合并" not in town.card(name)
            await town.press_data(name, "fix:undo:1")
            assert case(town).request == 2
        town.store.run_sync(drop_contact, member(town, WANG), "民政办", town.now)
        await town.press_data(WANG, "fix:undo:1")
        assert case(town).request == 2

    played(tmp_path, story)


def test_a_contact_takes_back_no_merge_of_an_admin(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await staffed(town)
        await _admin(town)
        await town.say("9:30", POSTER, "请各村下周五前报低保年审名单,民政办")
        await town.tick("17:30")
        before = town.store.read_sync(_rows)
        await town.tell(CHEN, "改 1 合并 2")
        merged = town.store.read_sync(_rows)
        assert merged != before
        await town.tell(WANG, "改 撤销")
        await town.press_data(WANG, "fix:undo:1")
        assert town.store.read_sync(_rows) == merged

    played(tmp_path, story)


def test_what_an_admin_changed_since_goes_first(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _joined(town)
        await _admin(town)
        await town.say("11:00", POSTER, "请各村下周五前报残疾人补贴花名册,民政办")
        await town.tick("17:30")
        lines = town.shown(GROUP)[-1]
        assert "残疾人补贴花名册" in lines
        listed, disabled = town.store.read_sync(
            lambda tx: tx.execute(
                "select key from request where id in (2, 3) order by id"
            ).fetchall()
        )
        await town.press_data(CHEN, f"fix:j:{listed[0]}:{disabled[0]}")
        assert case(town).request == 3
        await town.tell(WANG, "改 撤销")
        await town.press(WANG, "撤销 1")
        assert "请他们先撤销那一次" in town.card(WANG)
        # Whose it is, an admin's or another contact's, is not known here.
        assert "群管理员" not in town.card(WANG).partition("请他们先撤销")[0]
        assert labels(town, WANG) == []
        assert case(town).request == 3

    played(tmp_path, story)


def test_what_was_joined_and_is_apart_again_is_a_burden_that_came_back(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _joined(town)
        assert case(town).state is CaseState.ANSWERED
        await town.press(WANG, "撤销合并")
        await morning(town, 12)
        assert case(town).came_back
        assert case(town).state is CaseState.PENDING

    played(tmp_path, story)
