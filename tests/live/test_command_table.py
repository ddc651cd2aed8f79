"""One table of commands: help, words and the platform's menus say the same."""

import asyncio
import re
from pathlib import Path

from bot.domain.boundary import Ambiguous
from bot.domain.people import Role
from bot.handlers.admins import ADMIN_COMMANDS
from bot.handlers.commands import COMMANDS, Where, named
from bot.handlers.members import (
    CONTACT_COMMANDS,
    MEMBER_COMMANDS,
    OFFICE_COMMANDS,
    UPPER_COMMANDS,
)
from bot.handlers.menus import menus
from bot.wording import admins, posts, replies
from bot.wording import commands as words
from tests.live.kit import Town

NAMES = {command.name for command in COMMANDS}
ADMINS = {command.name for command in COMMANDS if command.role is Role.ADMIN}
OFFICE = {c.name for c in COMMANDS if c.role in (Role.COORDINATOR, Role.CONTACT)}
_SAID_BY_ITSELF = {"start", "help"}
"""The platform shows the one, and whoever reads the help found the other."""


def test_every_command_has_words_and_no_word_has_two() -> None:
    assert set(words.COMMANDS) == NAMES
    assert len(COMMANDS) == len(NAMES)
    every = [word for name, entry in words.COMMANDS.items() for word in (name, *entry.words)]
    assert len(every) == len(set(every))
    for name, entry in words.COMMANDS.items():
        for word in (name, name.upper(), *entry.words):
            found = named(word)
            assert found is not None
            assert found.name == name


def test_the_help_names_every_command() -> None:
    assert set(MEMBER_COMMANDS) == NAMES - ADMINS - OFFICE - _SAID_BY_ITSELF
    assert {*OFFICE_COMMANDS, *UPPER_COMMANDS, *CONTACT_COMMANDS} == OFFICE
    assert set(ADMIN_COMMANDS) == ADMINS
    text = replies.help_text(MEMBER_COMMANDS) + admins.admin_help(ADMIN_COMMANDS)
    text += posts.office_help([*OFFICE_COMMANDS, *UPPER_COMMANDS, *CONTACT_COMMANDS], "")
    for name in NAMES - _SAID_BY_ITSELF:
        assert f"「{words.first_word(name)}」{words.COMMANDS[name].help}" in text


def test_the_menus_are_the_table_and_fit_the_platform() -> None:
    private, group, leaders = menus()
    assert {name for name, _ in private} == NAMES - OFFICE
    inside = NAMES - {one.name for one in COMMANDS if one.where is Where.PRIVATE} - {"start"}
    inside -= OFFICE
    assert {name for name, _ in group} == inside - ADMINS
    assert {name for name, _ in leaders} == inside
    for name, line in (*private, *group, *leaders):
        assert line.endswith(words.COMMANDS[name].help)
        assert line.startswith("(管理员)") is (name in ADMINS)
        assert re.fullmatch("[a-z0-9_]{1,32}", name)
        assert len(line) <= 256


def test_menus_are_shown_once_at_the_start_and_their_failure_stops_nothing(
    tmp_path: Path,
) -> None:
    async def story() -> None:
        town = Town(tmp_path)
        try:
            town.platform.faults.append(("announce", Ambiguous("lost")))
            await town.live.announce()
            assert not town.platform.menus
            await town.live.announce()
            assert dict(town.platform.menus["private"])["time"].startswith("(管理员)时间")
        finally:
            town.close()

    asyncio.run(story())
