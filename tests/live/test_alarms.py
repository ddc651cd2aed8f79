"""An alarm reaches linked groups at once, at least once, and never comes back into its own."""

from pathlib import Path

import pytest

from bot.domain.boundary import Ambiguous
from bot.storage.connection import Tx
from bot.storage.messages import chat_id
from bot.storage.targets import target_of
from tests.live.kit import GROUP, Posted, Town, played

TOWN = "toy:1:-900"
_ALARM = "东河村后山有滑坡险情,下边12户立即转移到村小!"


def _linked(tx: Tx) -> None:
    target = target_of(tx, TOWN)
    assert target is not None
    tx.execute(
        "insert or ignore into target_source (target, chat) values (?, ?)",
        [target.id, chat_id(tx, GROUP, "柳河镇村居工作群")],
    )


async def _two_groups(town: Town) -> None:
    await town.arrive(town.update(type="membership", role="member"))
    await town.arrive(
        town.update(type="membership", role="member", chat=TOWN, title="柳河镇应急值班群")
    )
    await town.store.run(_linked)


def test_it_goes_at_once_and_not_back(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _two_groups(town)
        await town.say("2:10", "应急办-雷主任", _ALARM)

    town = played(tmp_path, story)
    (alarm,) = town.platform.posted
    assert alarm.chat == TOWN
    assert "滑坡险情" in alarm.text
    assert "以原通知为准" in alarm.text
    assert not alarm.silent


def test_a_flood_is_one_message_and_nothing_of_it_is_dropped(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _two_groups(town)
        town.turn("2:10")
        villages = ("东河", "西河", "南坪")
        await town.live.inbox.accept(
            [
                town.message("应急办-雷主任", f"{name}村后山滑坡,沿坡住户立即转移!")
                for name in villages
            ]
        )
        await town.live.inbox.settle()
        await town.live.outbox.settle()

    town = played(tmp_path, story)
    (alarm,) = town.platform.posted
    assert all(name in alarm.text for name in ("东河", "西河", "南坪"))


def test_an_answer_that_was_lost_is_said_again_rather_than_never(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _two_groups(town)
        town.platform.faults.append(("send", Ambiguous("timeout")))
        await town.say("2:10", "应急办-雷主任", _ALARM)
        await town.tick("2:12")

    (alarm,) = played(tmp_path, story).platform.posted
    assert "滑坡险情" in alarm.text


def test_phone_numbers_in_an_alarm_are_masked(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _two_groups(town)
        await town.say("2:10", "应急办-雷主任", f"{_ALARM}打我电话13800008814")

    (alarm,) = played(tmp_path, story).platform.posted
    assert "13800008814" not in alarm.text


def test_an_alarm_does_not_wait_for_the_rest_of_its_album(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _two_groups(town)
        town.turn("2:10")
        await town.arrive(town.message("应急办-雷主任", _ALARM, album="a", media="photo"))

    assert len(played(tmp_path, story).platform.posted) == 1


async def _with_a_card(town: Town, name: str, **where: str) -> None:
    """Somebody of a group who opened the private chat with us."""
    await town.say("1:50", name, "收到", **where)
    await town.tell(name, "/start")


def _alarms(town: Town, name: str) -> list[Posted]:
    return [p for p in town.platform.posted if p.chat == town.private(name) and "⚠" in p.text]


def test_it_reaches_who_has_a_card_in_private_and_the_card_shows_it(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _two_groups(town)
        await _with_a_card(town, "东河村文书-阿强")
        await _with_a_card(town, "应急办-老周", chat=TOWN, title="柳河镇应急值班群")
        await town.tell("路人-老王", "/start")
        await town.say("2:10", "应急办-雷主任", _ALARM)

    town = played(tmp_path, story)
    for name in ("东河村文书-阿强", "应急办-老周"):
        (alarm,) = _alarms(town, name)
        assert "滑坡险情" in alarm.text
        assert "以原通知为准" in alarm.text
        assert not alarm.silent
    assert not _alarms(town, "路人-老王")
    assert not town.shown(GROUP)
    (card,) = (text for text in town.shown(town.private("东河村文书-阿强")) if "我的待办 ·" in text)
    assert "滑坡险情" in card


def test_the_card_shows_what_was_said_last_until_it_is_over(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _two_groups(town)
        await _with_a_card(town, "东河村文书-阿强")
        await town.say("2:10", "应急办-雷主任", _ALARM)
        await town.say("2:40", "应急办-雷主任", "滑坡监测点裂缝还在扩大,险情未解除")

    town = played(tmp_path, story)
    cards = [t for t in town.shown(town.private("东河村文书-阿强")) if "我的待办 ·" in t]
    assert "最新2:40:滑坡监测点裂缝还在扩大,险情未解除" in cards[-1]


def test_it_reaches_nobody_who_left_or_wants_no_card_or_never_wrote(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _two_groups(town)
        for name in ("西河村-老李", "南坪村-小赵"):
            await _with_a_card(town, name)
        await town.say("1:55", "北沟村-老孙", "收到")
        await town.leave("西河村-老李")
        await town.tell("南坪村-小赵", "提醒 关")
        await town.say("2:10", "应急办-雷主任", _ALARM)

    town = played(tmp_path, story)
    for name in ("西河村-老李", "南坪村-小赵", "北沟村-老孙"):
        assert not _alarms(town, name)
    assert len(town.shown(TOWN)) == 1


def test_in_private_too_it_is_said_again_rather_than_never_and_a_flood_is_one(
    tmp_path: Path,
) -> None:
    async def story(town: Town) -> None:
        await _with_a_card(town, "东河村文书-阿强")
        town.platform.faults.append(("send", Ambiguous("timeout")))
        town.turn("2:10")
        for place in ("东河村后山", "西台村河堤"):
            alarm = town.message("应急办-雷主任", f"{place}滑坡,下边住户立即转移!")
            await town.live.inbox.accept([alarm])
        await town.live.inbox.settle()
        await town.live.outbox.settle()
        await town.tick("2:12")

    town = played(tmp_path, story)
    (alarm,) = _alarms(town, "东河村文书-阿强")
    assert "东河村后山" in alarm.text
    assert "西台村河堤" in alarm.text


async def _edit(town: Town, at: str, text: str) -> None:
    """Whoever gave the alarm at 2:10 words it anew."""
    sent = int(town.now.replace(hour=2, minute=10, second=0).timestamp())
    town.turn(at)
    edited = int(town.now.timestamp())
    more = {"type": "edit", "number": town.said, "at": sent, "edited": edited}
    await town.arrive(town.update(sender="应急办-雷主任", text=text, **more))


@pytest.mark.parametrize(
    "text",
    [
        _ALARM.replace("!", ",收到请回复!"),
        _ALARM.replace("险情", "险请"),
        _ALARM.replace("立即", "请立即") + "联系人老周。",
    ],
)
def test_an_edit_that_changes_nothing_of_it_is_no_second_alarm(tmp_path: Path, text: str) -> None:
    async def story(town: Town) -> None:
        await _two_groups(town)
        await town.say("2:10", "应急办-雷主任", _ALARM)
        await _edit(town, "2:12", text)

    assert len(played(tmp_path, story).platform.posted) == 1


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (_ALARM.replace("村小", "镇中学"), "镇中学"),
        (_ALARM.replace("东河村", "东河村3组"), "3组"),
        (_ALARM.replace("东河", "西河"), "西河"),
        (_ALARM.replace("立即", "3点前"), "3点前"),
    ],
)
def test_another_place_or_time_is_told_at_once(tmp_path: Path, text: str, told: str) -> None:
    async def story(town: Town) -> None:
        await _two_groups(town)
        await town.say("2:10", "应急办-雷主任", _ALARM)
        await _edit(town, "2:12", text)
        await _edit(town, "2:13", text + "收到请回复!")

    _, again = played(tmp_path, story).platform.posted
    assert told in again.text
    assert not again.silent


def test_what_becomes_an_alarm_by_an_edit_is_told_at_once(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _two_groups(town)
        await town.say("2:10", "应急办-雷主任", "请东河村明天下班前报防汛值班表。")
        await _edit(town, "2:12", _ALARM)

    (alarm,) = played(tmp_path, story).platform.posted
    assert "滑坡险情" in alarm.text
