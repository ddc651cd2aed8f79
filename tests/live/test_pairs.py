"""Two notices that may be one: asked about once, in private, and decided by whoever looks after."""

from pathlib import Path

import pytest

from bot.domain.boundary import PlatformRole
from bot.domain.people import Role
from bot.storage.connection import Snapshot, Tx
from bot.storage.people import chats_looked_after, meet, revoke
from tests.live.kit import Town, ToyPlatform, played
from tests.live.test_corrections import CHEN, LI, QIANG, _admin, _digest

FIRST = ("民政办-小陈", "请各村3月16日前报送低保年审花名册,注明姓名、身份证号,报民政办。")
AGAIN = ("民政办-小陈", "各村把吃低保的人今年复核情况摸一下,3月18日前给民政办")


async def _two(town: Town) -> None:
    await _admin(town)
    await town.say("8:30", QIANG, "收到")
    await town.say("9:00", *FIRST)
    await town.say("9:30", *AGAIN)


def _asked(town: Town, name: str = CHEN) -> list[str]:
    return [text for text in town.shown(town.private(name)) if "对通知可能重复" in text]


def test_a_pair_is_asked_about_once_a_day_and_in_private_alone(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _two(town)
        await town.tick("16:00")
        assert not _asked(town)
        await town.tick("16:31")
        (asked,) = _asked(town)
        assert "有1对" in asked
        assert "主题相同:低保" in asked
        assert asked.count("民政办") == 2
        await town.tick("16:40")
        await town.tick("16:31", days=1)
        assert len(_asked(town)) == 1
        assert not any("可能重复" in text for text in town.shown())

    town = played(tmp_path, story)
    assert all(posted.silent for posted in town.platform.posted if "可能重复" in posted.text)


def test_nobody_is_asked_on_a_day_off(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        town.turn("9:00", days=2)
        await _two(town)
        await town.tick("16:31")
        assert not _asked(town)
        await town.tick("16:31", days=2)
        assert len(_asked(town)) == 1

    played(tmp_path, story)


def test_it_is_one_and_the_next_reminder_goes_to_it(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _two(town)
        await town.tick("16:31")
        before = town.store.read_sync(_state)
        await town.press(CHEN, "是同一件")
        assert "已合并为一件" in town.card(CHEN)
        await town.press(CHEN, "撤销")
        assert town.store.read_sync(_state) == before
        await town.press(CHEN, "是同一件")
        await town.say("17:00", "民政办-小陈", "吃低保的人复核情况还没报的抓紧")
        await town.say("17:05", "民政办-小陈", "低保年审花名册还没报的抓紧")
        await town.tick("17:30")
        digest = _digest(town)
        assert "通知4条,合并为1件事" in digest
        assert "已催2次" in digest
        assert "可能" not in digest

    played(tmp_path, story)


def test_a_pair_that_is_none_is_never_asked_about_again(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _two(town)
        await town.tick("16:31")
        await town.press(CHEN, "不是重复")
        assert "以后也不再合并" in town.card(CHEN)
        await town.say("16:40", "党政办-小李", "转发:" + FIRST[1], forwarded_from="民政办")
        await town.say("16:45", *AGAIN)
        await town.say("16:50", FIRST[0], "再提醒一下:" + FIRST[1])
        await town.tick("16:31", days=1)
        assert len(_asked(town)) == 1
        await town.press(CHEN, "撤销")
        assert town.store.read_sync(_state)["apart"] == 0

    town = played(tmp_path, story)
    assert len(_asked(town)) == 1


def test_what_is_put_off_stays_as_it_is_and_is_not_asked_about_again(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _two(town)
        await town.tick("16:31")
        before = town.store.read_sync(_state)
        await town.press(CHEN, "先放着")
        assert "先放着" in town.card(CHEN)
        assert town.store.read_sync(_state) == before
        await town.tick("16:31", days=1)
        assert len(_asked(town)) == 1
        await town.press(CHEN, "要同一批数据")
        assert "要同一批" in town.card(CHEN)
        await town.press_data(CHEN, "pair:same:1-2")
        assert "已经定过" in town.card(CHEN)

    played(tmp_path, story)


def test_made_up_presses_and_those_of_others_decide_nothing(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _two(town)
        await town.tell(LI, "/start")
        before = town.store.read_sync(_state)
        for data in ("pair:same:1-2", "pair:apart:1-2"):
            await town.press_data(LI, data)
        for data in ("pair:same:2-1", "pair:same:1-9", "pair:x:1-2", "pair:same:", "pair:same:1"):
            await town.press_data(CHEN, data)
        assert town.store.read_sync(_state) == before

    played(tmp_path, story)


def test_whoever_is_dismissed_while_they_press_decides_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story(town: Town) -> None:
        await _two(town)
        before = town.store.read_sync(_state)

        def dismiss(tx: Tx) -> None:
            chen = meet(tx, town.private(CHEN)).id
            for group in chats_looked_after(tx, chen, Role.ADMIN):
                revoke(tx, chen, group.chat, Role.ADMIN)

        async def dismissed_meanwhile(*_: object) -> PlatformRole:
            await town.store.run(dismiss)
            return PlatformRole.MEMBER

        town.turn("9:50")
        monkeypatch.setattr(ToyPlatform, "role", dismissed_meanwhile)
        await town.press_data(CHEN, "pair:apart:1-2")
        assert town.store.read_sync(_state) == before
        assert "管理员" in town.card(CHEN)

    played(tmp_path, story)


def _state(snapshot: Snapshot) -> dict[str, object]:
    rows = snapshot.execute("select * from request order by id").fetchall()
    counts = {
        table: snapshot.execute(f"select count(*) from {table}").fetchone()[0]
        for table in ("apart", "confirmed", "same_data", "likely", "mention")
    }
    return {"request": rows, **counts}


def test_of_two_groups_whoever_looks_after_both_is_asked_and_no_admin_of_one(
    tmp_path: Path,
) -> None:
    async def story(town: Town) -> None:
        second = {"chat": "toy:1:-200", "title": "柳河镇民政工作群"}
        await town.say("9:00", *FIRST)
        await town.say("9:30", *AGAIN, **second)
        await _admin(town)
        await _admin(town, LI, second["chat"])
        await town.tick("16:31")
        assert not _asked(town)
        assert not _asked(town, LI)
        await _admin(town, QIANG)
        await _admin(town, QIANG, second["chat"])
        await town.tick("16:31", days=1)
        assert not _asked(town)
        assert not _asked(town, LI)
        assert len(_asked(town, QIANG)) == 1
        await town.press(QIANG, "是同一件")
        assert {request for _, request in town.store.read_sync(_canonical)} == {1}

    played(tmp_path, story)


def _canonical(snapshot: Snapshot) -> list[tuple[int, int]]:
    rows = snapshot.execute("select id, coalesce(merged_into, id) from request").fetchall()
    return [(row[0], row[1]) for row in rows]


_OTHER_TOWN = {"chat": "toy:1:-200", "title": "白塔镇村居工作群"}


def test_two_departments_that_want_one_list_each_get_a_line(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _admin(town)
        await town.say(
            "9:00", "教育办-小吴", "请各村3月16日前报送0-6岁儿童名单,注明姓名、监护人,报教育办。"
        )
        await town.say(
            "9:10",
            "卫生院-老钱",
            "请各村3月18日前报送0-6岁儿童名单,注明姓名、疫苗本编号,报卫生院。",
        )
        await town.tick("17:30")
        digest = _digest(town)
        assert "通知2条,共2件事" in digest
        assert "与第2件要同一批儿童名单,可一次备齐;镇卫生院另需疫苗本编号" in digest
        assert "与第1件要同一批儿童名单,可一次备齐;镇教育办另需监护人" in digest

    played(tmp_path, story)


def test_the_same_words_of_two_towns_are_two_requests(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await town.say("9:00", *FIRST)
        await town.say("9:05", *FIRST, **_OTHER_TOWN)
        await town.say("9:10", "民政办-小陈", "低保年审花名册还没报的抓紧", **_OTHER_TOWN)
        told = town.store.read_sync(_told)
        assert told == [("柳河镇村居工作群", 1), ("白塔镇村居工作群", 2), ("白塔镇村居工作群", 2)]

    played(tmp_path, story)


def test_what_the_county_wants_of_two_towns_is_one_request(tmp_path: Path) -> None:
    wanted = "转县民政局通知:请各村3月16日前报送低保年审花名册,报民政办。"

    async def story(town: Town) -> None:
        await town.say("9:00", "民政办-小陈", wanted)
        await town.say("9:05", "民政办-小陈", wanted, **_OTHER_TOWN)
        assert {request for _, request in town.store.read_sync(_told)} == {1}

    played(tmp_path, story)


def _told(snapshot: Snapshot) -> list[tuple[str, int]]:
    rows = snapshot.execute(
        "select c.name, n.request from mention n join message m on m.id = n.message"
        " join chat c on c.id = m.chat order by n.id"
    ).fetchall()
    return [(row[0], row[1]) for row in rows]
