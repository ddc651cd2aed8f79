"""Who has no office in a case sees nothing of it and does nothing, whatever they press or write."""

from collections.abc import Iterator
from pathlib import Path

from bot.domain.boundary import RawUpdate
from bot.handlers import cases, contacts, posts
from tests.live.kit import Town, played
from tests.live.test_settings import LIU, rows
from tests.office.kit import (
    LIN,
    POSTER,
    SUN,
    ZHAO,
    appointed,
    button,
    case,
    entered,
    labels,
    named,
)

SECRETS = ("走访照片", "要拍照", "3–5人", "留痕", "党政办小林", "纪委小赵")
TABLES = (
    "flag_case", "case_history", "case_message", "feedback", "post", "contact", "role",
    "invitation", "request", "advice", "mention",
)  # fmt: skip
WORDS = (
    "待办意见", "办理单 1", "接办 1", "接办1", "办理决定 1", "经办人", "联系人 县教育局",
    "本单位意见",
    "/queue", "/case 1", "/claim 1", "/decide 1", "/office", "/contact 民政办", "/record",
)  # fmt: skip
ABOUT = ("1:2:1", "1", "1:2:cancel", "-", "first", "9" * 9)
QIANG, EDU, HE, LAO = "东河村-阿强", "教育局小何", "民政办老贺", "减负办老劳"


async def _member(town: Town) -> str:
    await town.say("8:30", QIANG, "收到")
    await town.tell(QIANG, "/start")
    return QIANG


async def _admin(town: Town) -> str:
    town.platform.admins.add(town.private(LIU))
    await town.tell(LIU, "/start")
    await town.say("8:30", LIU, "/setup")
    return LIU


async def _of_the_issuer(town: Town) -> str:
    await appointed(town, HE, "柳河镇民政办", "上级")
    return HE


async def _contact_elsewhere(town: Town) -> str:
    await named(town, EDU, "县教育局")
    return EDU


async def _poster(town: Town) -> str:
    """Whoever posted it may be the contact of their unit, but not in this case."""
    await named(town, POSTER, "民政办")
    return POSTER


async def _dismissed(town: Town) -> str:
    await appointed(town, LAO, "县减负办", "上级")
    await town.tell(SUN, "经办人")
    await town.press(SUN, button(town, SUN, LAO))
    await town.press(SUN, "免去")
    return LAO


WHO = (_member, _admin, _of_the_issuer, _contact_elsewhere, _poster, _dismissed)
PRESSES = {
    "case": list(cases._PRESSES),
    "ans": list(contacts._PRESSES),
    "post": list(posts._PRESSES),
}


def _tries(town: Town, who: str, turn: int) -> Iterator[RawUpdate]:
    """Every word, and every press with something made up behind it."""
    alone = {"chat": town.private(who), "kind": "private", "title": who}
    for text in WORDS:
        if text[0] == "/":
            value = {"type": "command", "number": 1, "sender": who}
            yield town.update(**value, **alone, text=text[1:])
        else:
            yield town.message(who, text, **alone)
    for verb, table in PRESSES.items():
        for number, press in enumerate([*table, "list", "yes", "none"]):
            value = {"type": "press", "number": 1, "sender": who}
            data = f"{verb}:{press}:{ABOUT[(turn + number) % len(ABOUT)]}"
            yield town.update(**value, **alone, data=data)
            if number % 3 == turn % 3:
                yield town.update(**value, **alone, data=f"{verb}:{press}:1:2:1")


def test_nothing_is_seen_and_nothing_done(tmp_path: Path) -> None:
    """A member, a group's admin, a coordinator of the issuing unit, a contact of another one.

    So too whoever posted it, though a contact, and a coordinator who was dismissed. The case was
    consulted about, so that there would be something to see.
    """

    async def story(town: Town) -> None:
        await entered(town)
        names = [await make(town) for make in WHO]
        await town.tell(LIN, "接办 1")
        await town.press(LIN, "问发布单位")
        await town.press(LIN, "发出")
        for turn, name in enumerate(names):
            # An upper coordinator may appoint, whatever their own unit asked for.
            tables = [one for one in TABLES if name != HE or one not in _APPOINTED]
            before = [rows(town, table) for table in tables]
            said = len(town.platform.posted)
            await town.arrive(*_tries(town, name, turn))
            assert [rows(town, table) for table in tables] == before, name
            for posted in town.platform.posted[said:]:
                assert posted.chat == town.private(name), posted
                secrets = SECRETS[:4] if name == HE else SECRETS
                assert not [one for one in secrets if one in posted.text], posted

    played(tmp_path, story)


_APPOINTED = ("post", "contact", "role", "invitation")


def test_what_is_refused_looks_like_what_does_not_exist(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await entered(town)
        name = await _of_the_issuer(town)
        await town.tell(name, "办理单 1")
        hidden = town.card(name)
        await town.tell(name, "办理单 77")
        assert town.card(name) == hidden

    played(tmp_path, story)


def test_who_holds_a_case_and_then_joins_the_issuer_sees_it_no_more(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await entered(town)
        await town.tell(LIN, "接办 1")
        await named(town, LIN, "民政办")
        await town.tell(LIN, "待办意见")
        assert "走访照片" not in town.card(LIN)
        await town.press_data(LIN, "case:decide:1:2")
        assert "走访照片" not in town.card(LIN)
        assert case(town).decision is None

    played(tmp_path, story)


def test_another_coordinator_reads_along_and_cannot_act(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await entered(town)
        await town.tell(LIN, "接办 1")
        await town.tell(ZHAO, "办理单 1")
        assert "党政办小林在办" in town.card(ZHAO)
        assert labels(town, ZHAO) == ["经过", "待办意见"]
        for press in ("decide", "ask", "consult", "free"):
            await town.press_data(ZHAO, f"case:{press}:1:2")
            assert "不在您手上" in town.card(ZHAO)
        assert case(town).version == 2

    played(tmp_path, story)


def test_help_names_offices_to_those_who_hold_them(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await entered(town)
        await _member(town)
        for name, told in ((QIANG, ()), (LIN, ("待办意见",)), (SUN, ("待办意见", "经办人"))):
            said = len(town.platform.posted)
            await town.tell(name, "帮助")
            text = "\n".join(one.text for one in town.platform.posted[said:])
            for word in ("待办意见", "经办人", "本单位意见"):
                assert (f"「{word}」" in text) is (word in told), (name, word)

    played(tmp_path, story)
