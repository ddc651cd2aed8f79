"""What was said in a group before it moved: its numbers are not those of the chat it is now."""

from dataclasses import replace

from bot.domain.boundary import (
    ButtonPressed,
    CommandIn,
    Event,
    GroupMoved,
    MembershipChanged,
    MessageEdited,
    MessageIn,
)


def before_move(number: int | str) -> int | str:
    """The number by which a message is known once its group has moved: the same, negative.

    The chat a group becomes counts from 1 again.
    """
    return -abs(number) if isinstance(number, int) else number


def is_before_move(number: int | str) -> bool:
    """Whether a message was said where its group is no more, so that nothing opens it."""
    return isinstance(number, int) and number < 0


def resettled(event: Event, address: str) -> Event | None:
    """What happened in a group before it moved to ``address``, and is worked on only now.

    None for our own coming and going: that the old group is over says nothing of the new one.
    """
    if isinstance(event, GroupMoved) or event.chat is None:
        return event
    chat = replace(event.chat, address=address)
    if isinstance(event, MessageIn | MessageEdited):
        said, to = event.message, event.message.reply_to
        said = replace(
            said, number=before_move(said.number), reply_to=None if to is None else before_move(to)
        )
        return replace(event, chat=chat, message=said)
    if isinstance(event, MembershipChanged):
        return None if event.ourselves else replace(event, chat=chat)
    number = None if event.number is None else -abs(event.number)
    if isinstance(event, CommandIn):
        to = None if event.reply_to is None else -abs(event.reply_to)
        return replace(event, chat=chat, number=-abs(event.number), reply_to=to)
    if isinstance(event, ButtonPressed):
        return replace(event, chat=chat, number=number)
    return replace(event, chat=chat, number=-abs(event.number))
