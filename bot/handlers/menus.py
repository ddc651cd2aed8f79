"""The menus of commands that a platform shows, drawn from the table."""

from bot.domain.people import Role
from bot.domain.platform import MenuLines
from bot.handlers.commands import COMMANDS, Command, Where
from bot.wording import commands as words


def menus() -> tuple[MenuLines, MenuLines, MenuLines]:
    """For private chats all, for groups what members may use there, for their admins more.

    What only those with an office may use is told to them alone.
    """
    known = [one for one in COMMANDS if one.role in (Role.MEMBER, Role.ADMIN)]
    private = [one for one in known if one.where is not Where.GROUP]
    inside = [one for one in known if one.where is not Where.PRIVATE and one.name != "start"]
    members = [one for one in inside if one.role is not Role.ADMIN]
    return _lines(private), _lines(members), _lines(inside)


def _lines(commands: list[Command]) -> MenuLines:
    """Members' commands first, as most people are members."""
    in_order = sorted(commands, key=lambda one: one.role is Role.ADMIN)
    return [(one.name, _line(one)) for one in in_order]


def _line(command: Command) -> str:
    entry = words.COMMANDS[command.name]
    return words.for_admins(entry.help) if command.role is Role.ADMIN else entry.help
