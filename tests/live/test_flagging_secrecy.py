"""Who is known by nothing but a flag stands nowhere; made-up buttons tell nobody anything."""

from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.domain.boundary import PlatformRole, RawUpdate
from tests.live.flag_kit import MEI, QIANG, a_day, counts, flags, tables, tap
from tests.live.kit import GROUP, Town, played

PHOTO = "要拍照、截图、录视频"
SAID = "照片拍了没人看,还要定位"
THEIRS = {"chat": "toy:1:-900", "title": "阿坏自己的群"}
BAD = "阿坏@everyone<b>"


def _traces(town: Town, name: str) -> list[str]:
    """What would tell of somebody, wherever it stood."""
    address = town.private(name)
    return [address, address.rpartition(":")[2], "小梅", "北坡村网格员", SAID]


async def _flags_and_takes_back(town: Town) -> None:
    await town.tell(MEI, "/start flag-1")
    await tap(town, MEI, "1", "依据", "返回", PHOTO)
    await town.tell(MEI, SAID)
    await tap(town, MEI, "好")
    await town.tell(MEI, "/start flag-1")
    await tap(town, MEI, "2", "要得太急")
    await town.tell(MEI, "我们村没有机井")
    await tap(town, MEI, "照发", "撤回", "我的意见", "关闭")
    await town.tell(MEI, "意见 9")
    await town.tell(MEI, "/start flag-1")
    await tap(town, MEI, "2", PHOTO)


async def _asks_what_is_kept(town: Town) -> None:
    await town.tell(MEI, "隐私")


async def _is_forgotten(town: Town) -> None:
    await _flags_and_takes_back(town)
    await town.tell(MEI, "隐私 删除")
    assert not flags(town, MEI)
    assert counts(town)["flag"] == 2


Story = Callable[[Town], Awaitable[None]]


@pytest.mark.parametrize("does", [_flags_and_takes_back, _asks_what_is_kept, _is_forgotten])
def test_no_row_no_byte_and_no_line_of_the_log_tells_who_flagged(
    tmp_path: Path, does: Story
) -> None:
    async def story(town: Town) -> None:
        await a_day(town)
        before = counts(town)
        with capture_logs() as logs:
            await does(town)
        assert not [trace for trace in _traces(town, MEI) if trace in repr(logs)]
        assert not [trace for trace in _traces(town, MEI) if trace in repr(tables(town))]
        _nothing_in(town)
        after = counts(town)
        assert {**after, "flag": 0} == {**before, "flag": 0}
        await town.tick("17:40", days=10)
        await town.store.wipe_log()
        _nothing_in(town)

    town = played(tmp_path, story)
    _nothing_in(town)


def _nothing_in(town: Town) -> None:
    files = [path for path in town.folder.rglob("*") if path.is_file()]
    found = [
        (path.name, trace)
        for path in files
        for trace in _traces(town, MEI)
        if trace.encode() in path.read_bytes() or trace in path.name
    ]
    assert not found


def test_a_first_a_repeated_and_a_withdrawn_flag_leave_the_same_in_the_open(
    tmp_path: Path,
) -> None:
    def kept(folder: Path, *did: str) -> list[object]:
        async def story(town: Town) -> None:
            await a_day(town)
            for label in did:
                await town.tell(MEI, "/start flag-1")
                await tap(town, MEI, "1")
                if label == "again":
                    await tap(town, MEI, "好")
                    continue
                await tap(town, MEI, PHOTO, "直接提交", label)
            rows = tables(town)
            # Of what is spot-checked, chance decides.
            but = ("inbox", "flag_case", "case_history", "history_end")
            seen.append({name: len(found) for name, found in rows.items() if name not in but})
            seen.append([rows[name] for name in ("part", "target", "card_line", "outgoing")])
            seen.append(town.shown(GROUP))

        seen: list[object] = []
        folder.mkdir()
        played(folder, story)
        return seen

    once = kept(tmp_path / "once", "好")
    assert kept(tmp_path / "again", "好", "again") == once
    assert kept(tmp_path / "back", "撤回") == once


def test_forgetting_reaches_also_who_is_a_member(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await a_day(town)
        await town.tell(QIANG, "/start")
        await tap(town, QIANG, "私下提意见", "1", PHOTO, "直接提交", "好")
        await town.tell(QIANG, "隐私 删除")
        assert "已删除" in town.card(QIANG)
        assert not flags(town, QIANG)

    played(tmp_path, story)


def test_privacy_is_told_in_private_also_when_asked_in_the_group(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await a_day(town)
        before = counts(town)
        await town.command(MEI, "/privacy")
        told = town.card(MEI)
        assert len(told.splitlines()) <= 25
        for said in ("密钥", "截屏", "谁都看得见", "平台自己看得到", "隐私 删除"):
            assert said in told
        assert counts(town) == before

    town = played(tmp_path, story)
    assert len(town.shown(GROUP)) == 1


def _made_up(requests: list[int], others: list[int]) -> Iterator[str]:
    """What a button of ours never said to them, and what is no number at all."""
    numbers = [*map(str, (*requests, *others)), "-1", "0", "9" * 16, "9" * 400, "1e3", "٣"]
    for number in numbers:
        for step in "lrbwstnmux":
            yield f"flag:{step}:{number}"
            yield f"flag:{step}:{number}:{number}:photo"
            yield f"flag:{step}:{number}:{number}:1"
        yield f"flag:l:{number}:0"
        yield f"flag:l:c:{number}"
    yield from (
        "flag:",
        "flag:x:y:z",
        "flag:q",
        "flag:w",
        "flag:r::::",
        "flag:w:1:1:no_such_reason",
    )


@pytest.mark.parametrize("left", [False, True])
def test_made_up_buttons_tell_nothing_of_other_groups(tmp_path: Path, left: bool) -> None:
    """By one who never was in the group, and one who left it."""

    async def story(town: Town) -> None:
        if left:
            await town.say("8:00", BAD, "早")
        await a_day(town)
        await town.tell(QIANG, "/start")
        await town.tell(QIANG, PHOTO, forwarded_from="民政办-小陈")
        await tap(town, QIANG, "私下提意见", "好")
        await town.tell(QIANG, "意见 1")
        await tap(town, QIANG, PHOTO, "直接提交", "好")
        (theirs,) = flags(town, QIANG)
        town.platform.roles[GROUP, town.private(BAD)] = PlatformRole.OUTSIDE
        if left:
            await town.leave(BAD)
        before, said = counts(town), len(town.platform.posted)
        group, card = town.shown(GROUP), town.card(QIANG)
        await town.arrive(*_presses(town, [1, 2], [theirs.id]))
        for words in ("意见 1", "意见", "/start flag-1", "/start flag-2", "1"):
            await town.tell(BAD, words)
        assert {**counts(town), "member": 0} == {**before, "member": 0}
        assert town.shown(GROUP) == group
        assert town.card(QIANG) == card
        assert flags(town, QIANG) == (theirs,)
        for posted in town.platform.posted[said:]:
            assert posted.chat == town.private(BAD)
            for secret in ("走访照片", "机井", "民政办", "水利站", "柳河镇", "3月12日", "阿强"):
                assert secret not in posted.text, posted
                assert secret not in str(posted.buttons), posted

    played(tmp_path, story)


def _presses(town: Town, requests: list[int], others: list[int]) -> Iterator[RawUpdate]:
    alone = {"chat": town.private(BAD), "kind": "private"}
    for data in _made_up(requests, others):
        value = {"type": "press", "number": 1, "sender": BAD, "data": data}
        yield town.update(**value, **alone)
    yield town.update(**value, chat=GROUP)
    yield town.update(**{**value, "data": "flag:m:0"}, chat=GROUP)


def test_where_the_platform_does_not_say_who_was_seen_there_may_flag(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await a_day(town)
        for name in (QIANG, MEI):
            town.platform.roles[GROUP, town.private(name)] = PlatformRole.UNKNOWN
            await town.tell(name, "/start flag-1")
        assert "走访照片" in town.card(QIANG)
        assert town.card(MEI) == "这条链接只有那个群里的人能用。"
        await tap(town, QIANG, "1", PHOTO, "直接提交")
        assert len(flags(town, QIANG)) == 1

    played(tmp_path, story)
