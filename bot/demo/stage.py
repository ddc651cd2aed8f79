"""The world before anything is said: people, groups, the bot; and how a step becomes an order."""

import re
from itertools import count
from urllib.parse import parse_qs, urlsplit

from bot.demo.script import LINK, PRESS, TELL, Place, Script, Step
from bot.domain.message import Media
from bot.platforms.telegram_intake import ALLOWED_UPDATES
from bot.sandbox.keyboards import buttons
from bot.sandbox.model import Chat, Json, User
from bot.sandbox.updates import allow
from bot.sandbox.world import World, add_supergroup, add_user

_MEDIA = {
    Media.PHOTO: ["photo"],
    Media.VIDEO: ["video"],
    Media.VOICE: ["voice"],
    Media.STICKER: ["sticker"],
}


class Stage:
    """Who and where everybody is; ``said`` finds a step's message by its place and number."""

    def __init__(self, world: World, script: Script) -> None:
        """Fill a world in which nobody is but the bot."""
        self.script = script
        self._world = world
        (self.bot,) = world.bots.values()
        # From the first update on: their numbers must be the same when all is played again.
        allow(self.bot, ALLOWED_UPDATES)
        self.users: dict[str, User] = {
            person.name: add_user(world, person.name) for person in script.people
        }
        self.keys = {person.key: self.users[person.name] for person in script.people}
        self.roles = {self.users[person.name].id: person for person in script.people}
        self.chats = {place.key: self._group(world, place) for place in script.places}
        self.said: dict[tuple[str, int], int] = {}

    def _group(self, world: World, place: Place) -> Chat:
        world.chat_ids = count(place.number)
        members = [self.users[name] for name in place.members]
        chat = add_supergroup(world, place.title, *members)
        first = (step.number for step in self.script.steps if step.place == place.key)
        # The groups are older than the sample; the bot's own coming is said before it.
        chat.counter = max(0, min((n for n in first if n), default=0) - _BEFORE)
        return chat

    def order(self, step: Step) -> Json | None:
        """What `actions.perform` takes; None where the message spoken of is gone."""
        chat, who = self.chats[step.place], self.users[step.who]
        if step.what == LINK:
            return _opens(chat, who, step.text)
        if step.what == PRESS:
            return _presses(self._world.private.get((self.bot.id, who.id)), who, step.text)
        if step.what == TELL:
            return _tells(self._world.private.get((self.bot.id, who.id)), who, step.text)
        place = {"chat": chat.id, "who": who.id}
        if step.what == "add":
            added = self.users[step.more["add"]]
            return {"action": "add", "chat": chat.id, "user": added.id, "by": who.id}
        if step.what in ("edit", "react"):
            key = self.said.get((step.place, step.number or 0))
            if key not in chat.messages:
                return None
            if step.what == "edit":
                return {"action": "edit", "message": key}
            emojis = [step.more["emoji"]]
            return {"action": "react", "message": key, "who": who.id, "emojis": emojis}
        if "photos" in step.more:
            captions = [step.text, *[None] * (step.more["photos"] - 1)]
            parts = [[caption, ["photo"]] for caption in captions]
            return {"action": "post_album", **place, "parts": parts}
        original = self._original(step)
        if original:
            return {"action": "forward", "message": original, "who": who.id, "to": chat.id}
        return {"action": "post", **place, **self._content(step)}

    def _content(self, step: Step) -> Json:
        more = step.more
        said: Json = {"text": step.text or None}
        replied = self.said.get((step.place, more.get("reply_to", 0)))
        if replied in self.chats[step.place].messages:
            said["reply_to"] = replied
        if "file" in more:
            said["media"] = ["document", more["file"]]
        elif "media" in more:
            said["media"] = _MEDIA[more["media"]]
        if "origin" in more:
            date = int(step.at.timestamp())
            name = {"sender_user_name": more["origin"]}
            said["origin"] = {"type": "hidden_user", "date": date, **name}
        return said

    def _original(self, step: Step) -> int | None:
        """The very message that is forwarded, where its author wrote it in one of our groups."""
        author = self.users.get(step.more.get("origin", ""))
        if author is None:
            return None
        for chat in self.chats.values():
            for message in reversed(chat.messages.values()):
                if message.author == author.id and message.text == step.text:
                    return message.key
        return None


def _opens(chat: Chat, who: User, label: str) -> Json | None:
    """The link of a button under the newest message in a group that has it."""
    for message in reversed(chat.messages.values()):
        for button in buttons(message.markup):
            if button["text"] == label and "url" in button:
                query = parse_qs(urlsplit(button["url"]).query)
                return {"action": "start", "who": who.id, "payload": query["start"][0]}
    return None


def _presses(private: Chat | None, who: User, wanted: str) -> Json | None:
    """A button that says what is wanted, or has the number of the line that does."""
    asked = next(reversed(private.messages.values()), None) if private else None
    if asked is None:
        return None
    lines = [line for line in (asked.text or "").splitlines() if wanted in line]
    labels = [wanted, *(line.partition(" ")[0] for line in lines)]
    for button in buttons(asked.markup):
        if button["text"] in labels and "callback_data" in button:
            data = button["callback_data"]
            return {"action": "press", "message": asked.key, "who": who.id, "data": data}
    return None


def _tells(private: Chat | None, who: User, text: str) -> Json | None:
    """What is told the bot; {words} become the number of the newest line that has them."""
    wanted = _WORDS.search(text)
    if private is None or wanted is None:
        return None
    for message in reversed(private.messages.values()):
        for line in (message.text or "").splitlines():
            number = _NUMBERED.match(line)
            if number and wanted[1] in line:
                said = text.replace(wanted[0], number[1])
                return {"action": "post", "chat": private.id, "who": who.id, "text": said}
    return None


_WORDS, _NUMBERED = re.compile(r"\{([^{}]+)\}"), re.compile(r"\D{0,3}(\d+) ")
_BEFORE = 8


def make_room(chat: Chat, number: int | None) -> None:
    """Let the next message have its number of the sample, unless the bot's own took it."""
    if number is not None:
        chat.counter = max(chat.counter, number - 1)
