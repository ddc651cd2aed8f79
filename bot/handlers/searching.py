"""查 低保: found in the asker's own groups, answered in private, eight at a time."""

import re
from collections.abc import Sequence

from bot.handlers.answers import Call, answer_privately, finish, line
from bot.handlers.context import Context
from bot.services.searching import SHOWN, search
from bot.wording import replies, searching

MORE = "more"
_LONGEST_DATA = 64
_PAGE = re.compile(r"(\d{1,3}):(\S.{0,60})", re.DOTALL)


async def find(context: Context, call: Call, updates: Sequence[int]) -> None:
    """The newest hits."""
    await _show(context, call, _fitting(" ".join(call.words.split())), 0, updates)


async def more(context: Context, call: Call, about: str, updates: Sequence[int]) -> None:
    """[更多]: the hits after those shown."""
    page = _PAGE.fullmatch(about)
    start, words = (int(page[1]), page[2]) if page else (0, "")
    await _show(context, call, _fitting(words), start, updates)


async def _show(
    context: Context, call: Call, words: str, start: int, updates: Sequence[int]
) -> None:
    now, chats = context.now(), tuple(one.chat for one in call.groups)
    if not words:
        answers = line(searching.FIND_HOW)
    elif not chats:
        answers = line(replies.NO_GROUPS)
    else:
        found = await context.store.read(
            search, call.member.id, chats, words, start, now, context.calendar, context.clock
        )
        following = f"{MORE}:{start + SHOWN}:{words}"
        answers = [searching.found_text(found, following, now, context.link)]
    await finish(context, updates, lambda tx: answer_privately(tx, context, call, answers))


def _fitting(words: str) -> str:
    """As many of the words as fit behind a button, which carries them to the next page."""
    room = _LONGEST_DATA - len(f"{MORE}:999:")
    return words.encode("utf8", "ignore")[:room].decode("utf8", "ignore").strip()
