"""What is an alarm by its words alone, whatever the message is else and whoever sends it."""

from bot.reading.emergency.alarm import is_bulletin, raises_alarm, warns_off
from bot.reading.emergency.all_clear import is_over
from bot.reading.emergency.signs import is_hearsay
from bot.reading.emergency.urgent import is_plain_alarm
from bot.reading.sorting.classify import Clues


def is_raised(text: str, clues: Clues) -> bool:
    """Whether normalised ``text`` raises an alarm, with what else is known of its message."""
    told = not is_hearsay(text) and (
        (clues.urgent and is_plain_alarm(text))
        or ((warns_off(text) or is_bulletin(text)) and not is_over(text))
    )
    return not clues.drill and (told or (clues.grave and raises_alarm(text)))
