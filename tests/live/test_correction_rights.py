"""Who may correct what: suggestions of members, groups of others, presses that are made up."""

from pathlib import Path

import pytest

from bot.domain.boundary import PlatformRole
from bot.domain.people import Role
from bot.storage.connection import Snapshot, Tx
from bot.storage.messages import chat_id
from bot.storage.people import meet, revoke
from tests.live.kit import GROUP, Town, ToyPlatform, played
from tests.live.test_corrections import CHEN, LI, QIANG, SECOND, _admin, _day, _digest, _fix

NOTICE = "请各村明天下班前把低保年审名单报民政办"


def _rows(snapshot: Snapshot, table: str) -> list[object]:
    return list(snapshot.execute(f"select * from {table}").fetchall())


def _dismissed(tx: Tx, address: str) -> None:
    revoke(tx, meet(tx, address).id, chat_id(tx, GROUP, ""), Role.ADMIN)


def test_a_member_suggests_and_the_admin_adopts(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _day(town)
        await town.tell(QIANG, "/help")
        await town.tell(QIANG, "改 1 不是通知")
        assert town.card(QIANG) == "已转给管理员"
        assert "有成员觉得这一条不对" in town.card(CHEN)
        assert "阿强" not in town.card(CHEN)
        assert "东河" not in town.card(CHEN)
        assert "秸秆台账" in _digest(town)
        await town.press(CHEN, "采纳")
        assert "秸秆台账" not in _digest(town)
        await town.press(CHEN, "采纳")
        assert "已经处理过" in town.card(CHEN)
        assert town.card(QIANG) == "已转给管理员"

    played(tmp_path, story)


def test_a_suggestion_without_words_opens_the_buttons_and_can_be_declined(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _day(town)
        await town.tell(QIANG, "改 1")
        await town.press(CHEN, "采纳")
        assert "要改什么" in town.card(CHEN)
        await town.tell(LI, "改 2")
        await town.press(CHEN, "不采纳")
        assert town.card(CHEN) == "好,不改。"

    town = played(tmp_path, story)
    assert "秸秆台账" in _digest(town)


def test_one_open_suggestion_for_a_member_and_line(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _day(town)
        before = len(town.shown(town.private(CHEN)))
        for _ in range(3):
            await town.tell(QIANG, "改 1")
            assert town.card(QIANG) == "已转给管理员"
        assert len(town.shown(town.private(CHEN))) == before + 1

    played(tmp_path, story)


def test_what_is_not_passed_on_is_not_said_to_be(tmp_path: Path) -> None:
    """同一条再提别的、一次提得太多,如实说没有再转。"""

    async def story(town: Town) -> None:
        await _day(town)
        for number in range(6):
            await town.say(
                "17:35", "农业办-小马", f"请各村3月20日前报送{'稻麦豆棉茶果'[number]}面积统计表"
            )
        await town.tick("17:30", days=1)
        before = len(town.shown(town.private(CHEN)))
        await town.tell(QIANG, "改 1 时限 周五17点")
        assert town.card(QIANG) == "已转给管理员"
        await town.tell(QIANG, "改 1 不是通知")
        assert "这次没有再转" in town.card(QIANG)
        for number in range(2, 6):
            await town.tell(QIANG, f"改 {number} 不是通知")
            assert town.card(QIANG) == "已转给管理员"
        await town.tell(QIANG, "改 6 不是通知")
        assert "这次没有转" in town.card(QIANG)
        assert len(town.shown(town.private(CHEN))) == before + 5

    played(tmp_path, story)


def test_what_no_admin_decided_on_is_forgotten_and_can_be_suggested_again(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _day(town)
        await town.tell(QIANG, "改 1")
        before = len(town.shown(town.private(CHEN)))
        await town.tick("17:00", days=1)
        await town.tell(QIANG, "改 1")
        assert len(town.shown(town.private(CHEN))) == before
        await town.tick("9:00", days=31)
        assert not town.store.read_sync(_rows, "suggestion")

    played(tmp_path, story)


def test_without_an_admin_a_suggestion_says_how_there_can_be_one(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await town.say("8:30", QIANG, "收到")
        await town.say("9:00", "民政办-小陈", NOTICE)
        await town.tick("17:30")
        await town.tell(QIANG, "改 1")

    assert "/setup" in played(tmp_path, story).card(QIANG)


@pytest.mark.parametrize(
    "data",
    [
        "fix:no:1-4",
        "fix:no:m2",
        "fix:k:1-4:meeting",
        "fix:undo:1",
        "fix:next:1",
        "fix:j:1-4:1-5",
        "fix:time:1-4",
        "hint:yes:1",
        "hint:no:1",
    ],
)
def test_whoever_is_no_admin_changes_nothing_by_a_made_up_press(tmp_path: Path, data: str) -> None:
    async def story(town: Town) -> None:
        await _day(town)
        await town.tell(LI, "改 1")
        await town.tell(QIANG, "/help")
        before = [town.store.read_sync(_rows, table) for table in ("request", "suggestion")]
        await _forge(town, QIANG, data)
        assert "管理员才能" in town.card(QIANG) or "管理员能用" in town.card(QIANG)
        await town.tell(QIANG, "新的标题")
        after = [town.store.read_sync(_rows, table) for table in ("request", "suggestion")]
        assert before == after

    played(tmp_path, story)


async def _forge(town: Town, name: str, data: str) -> None:
    value = {"type": "press", "number": 1, "sender": name, "data": data, "kind": "private"}
    await town.arrive(town.update(chat=town.private(name), **value))


@pytest.mark.parametrize(
    "data",
    [
        "fix:", "fix:no:", "fix:no:9-9", "fix:no:m99999999999999999", "fix:no:m٣", "fix:x:1-4",
        "fix:k:1-4:change", "fix:k:1-4:", "fix:k:1-4:王", "fix:j:1-4:1-4", "fix:j:1-4:9-9",
        "fix:s:1-4:99", "fix:s:1-4:x", "fix:p:1-4:n99", "fix:p:1-4:9-9", "fix:undo:x",
        "fix:undo:٣", "fix:undo:99", "fix:undo:999999999999999999999", "fix:in:x", "fix:next:x",
        "fix:k:1-4:meeting:x", "hint:", "hint:yes:x", "hint:yes:9", "hint:maybe:1",
        "fix:no:1-4' or 1=1",
    ],
)  # fmt: skip
def test_an_admins_made_up_press_is_answered_and_harmless(tmp_path: Path, data: str) -> None:
    async def story(town: Town) -> None:
        await _day(town)
        before = town.store.read_sync(_rows, "request")
        await _forge(town, CHEN, data)
        assert town.store.read_sync(_rows, "request") == before
        assert not town.store.read_sync(_rows, "correction")
        state = "select count(*) from inbox where state = 'dead'"
        assert town.store.read_sync(lambda s: s.execute(state).fetchone()) == (0,)

    played(tmp_path, story)


def test_the_role_is_checked_again_at_every_press(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _day(town)
        await _fix(town, "低保年审名单", "改标题")
        town.store.run_sync(_dismissed, town.private(CHEN))
        await town.tell(CHEN, "新的标题")
        assert "新的标题" not in _digest(town)
        await _forge(town, CHEN, "fix:no:1-4")
        await _forge(town, CHEN, "fix:undo:1")

    town = played(tmp_path, story)
    assert "低保年审名单" in _digest(town)


@pytest.mark.parametrize(
    "said",
    ["fix:no:1-4", "fix:k:1-4:meeting", "fix:undo:1", "hint:yes:1", "新的标题", "改 2 不是通知"],
)
def test_whoever_is_dismissed_while_they_press_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: str
) -> None:
    """刚按下去,另一位管理员就把他去掉了:按角色表里此刻写的算。"""

    async def story(town: Town) -> None:
        await _day(town)
        await town.tell(QIANG, "改 1 不是通知")
        await _fix(town, "低保年审名单", "换类型", "办理")
        await _fix(town, "低保年审名单", "改标题")
        town.turn("17:38")
        before = [town.store.read_sync(_rows, table) for table in ("request", "suggestion")]

        async def dismissed_meanwhile(*_: object) -> PlatformRole:
            await town.store.run(_dismissed, town.private(CHEN))
            return PlatformRole.MEMBER

        monkeypatch.setattr(ToyPlatform, "role", dismissed_meanwhile)
        await (_forge if ":" in said else Town.tell)(town, CHEN, said)
        after = [town.store.read_sync(_rows, table) for table in ("request", "suggestion")]
        assert before == after
        assert "管理员" in town.card(CHEN)

    played(tmp_path, story)


def test_an_admin_of_another_group_changes_what_that_group_reads_only(tmp_path: Path) -> None:
    """Whoever has a group of their own could else hide a notice from everybody."""
    second = {"chat": SECOND, "title": "县水利工作群"}

    async def story(town: Town) -> None:
        await _admin(town, LI, SECOND)
        await town.say("9:00", "民政办-小陈", NOTICE)
        await town.say("9:10", "民政办-小陈", NOTICE, **second)
        await town.tick("17:30")
        before = _of(town, GROUP)
        assert "低保年审名单" in _of(town, SECOND)
        await _fix(town, "低保年审名单", "不是通知", name=LI)
        assert "低保年审名单" not in _of(town, SECOND)
        assert _of(town, GROUP) == before
        await town.say("17:40", "民政办-小陈", NOTICE)
        await town.say("17:41", "民政办-小陈", NOTICE, **second)
        await town.tick("17:30", days=1)
        assert "低保年审名单" in _of(town, GROUP)
        assert "低保年审名单" not in "".join(town.shown(SECOND))

    played(tmp_path, story)


def _of(town: Town, chat: str) -> str:
    return [text for text in town.shown(chat) if "覆盖3/1" in text][-1]


def test_who_looks_after_several_groups_is_asked_which(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _admin(town)
        await _admin(town, CHEN, SECOND)
        await town.say("9:00", "民政办-小陈", NOTICE)
        await town.say(
            "9:10", "水利站-小田", "请各村本周五下班前报机井检修情况",
            chat=SECOND, title="县水利工作群",
        )  # fmt: skip
        await town.tick("17:30")
        await town.tell(CHEN, "改 1")
        assert "哪个群" in town.card(CHEN)
        await town.press(CHEN, "县水利工作群")
        assert "机井检修" in town.card(CHEN)

    played(tmp_path, story)


def test_in_the_group_it_is_answered_in_private(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _day(town)
        before = town.shown()
        await town.command(CHEN, "/fix 1")
        assert "要改什么" in town.card(CHEN)
        await town.say("17:50", CHEN, "/改 1")
        assert town.shown() == before

    played(tmp_path, story)


def test_what_was_private_is_masked_in_a_typed_title(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _day(town)
        await town.tell(CHEN, "改 1 标题 问李四 13812345678")
        assert "13812345678" not in town.card(CHEN)
        await town.tell(QIANG, "改 2 电话是 13812345678")
        assert "13812345678" not in town.card(CHEN)

    assert "13812345678" not in "".join(played(tmp_path, story).shown())
