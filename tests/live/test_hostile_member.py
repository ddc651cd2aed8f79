"""Somebody tries every command and button on a group that is none of theirs, with made-up data."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.domain.boundary import PlatformRole, RawUpdate
from bot.handlers.commands import COMMANDS
from bot.handlers.presses import PRESSES
from bot.wording import commands as words
from bot.wording import replies
from bot.wording.flagging import IN_PRIVATE
from tests.live.kit import GROUP, Town, played
from tests.live.test_settings import LIU, rows

BAD, QIANG = "阿坏@everyone<b>", "东河村文书-阿强"
THEIRS = {"chat": "toy:1:-900", "title": "阿坏自己的群@all"}
SECRETS = ("低保年审", "秸秆台账", "石坳村", "柳河镇村居", "书-阿强", "老刘", "白杨", "体检")
TABLES = (
    "role", "correction", "suggestion", "request", "mention", "apart", "same_data", "confirmed",
    "submission", "reminded", "reaction", "usefulness", "target_source", "unlinked", "message",
)  # fmt: skip
WORDS = (
    "", "1", "9" * 20, "撤销", "1 不是通知", '低" OR *', "石桥 石桥村", "加", "\u202e@all\u0000",
)  # fmt: skip
ABOUT = (
    "1", "1:1", "1:2", "r1", "t1", "1:at=1650", "1:units 石桥 石桥村", "no:1-4", "k:1-4:info",
    "is:m3", "in:1", "undo:1", "yes:1", "0:低保", "r99999999999999999999", "' or 1=1 --", "٣",
)  # fmt: skip


async def _there(town: Town, *, left: bool) -> None:
    """老刘's group has notices, a correction, a suggestion; 阿坏 has a group of their own."""
    for name in (LIU, BAD):
        town.platform.admins.add(town.private(name))
        await town.tell(name, "/start")
    await town.say("8:50", LIU, "/setup")
    if left:
        await town.say("8:51", BAD, "早")
    await town.say("8:52", QIANG, "早")
    await town.say("9:00", "民政办-白杨", "请各村明天下班前把低保年审名单报民政办")
    await town.say("9:10", "农业办-小马", "请石坳村明天12点前报秸秆台账")
    await town.tick("17:30")
    await town.tell(QIANG, "老年人体检通知:请明天17:00前报体检表", forwarded_from="卫生院")
    await town.press(QIANG, "记入我的待办")
    await town.tell(QIANG, "改 1")
    await town.tell(LIU, "改 2 标题 秸秆台账汇总")
    await town.command(BAD, "/setup", **THEIRS)
    if left:
        town.platform.outside.add(town.private(BAD))
        town.platform.roles[THEIRS["chat"], town.private(BAD)] = PlatformRole.ADMIN
        await town.leave(BAD)
    else:
        town.platform.roles[GROUP, town.private(BAD)] = PlatformRole.OUTSIDE


def _theirs(town: Town) -> list[object]:
    kept: list[object] = [rows(town, table) for table in TABLES]
    kept.append([row for row in rows(town) if row[1] in (GROUP, town.private(LIU))])
    kept.append(rows(town, "done"))
    kept.append([row for row in rows(town, "link_code") if row[2] != 2])
    kept.append([row for row in rows(town, "todo") if row[1] != 2])
    return [*kept, [row for row in rows(town, "presence") if row[0] != 2]]


def _orders(town: Town) -> Iterator[RawUpdate]:
    """Each command with each of the words, in private, and once in the foreign group."""
    alone = {"chat": town.private(BAD), "kind": "private", "title": BAD}
    for number, command in enumerate(COMMANDS):
        value = {"type": "command", "number": 5000 + number, "sender": BAD}
        for text in WORDS:
            yield town.update(**value, **alone, text=f"{command.name} {text}".strip())
        yield town.message(BAD, f"{words.first_word(command.name)} 1", **alone)
        yield town.update(**value, text=f"{command.name} 1", reply_to=4, replied=QIANG)


def _presses(town: Town) -> Iterator[RawUpdate]:
    alone = {"chat": town.private(BAD), "kind": "private"}
    for verb in PRESSES:
        value = {"type": "press", "number": 1, "sender": BAD}
        for about in ABOUT:
            yield town.update(**value, **alone, data=f"{verb}:{about}")
        yield town.update(**value, data=f"{verb}:1")


@pytest.mark.parametrize("left", [False, True])
def test_no_word_and_no_button_tells_or_changes_anything(tmp_path: Path, left: bool) -> None:
    """One who never was in the group, and one who left it."""

    async def story(town: Town) -> None:
        await _there(town, left=left)
        before, said = _theirs(town), len(town.platform.posted)
        await town.arrive(*_orders(town))
        await town.arrive(*_presses(town))
        for number in (3, 4, 5, 1000):
            await town.react(BAD, number, "", "👌🤔👍")
        assert _theirs(town) == before
        for posted in town.platform.posted[said:]:
            if posted.chat == GROUP:
                assert posted.text in (replies.group_help(), IN_PRIVATE)
                continue
            assert posted.chat in (town.private(BAD), THEIRS["chat"]), posted
            heard = [secret for secret in SECRETS if secret in posted.text]
            assert not heard, posted

    played(tmp_path, story)
