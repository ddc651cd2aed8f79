"""The menus of commands that Telegram shows, one for each kind of chat."""

import telegram
from telegram.ext import ExtBot

from bot.domain.platform import MenuLines

_LONGEST = 256


async def announce(
    bot: ExtBot[None], private: MenuLines, group: MenuLines, admins: MenuLines
) -> None:
    """Set the menus of private chats, of groups, and of groups for their admins."""
    scopes: tuple[tuple[telegram.BotCommandScope, MenuLines], ...] = (
        (telegram.BotCommandScopeAllPrivateChats(), private),
        (telegram.BotCommandScopeAllGroupChats(), group),
        (telegram.BotCommandScopeAllChatAdministrators(), admins),
    )
    for scope, lines in scopes:
        commands = [telegram.BotCommand(name, line[:_LONGEST]) for name, line in lines]
        await bot.set_my_commands(commands, scope=scope)
