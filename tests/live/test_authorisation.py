"""Command by role by kind of chat: who may, who is refused, and that a refusal changes nothing."""

import asyncio
from pathlib import Path

import pytest

from bot.domain.boundary import PlatformRole
from bot.domain.people import Role
from bot.handlers.commands import COMMANDS, Command
from bot.wording import admins, replies
from tests.live.kit import GROUP, Town, _member
from tests.live.test_settings import LIU, rows

WHO = "阿强"
WORDS = {
    "time": "16:50", "quiet": "21:00-6:00", "pause": "3天", "roles": "加", "link": "ABCDEFGH",
    "units": "老刘 河湾村",
}  # fmt: skip
TABLES = ("target", "target_source", "role", "link_code", "unlinked", "member", "correction")
PRESSES = (
    "set:1:at=1650",
    "hour:1:at=1650",
    "run:1:time 16:50",
    "dismiss:1:1",
    "unlink:1:1",
    "unit:1:1",
)
ROLES = {
    "outsider": (False, PlatformRole.OUTSIDE),
    "member": (False, PlatformRole.MEMBER),
    "hidden": (False, PlatformRole.UNKNOWN),
    "former": (True, PlatformRole.OUTSIDE),
    "unsure": (True, PlatformRole.UNKNOWN),
    "admin": (True, PlatformRole.MEMBER),
}
"""Whether our table calls them admin, and what the platform says of them."""


async def _there(town: Town, *, listed: bool, told: PlatformRole) -> None:
    """The group has an admin, 老刘; whom this is about opened the private chat."""
    town.platform.admins.add(_member(LIU))
    await town.tell(LIU, "/start")
    await town.say("9:00", LIU, "/setup")
    await town.say("9:01", WHO, "收到")
    await town.tell(WHO, "/start")
    if listed:
        await town.command(LIU, "/roles 加", reply_to=1, replied=WHO)
    town.platform.roles[GROUP, _member(WHO)] = told
    town.live.context.standings.forget(GROUP, _member(WHO))
    # Whoever left is found out at the first word, whatever that is, and loses the role by it.
    await town.tell(WHO, "/help")


def _kept(town: Town) -> list[object]:
    return [rows(town, table) for table in TABLES]


def _may(command: Command, role: str) -> bool:
    return command.role is not Role.ADMIN or role == "admin"


async def _use(town: Town, command: Command, *, private: bool) -> list[str]:
    """What was said anywhere because of it."""
    before = len(town.platform.posted)
    words = f"/{command.name} {WORDS.get(command.name, '')}".strip()
    if private:
        await town.tell(WHO, words)
    else:
        await town.command(WHO, words, reply_to=1, replied=LIU)
    return [posted.text for posted in town.platform.posted[before:]]


@pytest.mark.parametrize("role", ROLES)
def test_who_may_use_which_command_where(tmp_path: Path, role: str) -> None:
    async def story() -> None:
        town = Town(tmp_path)
        listed, told = ROLES[role]
        try:
            await _there(town, listed=listed, told=told)
            for command in COMMANDS:
                for private in (True, False):
                    before = _kept(town)
                    said = await _use(town, command, private=private)
                    if _may(command, role):
                        assert replies.ADMINS_ONLY not in said, command.name
                    else:
                        assert said == [replies.ADMINS_ONLY], command.name
                        assert _kept(town) == before, command.name
        finally:
            town.close()

    asyncio.run(story())


@pytest.mark.parametrize("role", [role for role in ROLES if role != "admin"])
def test_a_button_serves_nobody_but_admins(tmp_path: Path, role: str) -> None:
    async def story() -> None:
        town = Town(tmp_path)
        listed, told = ROLES[role]
        try:
            await _there(town, listed=listed, told=told)
            before = _kept(town)
            for data in PRESSES:
                for chat in (None, GROUP):
                    await town.press_data(WHO, data, chat)
                    assert town.card(WHO) == admins.STALE
            assert _kept(town) == before
        finally:
            town.close()

    asyncio.run(story())


def test_who_is_anonymous_is_told_so_and_changes_nothing(tmp_path: Path) -> None:
    async def story() -> None:
        town = Town(tmp_path)
        try:
            await _there(town, listed=False, told=PlatformRole.MEMBER)
            for command in COMMANDS:
                before, said = _kept(town), len(town.shown(GROUP))
                words = f"/{command.name} {WORDS.get(command.name, '')}"
                await town.command("柳河镇村居工作群", words, member=None, replied=WHO)
                told = [admins.ANONYMOUS] if command.role is Role.ADMIN else []
                assert town.shown(GROUP)[said:] == told
                assert _kept(town) == before
        finally:
            town.close()

    asyncio.run(story())
