"""A group that is new belongs to somebody: upper coordinators are told once, and assign it."""

from pathlib import Path
from typing import Any

from bot.services.appointing import groups_without, officers
from bot.storage.messages import find_chat
from bot.storage.posts import dismiss
from tests.live.kit import Town, played
from tests.office.kit import LIN, SUN, ZHAO, button, labels, member, morning, staffed, tick
from tests.office.test_notices import _said

NEW, TITLE = "toy:1:-900", "青石镇新群"


async def _joined(town: Town, chat: str = NEW, title: str = TITLE) -> None:
    await town.arrive(town.update(type="membership", role="member", chat=chat, title=title))


def _groups(town: Town, name: str) -> list[str]:
    found = town.store.read_sync(officers)
    (one,) = (each for each in found if each.member.id == member(town, name))
    return [group.title for group in one.groups]


def test_a_new_group_is_told_of_once_in_the_morning_and_assigned_by_a_tap(tmp_path: Path) -> None:
    """新接入一个群:第二个工作日早上,上级经办人的清单里有一句,点「分派」选谁管。"""

    async def story(town: Town) -> None:
        await staffed(town)
        await morning(town)
        town.turn("10:00")
        await _joined(town)
        since = len(town.platform.posted)
        # It is a Friday: nothing is said before Monday.
        for _ in range(2):
            await morning(town)
            assert not _said(town, SUN, since)
        await tick(town, "7:45", 1)
        (sheet,) = _said(town, SUN, since)
        assert sheet == f"意见办理 · 3月16日 周一\n新接入1个群,还没有经办人:「{TITLE}」。"
        assert not _said(town, LIN, since)
        assert town.platform.posted[-1].silent
        await town.press(SUN, button(town, SUN, "分派"))
        assert "还没有,先由上级经办人办" in town.card(SUN)
        assert labels(town, SUN) == [LIN, ZHAO]
        for _ in range(2):
            await town.press_data(SUN, labels_data(town, LIN))
        assert _groups(town, LIN) == ["柳河镇村居工作群", TITLE]
        assert f"现在:{LIN}" in town.card(SUN)
        await town.press(SUN, f"✓{LIN}")
        assert _groups(town, LIN) == ["柳河镇村居工作群"]
        since = len(town.platform.posted)
        await morning(town)
        assert not _said(town, SUN, since)

    played(tmp_path, story)


def labels_data(town: Town, name: str) -> str:
    """What the button that gives the new group to somebody says."""
    chat = town.store.read_sync(find_chat, NEW)
    assert chat
    return f"post:tend:{chat.chat}:{member(town, name)}:on"


def test_what_nobody_was_given_stands_in_the_list_until_it_is(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await staffed(town)
        await _joined(town)
        await town.tell(SUN, "经办人")
        assert f"还没有经办人的群1个,先由上级经办人办:「{TITLE}」。" in town.card(SUN)
        await town.press(SUN, button(town, SUN, "分派"))
        await town.press(SUN, ZHAO)
        await town.tell(SUN, "经办人")
        assert "还没有经办人" not in town.card(SUN)
        await town.tell(SUN, "经办人 民政")
        assert "还没有经办人" not in town.card(SUN)

    played(tmp_path, story)


def test_where_only_upper_coordinators_are_nobody_is_asked_to_assign(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await staffed(town)
        await _joined(town)
        assert len(town.store.read_sync(groups_without)) == 1
        for name in (LIN, ZHAO):
            town.store.run_sync(dismiss, member(town, name), town.now)
        assert town.store.read_sync(groups_without) == ()

    played(tmp_path, story)


def test_only_an_upper_coordinator_assigns_and_only_what_there_is(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await staffed(town)
        await _joined(town)
        await town.press_data(LIN, labels_data(town, LIN))
        assert "只有上级经办人能用" in town.card(LIN)
        tampered: tuple[Any, ...] = (
            "99",
            "99:1:on",
            "x:y:z",
            f"1:{member(town, SUN)}:on",
            "1:77:on",
        )
        for said in tampered:
            await town.press_data(SUN, f"post:tend:{said}")
            assert "已经不能用了" in town.card(SUN), said
        assert _groups(town, LIN) == ["柳河镇村居工作群"]

    played(tmp_path, story)
