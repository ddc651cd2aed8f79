"""The world: its accounts and chats, how they are made and found, and who watches it."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields
from itertools import count

from bot.sandbox.kinds import DEFAULT_UPDATES
from bot.sandbox.model import (
    ADMIN_RIGHTS,
    CHANNEL_BOT,
    GROUP_ANONYMOUS_BOT,
    TELEGRAM,
    Bot,
    Change,
    Chat,
    ChatKind,
    Member,
    Message,
    Press,
    Status,
    User,
)

Watcher = Callable[[Change], None]
_SUPERGROUP_IDS = -1_000_000_000_000
_SERVICE_ACCOUNTS = (
    User(id=TELEGRAM, first_name="Telegram"),
    User(id=GROUP_ANONYMOUS_BOT, first_name="Group", username="GroupAnonymousBot", is_bot=True),
    User(id=CHANNEL_BOT, first_name="Channel", username="Channel_Bot", is_bot=True),
)


@dataclass(slots=True, kw_only=True, eq=False)
class World:
    """All state of the miniature Telegram. Not thread-safe: use it from the server's loop.

    ``clock`` gives unix seconds. ``private`` chats are by (bot, person), all others by id.
    A press can be answered for ``patience`` seconds.
    """

    clock: Callable[[], float] = time.time
    patience: int = 60
    users: dict[int, User] = field(
        default_factory=lambda: {user.id: user for user in _SERVICE_ACCOUNTS}
    )
    bots: dict[int, Bot] = field(default_factory=dict)
    chats: dict[int, Chat] = field(default_factory=dict)
    private: dict[tuple[int, int], Chat] = field(default_factory=dict)
    presses: dict[str, Press] = field(default_factory=dict)
    watchers: list[Watcher] = field(default_factory=list)
    keys: Iterator[int] = field(default_factory=lambda: count(1))
    people_ids: Iterator[int] = field(default_factory=lambda: count(600_000_001))
    chat_ids: Iterator[int] = field(default_factory=lambda: count(1_500_000_001))

    def now(self) -> int:
        """Return the time of the world in unix seconds."""
        return int(self.clock())

    def tell(self, change: Change) -> None:
        """Tell every watcher of a change."""
        for watcher in list(self.watchers):
            watcher(change)


def subscribe(world: World, watcher: Watcher) -> Callable[[], None]:
    """Have `watcher` called at every change, at once and in order; returns how to stop it."""
    world.watchers.append(watcher)
    return lambda: world.watchers.remove(watcher)


def start_over(world: World) -> None:
    """Forget all but the clock, the watchers and the bots' accounts; ids begin anew."""
    bots = list(world.bots.values())
    fresh = World(clock=world.clock, patience=world.patience, watchers=world.watchers)
    for part in fields(World):
        setattr(world, part.name, getattr(fresh, part.name))
    for bot in bots:
        bot.queue.clear()
        name, username = bot.user.first_name, bot.user.username or ""
        add_bot(world, name, username, token=bot.token, reads_all=bot.reads_all)


def add_user(
    world: World,
    first_name: str,
    *,
    last_name: str | None = None,
    username: str | None = None,
    language_code: str | None = None,
    hides_forwards: bool = False,
    user_id: int | None = None,
) -> User:
    """Create a person."""
    user = User(
        id=next(world.people_ids) if user_id is None else user_id,
        first_name=first_name,
        last_name=last_name,
        username=username,
        language_code=language_code,
        hides_forwards=hides_forwards,
    )
    world.users[user.id] = user
    return user


def add_bot(
    world: World, first_name: str, username: str, *, token: str, reads_all: bool = False
) -> Bot:
    """Create a bot; its id is the number before the colon of `token`."""
    number = int(token.partition(":")[0])
    user = User(id=number, first_name=first_name, username=username, is_bot=True)
    bot = Bot(user=user, token=token, reads_all=reads_all, allowed=DEFAULT_UPDATES)
    world.users[user.id] = user
    world.bots[user.id] = bot
    return bot


def add_group(world: World, title: str, owner: User, *members: User) -> Chat:
    """Create a basic group of people; bots are added by `membership.add`."""
    return _add_chat(world, ChatKind.GROUP, title, None, (owner, *members))


def add_supergroup(
    world: World,
    title: str,
    owner: User,
    *members: User,
    username: str | None = None,
    forum: bool = False,
) -> Chat:
    """Create a supergroup of people; bots are added by `membership.add`."""
    chat = _add_chat(world, ChatKind.SUPERGROUP, title, username, (owner, *members))
    chat.forum = forum
    return chat


def add_channel(
    world: World,
    title: str,
    owner: User,
    *members: User,
    username: str | None = None,
    linked: Chat | None = None,
) -> Chat:
    """Create a channel; its posts are forwarded to the `linked` supergroup by themselves."""
    chat = _add_chat(world, ChatKind.CHANNEL, title, username, (owner, *members))
    if linked:
        chat.linked, linked.linked = linked.id, chat.id
    return chat


def _add_chat(
    world: World, kind: ChatKind, title: str, username: str | None, people: tuple[User, ...]
) -> Chat:
    number = next(world.chat_ids)
    own = kind is not ChatKind.GROUP
    chat_id = _SUPERGROUP_IDS - number if own else -number
    chat = Chat(id=chat_id, kind=kind, title=title, username=username)
    chat.members = {user.id: Member(user=user) for user in people}
    owner = people[0]
    chat.members[owner.id] = Member(user=owner, status=Status.CREATOR, rights=ADMIN_RIGHTS)
    world.chats[chat.id] = chat
    return chat


def find_chat(world: World, chat_id: int, bot_id: int | None = None) -> Chat | None:
    """Return the chat of that id; a private one is that with `bot_id`, or with the first bot."""
    if chat_id < 0:
        return world.chats.get(chat_id)
    bots = list(world.bots) if bot_id is None else [bot_id]
    found = (world.private.get((bot, chat_id)) for bot in bots)
    return next((chat for chat in found if chat), None)


def number_of(message: Message, bot_id: int | None = None) -> int | None:
    """Return the message_id as that bot sees it, or the first bot that has it; None if it can't."""
    if message.chat.numbers_own:
        return message.number
    if bot_id is None:
        return next(iter(message.numbers.values()), None)
    return message.numbers.get(bot_id)


def find_message(chat: Chat, number: int, bot_id: int | None = None) -> Message | None:
    """Return the message of a chat by its message_id, seen as in `number_of`."""
    for message in reversed(chat.messages.values()):
        if number_of(message, bot_id) == number:
            return message
    return None


def history(chat: Chat) -> list[Message]:
    """Return what stands in a chat, oldest first, without what was deleted."""
    return list(chat.messages.values())


def chats_of(world: World, user_id: int) -> list[Chat]:
    """Return the chats somebody is in, the latest said in first; moved groups are left out."""
    mine = [
        chat
        for chat in (*world.chats.values(), *world.private.values())
        if user_id in chat.members and chat.members[user_id].present and chat.moved_to is None
    ]
    return sorted(mine, key=lambda chat: max(chat.messages, default=0), reverse=True)


def bots_in(world: World, chat: Chat) -> list[Bot]:
    """Return the bots that are in a chat now."""
    return [
        bot
        for bot in world.bots.values()
        if bot.id in chat.members and chat.members[bot.id].present
    ]
