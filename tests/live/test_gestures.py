"""Reactions to notices and digests, and the words that do the same."""

import re
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.people import Role
from bot.storage.connection import Snapshot, Tx
from bot.storage.messages import chat_id
from bot.storage.people import find_member, grant
from tests.live.kit import GROUP, START, Town, played

CHEN, QIANG, LI = "民政办-小陈", "东河村文书-阿强", "西河村老李"
SECOND = {"chat": "toy:1:-200", "title": "片区工作群"}
NOTICE = 3
NOUNS = re.findall(
    "..", "体检补贴高龄探访走访健康档案养老社保医保残疾低保特困留守空巢失能助餐助浴适老改造津贴"
)


async def _asked(town: Town) -> None:
    """Message 3 asks both villages for the roster; only 阿强 has opened the private chat."""
    await town.say("8:30", QIANG, "早上好")
    await town.say("8:31", LI, "早上好")
    await town.say("9:00", CHEN, "请各村明天下班前把低保年审名单报民政办")
    await town.tell(QIANG, "/start")


def _rows(snapshot: Snapshot, table: str) -> list[tuple[object, ...]]:
    return snapshot.execute(f"select * from {table}").fetchall()


def _marks(town: Town) -> list[tuple[object, ...]]:
    return [row[:3] for row in town.store.read_sync(_rows, "done")]


def _make_admin(tx: Tx, address: str) -> None:
    member = find_member(tx, address)
    assert member is not None
    grant(tx, member.id, chat_id(tx, GROUP, "柳河镇村居工作群"), Role.ADMIN)


def test_ok_marks_it_done_for_who_reacts_and_taking_it_back_undoes_it(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _asked(town)
        before = town.card(QIANG)
        await town.react(QIANG, NOTICE, "", "👌")
        assert "已办1件" in town.card(QIANG)
        town.turn("9:05")
        await town.react(QIANG, NOTICE, "👌", "")
        assert town.card(QIANG) == before
        town.turn("9:06")
        await town.react(LI, NOTICE, "", "👌🎉")
        assert len(_marks(town)) == 1
        await town.tell(LI, "/start")
        assert "☐" not in town.card(LI)
        assert "已办1件" in town.card(LI)

    town = played(tmp_path, story)
    assert not town.shown(GROUP)


def test_what_was_done_in_words_stays_done_when_a_reaction_is_taken_back(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _asked(town)
        await town.tell(QIANG, "完成 1")
        await town.react(QIANG, NOTICE, "", "👌")
        town.turn("9:05")
        await town.react(QIANG, NOTICE, "👌", "")
        assert "已办1件" in town.card(QIANG)
        town.turn("9:10")
        await town.react(QIANG, NOTICE, "", "👌")
        await town.tell(QIANG, "恢复 1")
        await town.tell(QIANG, "完成 1")
        town.turn("9:15")
        await town.react(QIANG, NOTICE, "👌", "")
        assert "已办1件" in town.card(QIANG)

    played(tmp_path, story)


def test_a_reply_in_words_does_what_the_reaction_does(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _asked(town)
        before = town.card(QIANG)
        await town.command(QIANG, "/done", reply_to=NOTICE)
        assert "已办1件" in town.card(QIANG)
        await town.command(QIANG, "/undo", reply_to=NOTICE)
        assert town.card(QIANG) == before
        await town.say("9:10", QIANG, "/完成", reply_to=NOTICE)
        assert "已办1件" in town.card(QIANG)
        await town.command(QIANG, "/done", reply_to=1)
        assert "没法标" in town.card(QIANG)

    assert not played(tmp_path, story).shown(GROUP)


def test_a_thinking_face_asks_whether_it_was_asked_before(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _asked(town)
        await town.react(QIANG, NOTICE, "", "🤔")
        assert "第一次要" in town.card(QIANG)
        town.turn("9:00", days=30)
        await town.say("9:30", QIANG, "早上好", **SECOND)
        await town.say(
            "9:40", CHEN, "转发民政局通知:请各村明天下班前把低保年审名单报民政办", **SECOND
        )
        await town.react(QIANG, town.said, "", "🤔", **SECOND)
        said = town.card(QIANG)
        assert "3/12" in said
        assert f"https://t.example/{GROUP}/{NOTICE}" in said
        await town.command(QIANG, "/seen", reply_to=town.said, **SECOND)
        assert town.card(QIANG) == said

    town = played(tmp_path, story)
    assert not town.shown(GROUP)
    assert not town.shown(str(SECOND["chat"]))


def test_who_never_opened_the_private_chat_gets_nothing_in_the_group(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _asked(town)
        before = len(town.platform.posted)
        for emoji in "👌🤔👎":
            await town.react(LI, NOTICE, "", emoji)
        assert len(town.platform.posted) == before
        await town.command(LI, "/seen", reply_to=NOTICE)
        assert "私聊" in town.shown(GROUP)[-1]

    played(tmp_path, story)


def test_asked_before_never_tells_of_groups_one_is_not_in(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await town.say("8:00", CHEN, "请各村明天下班前把低保年审名单报民政办", **SECOND)
        await town.say("8:30", QIANG, "早上好")
        await town.say("9:00", CHEN, "请各村明天下班前把低保年审名单报民政办")
        await town.tell(QIANG, "/start")
        await town.react(QIANG, town.said - 1, "", "🤔")
        assert "第一次要" in town.card(QIANG)

    played(tmp_path, story)


def test_asked_before_says_when_it_was_seen_in_ones_own_groups(tmp_path: Path) -> None:
    """A county group heard of it ten days earlier: that is no business of the village's."""

    async def story(town: Town) -> None:
        roster = "请各村3月30日下班前把低保年审名单报民政办"
        await town.say("8:00", CHEN, roster, **SECOND)
        town.turn("8:00", days=10)
        await town.say("8:30", QIANG, "早上好")
        await town.say("9:00", CHEN, roster)
        await town.tell(QIANG, "/start")
        await town.tell(QIANG, roster, forwarded_from="别的群")
        await town.press(QIANG, "以前报过没")
        assert "3/22 低保年审名单" in town.card(QIANG)
        town.turn("9:00", days=1)
        await town.say("9:00", CHEN, "再发一遍:" + roster)
        await town.react(QIANG, town.said, "", "🤔")
        assert "3/22 低保年审名单" in town.card(QIANG)
        assert "3/12" not in "".join(town.shown(town.private(QIANG)))

    played(tmp_path, story)


def test_many_groups_that_ask_the_same_hide_nothing_of_ones_own(tmp_path: Path) -> None:
    """What stands in thirty foreign groups must not push out what the asker's own group said."""

    async def story(town: Town) -> None:
        await town.say("8:30", QIANG, "早上好")
        text = (
            "请各村3月15日前报送老年人花名册到民政办,含家庭住址、子女情况、收入来源、"
            "患病情况、居住条件、监护人、身份证号、联系电话"
        )
        await town.say("8:40", CHEN, text)
        for number in range(40):
            noun = NOUNS[number % len(NOUNS)] + NOUNS[(number * 7 + number // 24 + 3) % len(NOUNS)]
            text = (
                f"请各村3月{13 + number % 15}日前报送{noun}老年人花名册到{noun}专班,"
                f"含{noun}种类、{noun}金额、{noun}时间、身份证号、联系电话"
            )
            where = {"chat": f"toy:1:-{300 + number}", "title": "外县工作群"}
            await town.say("9:00", f"{noun}专班-小吴", text, **where)
        await town.tell(QIANG, "/start")
        text = "请于3月20日前报送老年人花名册,含身份证号、联系电话。镇卫生院"
        await town.tell(QIANG, text, forwarded_from="镇卫生院公卫群")
        await town.press(QIANG, "以前报过没")
        assert "民政办" in town.card(QIANG)
        assert "专班" not in town.card(QIANG)

    played(tmp_path, story)


def test_old_gestures_are_forgotten_and_what_they_marked_stays_done(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _asked(town)
        await town.react(QIANG, NOTICE, "", "👌")
        await town.tick("9:00", days=59)
        assert town.store.read_sync(_rows, "reaction")
        await town.tick("9:00", days=2)
        for table in ("reaction", "reaction_done"):
            assert not town.store.read_sync(_rows, table)
        assert len(_marks(town)) == 1

    played(tmp_path, story)


def test_what_looks_like_a_flag_is_answered_in_private_and_kept_nowhere(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _asked(town)
        for emoji in "👎😡🤬💩🤮":
            await town.react(QIANG, NOTICE, "", emoji)
            assert "请私下告诉我,不要在群里点表情" in town.card(QIANG)
        said = len(town.platform.posted)
        await town.react(QIANG, NOTICE, "👎", "")
        await town.react(QIANG, 1, "", "💩")
        assert len(town.platform.posted) == said
        for table in ("reaction", "reaction_done", "usefulness", "done"):
            assert not town.store.read_sync(_rows, table)
        assert not any("👎" in str(row) for row in town.store.read_sync(_rows, "inbox"))

    assert not played(tmp_path, story).shown(GROUP)


def test_reactions_to_the_digest_are_counted_for_the_admin_alone(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _asked(town)
        await town.tick("17:30")
        digest = next(p.number for p in town.platform.posted if p.chat == GROUP)
        await town.react(QIANG, digest, "", "👍")
        await town.react(LI, digest, "", "👍")
        await town.react(None, digest, "", "❤")
        await town.react(LI, digest, "👍", "👎")
        await town.react(LI, 999, "", "👍")
        await town.tell(QIANG, "反馈")
        assert "只有本群的减负助手管理员能用" in town.card(QIANG)
        town.store.run_sync(_make_admin, town.private(QIANG))
        await town.tell(QIANG, "/useful")
        assert "3/12 ❤1 👍1" in town.card(QIANG)
        assert "👎" not in town.card(QIANG)

    town = played(tmp_path, story)
    assert len(town.shown(GROUP)) == 1


def test_strangers_and_those_who_hide_do_nothing(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _asked(town)
        town.platform.outside.add(town.private(QIANG))
        town.turn("9:30")
        before = len(town.platform.posted)
        await town.react(QIANG, NOTICE, "", "👌")
        await town.react(None, NOTICE, "", "👌")
        await town.react(LI, 10**15, "", "👌")
        assert not _marks(town)
        assert len(town.platform.posted) == before

    played(tmp_path, story)


TOGGLES = ((0, "", "👌"), (60, "👌", ""), (120, "", "👌🎉"), (180, "👌🎉", "🎉"), (240, "🎉", "👌"))
SLOW = settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@SLOW
@given(
    last=st.integers(1, len(TOGGLES)),
    order=st.lists(st.integers(0, len(TOGGLES) - 1), max_size=9),
    shuffle=st.randoms(use_true_random=False),
)
def test_reactions_told_twice_late_or_in_any_order_end_the_same(
    tmp_path_factory: object, last: int, order: list[int], shuffle: object
) -> None:
    told = [*range(last), *(one for one in order if one < last)]
    shuffle.shuffle(told)  # type: ignore[attr-defined]
    folder = tmp_path_factory.mktemp("town")  # type: ignore[attr-defined]

    async def story(town: Town) -> None:
        await _asked(town)
        begun = int(START.timestamp()) + 3600
        for one in told:
            later, before, after = TOGGLES[one]
            await town.react(QIANG, NOTICE, before, after, at=begun + later)
        assert bool(_marks(town)) == ("👌" in TOGGLES[last - 1][2])

    assert not played(folder, story).shown(GROUP)


@SLOW
@given(
    gestures=st.lists(st.sampled_from(["react", "reply", "words", "press", "plain"]), min_size=1),
    already=st.booleans(),
)
def test_gestures_in_any_order_do_the_same_once_and_undo_restores_what_was(
    tmp_path_factory: object, gestures: list[str], already: bool
) -> None:
    folder = tmp_path_factory.mktemp("town")  # type: ignore[attr-defined]

    async def story(town: Town) -> None:
        await _asked(town)
        if already:
            await town.tell(QIANG, "完成 1")
        card, marks = town.card(QIANG), _marks(town)
        await town.react(QIANG, NOTICE, "", "👌")
        town.turn("9:30")
        await town.react(QIANG, NOTICE, "👌", "")
        assert (town.card(QIANG), _marks(town)) == (card, marks)
        for gesture in gestures:
            await _done(town, gesture)
            assert "已办1件" in town.card(QIANG)
            assert len(_marks(town)) == 1
        await town.tell(QIANG, "恢复 1")
        assert not _marks(town)
        assert "☐ 1" in town.card(QIANG)

    played(folder, story)


async def _done(town: Town, gesture: str) -> None:
    if gesture == "react":
        await town.react(QIANG, NOTICE, "", "👌")
    elif gesture == "reply":
        await town.command(QIANG, "/done", reply_to=NOTICE)
    elif gesture == "words":
        await town.tell(QIANG, "完成 1")
    elif gesture == "press":
        await town.press_data(QIANG, "done:r1")
    else:
        await town.say("9:40", QIANG, "完成", reply_to=NOTICE)
