"""A group becomes a supergroup: another address, messages counted from 1 again, the same group."""

import json
from datetime import date, time
from pathlib import Path

import pytest

from bot.domain.boundary import Chat, ChatKind, Moved, Outgoing, RawUpdate
from bot.domain.delivery import TargetKind
from tests.live.kit import GROUP, Town, ToyPlatform, played
from tests.live.test_settings import LIU, ready, rows, target

NEW = "toy:1:-200"
OLD = {"kind": "group"}


async def _move(town: Town, *, teller: str = GROUP) -> None:
    """The chat at ``teller``, the old one or the new one, tells of the move."""
    body = json.dumps({"type": "moved", "chat": GROUP, "new": NEW}).encode()
    town.sequence += 1
    key = f"toy:{town.sequence}"
    await town.arrive(RawUpdate(key=key, sequence=town.sequence, chat=teller, body=body))


async def _asked(town: Town) -> None:
    await town.say("9:00", "民政办-小陈", "请各村明天下班前报低保年审名单", **OLD)
    await town.say("9:01", "东河村文书-阿强", "收到", **OLD)
    await town.say("9:05", "林业站-老崔", "请各村周五前报松材线虫排查表", **OLD)


async def _moved(town: Town) -> None:
    await _asked(town)
    await _move(town)
    town.said = 0


def test_what_has_the_number_of_an_old_message_is_no_version_of_it(tmp_path: Path) -> None:
    """新群从1号重新编起:1号是闲聊,2号是新通知,3号回复的是新群的1号,都和老群的1、2号无关。"""

    async def story(town: Town) -> None:
        await _moved(town)
        await town.say("10:00", "东河村文书-阿强", "大家好", chat=NEW)
        await town.say("10:30", "农业站-老李", "请各村3月20日前报春耕农资需求统计表", chat=NEW)
        await town.say("10:40", "民政办-小陈", "这个不用报了", chat=NEW, reply_to=1)
        await town.tick("17:30")

    (digest,) = played(tmp_path, story).shown(NEW)
    assert "通知3条,共3件事" in digest
    for title in ("低保年审名单", "松材线虫排查表", "春耕农资需求统计表"):
        assert title in digest
    assert "已撤回" not in digest


def test_what_continues_the_old_thread_finds_it(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _moved(town)
        await town.say("10:00", "东河村文书-阿强", "大家好", chat=NEW)
        await town.say("15:00", "民政办-小陈", "低保名单还差东河、南坪", chat=NEW)
        await town.tick("17:30")

    (digest,) = played(tmp_path, story).shown(NEW)
    assert "已催1次" in digest


def test_old_notices_have_no_link_and_new_ones_have(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _moved(town)
        await town.say("10:00", "东河村文书-阿强", "大家好", chat=NEW)
        await town.say("10:30", "农业站-老李", "请各村3月20日前报春耕农资需求统计表", chat=NEW)
        await town.tick("17:30")

    (digest,) = played(tmp_path, story).shown(NEW)
    assert digest.count("https://") == 1
    assert f'春耕农资需求统计表 · 镇农业站 <a href="https://t.example/{NEW}/2">' in digest


def test_a_group_known_anew_before_its_move_is_told_is_the_one_it_was(tmp_path: Path) -> None:
    """先知道进了新群,后知道是老群升级:设置、一周一览和没发的通知都还在。"""

    async def story(town: Town) -> None:
        await ready(town)
        for words in ("时间 17:00", "时间 每周五 16:50", "免打扰 21:00-7:00"):
            await town.tell(LIU, words)
        before = [target(town, kind) for kind in (TargetKind.DAILY, TargetKind.WEEKLY)]
        await _asked(town)
        await town.arrive(town.update(type="membership", chat=NEW, role="admin"))
        await town.say("10:30", "农业站-老李", "请各村3月20日前报春耕农资需求统计表", chat=NEW)
        await _move(town)
        kept = [target(town, kind, NEW) for kind in (TargetKind.DAILY, TargetKind.WEEKLY)]
        assert [(t.id, t.slots, t.quiet, t.active) for t in kept] == [
            (t.id, t.slots, t.quiet, True) for t in before
        ]
        assert len(rows(town, "target where kind <> 'card'")) == 2
        await town.tick("17:00")
        await town.tick("16:50", days=1)

    town = played(tmp_path, story)
    day, week = town.shown(NEW)
    assert "通知3条,共3件事" in day
    assert "本周一览" in week
    assert not town.shown(GROUP)


def test_a_pause_goes_along(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await ready(town)
        await town.tell(LIU, "暂停 3天")
        await town.arrive(town.update(type="membership", chat=NEW, role="admin"))
        await _move(town)
        assert target(town, chat=NEW).paused_until == date(2026, 3, 15)
        assert target(town, chat=NEW).slots[0].at == time(17, 30)

    played(tmp_path, story)


@pytest.mark.parametrize("known", [True, False])
def test_that_we_left_what_the_group_was_ends_nothing(tmp_path: Path, known: bool) -> None:
    """升级时平台还会说我们退出了老群:在说升级之前或之后说,都不算退群。"""

    async def story(town: Town) -> None:
        await ready(town)
        await town.tell(LIU, "时间 每周五 16:50")
        await town.tick("9:10")
        await _asked(town)
        await town.arrive(town.update(type="membership", role="outside", **OLD))
        if known:
            await town.arrive(town.update(type="membership", chat=NEW, role="admin"))
        await _move(town)
        await town.arrive(town.update(type="membership", role="outside", **OLD))
        await town.arrive(town.update(type="membership", chat=NEW, role="admin"))
        await town.tick("17:30")
        await town.tick("16:50", days=1)

    day, week = played(tmp_path, story).shown(NEW)
    assert "通知2条,共2件事" in day
    assert "本周一览" in week


def test_a_week_that_was_turned_off_stays_off(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await ready(town)
        await town.tell(LIU, "时间 每周五 16:50")
        await town.tell(LIU, "时间 每周 关")
        await town.tick("9:10")
        await _move(town)
        assert not target(town, TargetKind.WEEKLY, NEW).active

    played(tmp_path, story)


@pytest.fixture
def refused(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is said at the old address is refused, as Telegram does once a group has moved."""
    found: list[str] = []
    say = ToyPlatform.send

    async def send(platform: ToyPlatform, chat: str, what: Outgoing) -> int:
        if chat == GROUP:
            found.append(what.plain)
            raise Moved(Chat(address=NEW, kind=ChatKind.SUPERGROUP))
        return await say(platform, chat, what)

    monkeypatch.setattr(ToyPlatform, "send", send)
    return found


@pytest.mark.parametrize("first", ["told", "said"])
def test_what_waited_at_the_old_address_is_of_the_group(
    tmp_path: Path, refused: list[str], first: str
) -> None:
    """停机后新群先说升级,老群还有消息没处理:都在同一份一览里,不会另起一个老群。"""

    async def story(town: Town) -> None:
        await _asked(town)
        late = [
            town.message("卫健办-小李", "请各村3月26日前报健康档案更新表", **OLD),
            town.message("水利站-小田", "机井检修情况也是3月26日前报", **OLD),
        ]
        if first == "told":
            await _move(town, teller=NEW)
            await town.arrive(*late)
        else:
            await town.live.inbox.accept(late)
            await _move(town, teller=NEW)
        town.said = 0
        await town.say("10:30", "东河村文书-阿强", "大家好", chat=NEW)
        assert [row[1] for row in rows(town, "target")] == [NEW]
        await town.tick("17:30")
        await town.tick("17:30", days=1)
        assert not refused

    digest, *_ = played(tmp_path, story).shown(NEW)
    assert "通知4条,共4件事" in digest
    assert "健康档案更新表" in digest
    assert "机井检修情况" in digest
    assert "https://" not in digest


def test_a_move_that_only_a_refused_call_tells_loses_no_digest(
    tmp_path: Path, refused: list[str]
) -> None:
    async def story(town: Town) -> None:
        await _asked(town)
        await town.arrive(town.update(type="membership", chat=NEW, role="admin"))
        await town.tick("17:30")
        town.turn("17:40")
        await town.live.outbox.settle()
        assert len(refused) == 1
        await town.arrive(town.message("卫健办-小李", "请各村3月26日前报健康档案更新表", **OLD))
        await town.tick("17:30", days=1)

    first, second = played(tmp_path, story).shown(NEW)
    assert "通知2条,共2件事" in first
    assert "健康档案更新表" in second


def test_our_old_messages_are_neither_edited_nor_pinned_where_the_group_is_now(
    tmp_path: Path,
) -> None:
    async def story(town: Town) -> None:
        await _asked(town)
        await town.tick("17:30")
        await _move(town)
        await town.say("17:40", "民政办-小陈", "低保年审名单不用报了", chat=NEW)
        town.turn("17:41")
        await town.settle()
        assert NEW not in town.platform.pinned
        (digest,) = town.shown()
        assert "低保年审名单" in digest
        number = town.platform.posted[0].number
        await town.react("东河村文书-阿强", number, "", "👍", chat=NEW)
        assert rows(town, "usefulness") == []

    (line,) = played(tmp_path, story).shown(NEW)
    assert "低保年审名单不用报了" in line


def test_the_line_of_a_half_day_begins_anew_where_it_is_read(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _asked(town)
        await town.tick("17:30")
        await town.say("18:00", "民政办-小陈", "低保年审名单不用报了", **OLD)
        await _move(town)
        await town.say("18:10", "林业站-老崔", "松材线虫排查表不用报了", chat=NEW)

    town = played(tmp_path, story)
    (line,) = town.shown(NEW)
    assert "松材线虫排查表不用报了" in line
    assert len(town.shown()) == 2


def test_a_reaction_to_an_old_message_is_taken_back_after_the_move(tmp_path: Path) -> None:
    """老群里点的👌,升级后才收到撤回:撤的是老群那条,新群同号的不受影响。"""
    clerk = "东河村文书-阿强"

    async def story(town: Town) -> None:
        await town.tell(clerk, "/start")
        await _asked(town)
        notice = town.said - 2
        await town.react(clerk, notice, "", "👌", **OLD)
        assert len(rows(town, "done")) == 1
        await town.arrive(town.update(type="membership", chat=NEW, role="admin"))
        await _move(town)
        await town.say("10:30", "农业站-老李", "大家好", chat=NEW, number=notice)
        await town.react(clerk, notice, "", "👌", chat=NEW)
        await town.react(clerk, notice, "👌", "", chat=NEW)
        assert len(rows(town, "done")) == 1
        await town.react(clerk, notice, "👌", "", **OLD)
        assert rows(town, "done") == []

    played(tmp_path, story)
