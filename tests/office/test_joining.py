"""An issuer's contact joins two requests: an admin takes it back, or has kept them apart."""

from pathlib import Path

from bot.domain.case import CaseState
from bot.services.editing import Desk
from bot.services.joining import keep_apart
from bot.storage.connection import Tx
from bot.storage.messages import find_chat
from bot.storage.people import member_by_private
from bot.storage.requests import requests_plain
from tests.live.kit import GROUP, Town, played
from tests.live.test_corrections import CHEN, _admin
from tests.office.kit import POSTER, WANG, case, flag, morning, staffed
from tests.office.test_a_case import decided


async def _to_join(town: Town) -> None:
    """Two requests of one office, one of which a coordinator wants joined to the other."""
    await staffed(town)
    await _admin(town)
    await town.say("9:30", POSTER, "请各村下周五前报低保年审名单,民政办")
    await town.tick("17:30")


async def _join(town: Town) -> None:
    flag(town, 1, 2, 3, reason="repeat")
    await morning(town)
    await decided(town, "建议合并")
    for label in ("打开", "合并", "1", "确定合并"):
        await town.press(WANG, label)


def _kept_apart(tx: Tx, town: Town) -> None:
    """What an admin says of the two on the board."""
    chat, admin = find_chat(tx, GROUP), member_by_private(tx, town.private(CHEN))
    assert chat
    assert admin
    chats = frozenset({chat.chat})
    desk = Desk(member=admin.id, chat=chat.chat, chats=chats, now=town.now)
    one, other = requests_plain(tx, (1, 2))
    assert keep_apart(tx, desk, other.key, one.key)


async def _listed(town: Town) -> str:
    await town.tell(CHEN, "改")
    return town.card(CHEN)


def test_an_admin_takes_it_back(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _to_join(town)
        await _join(town)
        assert case(town).state is CaseState.ANSWERED
        assert case(town).request == 2
        await town.tell(CHEN, "改 撤销")
        assert "发布单位合并" in town.card(CHEN)
        await town.press(CHEN, "撤销 1")
        assert "已撤销「发布单位合并」" in town.card(CHEN)
        assert case(town).request == 1
        listed = await _listed(town)
        assert "走访照片" in listed
        assert "低保年审名单" in listed

    played(tmp_path, story)


def test_what_an_admin_keeps_apart_is_not_joined(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _to_join(town)
        town.store.run_sync(_kept_apart, town)
        await _join(town)
        assert "群管理员说过这两件不是重复" in town.card(WANG)
        assert "改 撤销" in town.card(WANG)
        assert case(town).state is CaseState.REMEDYING
        assert case(town).request == 1
        await town.tell(CHEN, "改 撤销")
        await town.press(CHEN, "撤销 1")
        for label in ("打开", "合并", "1", "确定合并"):
            await town.press(WANG, label)
        assert "已合并" in town.card(WANG)
        assert case(town).request == 2

    played(tmp_path, story)
