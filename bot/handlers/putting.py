"""Making one message in a private chat what it is to be: texts from the best to the plainest."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date

from bot.domain.boundary import Gone, Outgoing, Rejected
from bot.domain.delivery import Part
from bot.domain.platform import Platform
from bot.domain.review import Feedback
from bot.wording import hearing as words


def versions_of(card: Part | None, laid: Sequence[Feedback], today: date) -> Sequence[Outgoing]:
    """What a message may say, the best first; nothing where it has to go."""
    if card:
        html = None if card.as_plain else card.html
        own = Outgoing(plain=card.plain, html=html, buttons=card.buttons)
        return dressed(own, laid)
    return _with_plain(words.alone(laid, today)) if laid else ()


def dressed(own: Outgoing, laid: Sequence[Feedback]) -> Sequence[Outgoing]:
    """A card with answers laid over it; without them it comes last."""
    return (*_with_plain(words.laid_over(own, laid)), own) if laid else (own,)


def _with_plain(said: Outgoing) -> Sequence[Outgoing]:
    return said, replace(said, html=None)


async def put(platform: Platform, chat: str, number: int, versions: Sequence[Outgoing]) -> None:
    """Edit in the first version that the platform takes. Raises PlatformError."""
    for said in versions[:-1]:
        with suppress(Rejected):
            await platform.edit(chat, number, said)
            return
    await platform.edit(chat, number, versions[-1])


async def take_away(platform: Platform, chat: str, number: int, today: date) -> None:
    """Delete a message; one too old for that tells nothing any more. Raises PlatformError."""
    try:
        await platform.delete(chat, number)
    except Rejected:
        await platform.edit(chat, number, Outgoing(plain=words.headline(today)))


async def cover(platform: Platform, chat: str, number: int | None, what: Outgoing) -> int:
    """The message that shows something: the one at hand, or a new one. Raises PlatformError."""
    if number is not None:
        with suppress(Gone):
            await platform.edit(chat, number, what)
            return number
    return await platform.send(chat, what)
