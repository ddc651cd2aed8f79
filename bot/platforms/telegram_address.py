"""Addresses of Telegram chats and people, "telegram:<bot id>:<id>", and links made from them."""

import re
from dataclasses import dataclass

from bot.domain.boundary import PlatformError, Rejected

_TOKEN = re.compile(r"([0-9]{1,18}):[A-Za-z0-9_-]+")
_ID = re.compile(r"-?[1-9][0-9]{0,18}")
_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")
# The Bot API writes supergroups and channels as -100 before their ten or more digits.
_FIRST_SUPERGROUP = -1_000_000_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Our bot on Telegram; ``username`` is empty until the platform was asked for it."""

    bot_id: int
    username: str = ""

    def address(self, ident: int) -> str:
        """The address of a chat, or of a person and their private chat with us."""
        return f"telegram:{self.bot_id}:{ident}"

    def ident(self, address: str) -> int:
        """Telegram's number behind an address. Raises Rejected for another account's."""
        platform, _, rest = address.partition(":")
        account, _, ident = rest.partition(":")
        if (platform, account) != ("telegram", str(self.bot_id)) or not _ID.fullmatch(ident):
            raise Rejected("not an address of this Telegram account")
        return int(ident)

    def link(self, address: str, number: int | str) -> str | None:
        """Where members can open a message; None in basic groups and private chats."""
        ident = self.ident(address)
        if ident >= _FIRST_SUPERGROUP or not re.fullmatch(r"[1-9][0-9]{0,18}", str(number)):
            return None
        return f"https://t.me/c/{_FIRST_SUPERGROUP - ident}/{number}"

    def invite(self, payload: str) -> str:
        """A deep link into our private chat. Raises Rejected for a payload it cannot carry."""
        if not self.username:
            raise PlatformError("the bot's name is not known before it has started")
        if not _PAYLOAD.fullmatch(payload):
            raise Rejected("a deep link carries 1 to 64 of A-Z a-z 0-9 _ -")
        return f"https://t.me/{self.username}?start={payload}"


def bot_id(token: str) -> int | None:
    """The bot's own number, which its token begins with; None for what is no token."""
    found = _TOKEN.fullmatch(token)
    return int(found[1]) if found else None
