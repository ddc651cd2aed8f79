"""Broken updates by the thousand: each is an event of the right types, nothing, or Malformed."""

import copy
import dataclasses
import os
import random
import types
import typing
from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.boundary import Malformed, RawUpdate
from bot.platforms.telegram_events import parse
from bot.platforms.telegram_intake import loads, raw_update
from tests.platforms.kit import (
    AT,
    US,
    channel,
    dump,
    group,
    person,
    private,
    said,
    update,
)

ROUNDS = int(os.environ.get("JIANFU_MUTATIONS", "3000"))
FILE = {"file_id": "f", "file_unique_id": "u", "file_name": "台账.xlsx"}
PICTURE = {"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}
MEMBER = {"status": "member", "user": person()}
SEEDS: list[dict[str, Any]] = [
    update(
        "message", said("/flag 3", entities=[{"type": "bot_command", "offset": 0, "length": 5}])
    ),
    update("message", said(chat=private(), reply_to_message=said(), via_bot=person(9))),
    update("message", said(None, caption="见附件", document=FILE, media_group_id="5")),
    update("message", said(None, photo=[PICTURE], message_thread_id=5, is_topic_message=True)),
    update(
        "message",
        said(
            sender_chat=channel(),
            is_automatic_forward=True,
            forward_origin={"type": "channel", "chat": channel(), "message_id": 12, "date": AT},
        ),
    ),
    update(
        "message",
        said(forward_origin={"type": "user", "sender_user": person(9), "date": AT}),
    ),
    update("message", said(None, new_chat_members=[person(8)])),
    update("message", said(None, migrate_to_chat_id=-1001)),
    update("channel_post", said(chat=channel(), author_signature="值班室")),
    update("edited_message", said(edit_date=AT)),
    update(
        "callback_query",
        {
            "id": "55", "from": person(), "chat_instance": "1", "data": "x", "message": said(),
        },
    ),
    update(
        "message_reaction",
        {
            "chat": group(), "message_id": 31, "date": AT, "user": person(),
            "old_reaction": [], "new_reaction": [{"type": "emoji", "emoji": "👎"}],
        },
    ),
    update(
        "my_chat_member",
        {
            "chat": group(), "from": person(), "date": AT,
            "old_chat_member": MEMBER, "new_chat_member": MEMBER,
        },
    ),
]  # fmt: skip
ODD: list[Any] = [
    None, True, False, 0, 1, -1, 2**31, 2**63, -(2**70), 1.5, float("inf"), float("nan"), "", "x",
    "\ud800", "0", [], [1], [None], [[]], {}, {"id": 1}, {"x": {}}, {"type": []},
]  # fmt: skip


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every container in ``value`` with each of its keys or places."""
    inside = value.items() if isinstance(value, dict) else enumerate(value)
    for key, inner in list(inside):
        yield value, key
        if isinstance(inner, dict | list):
            yield from _places(inner)


def _mutated(rng: random.Random) -> dict[str, Any]:
    value = copy.deepcopy(rng.choice(SEEDS))
    for _ in range(rng.choice((1, 1, 1, 2, 3))):
        container, key = rng.choice(list(_places(value)))
        if rng.random() < 0.25:
            del container[key]
        else:
            container[key] = copy.deepcopy(rng.choice(ODD))
        if not value:
            return value
    return value


def _fits(value: Any, kind: Any) -> bool:
    if isinstance(kind, types.UnionType) or typing.get_origin(kind) is typing.Union:
        return any(_fits(value, one) for one in typing.get_args(kind))
    if typing.get_origin(kind) is tuple:
        return type(value) is tuple and all(type(item) is str for item in value)
    if kind is datetime:
        return type(value) is datetime and value.tzinfo is not None
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return type(value) is kind
    if kind in (str, int):
        return type(value) is kind and (kind is int or _encodes(value))
    return type(value) is kind and (not dataclasses.is_dataclass(kind) or well_typed(value))


def _encodes(text: str) -> bool:
    return text.encode("utf8", "ignore").decode("utf8") == text


def well_typed(value: Any) -> bool:
    """Whether each field of a dataclass is what it is declared to be, all the way down."""
    kinds = typing.get_type_hints(type(value))
    wrong = [name for name, kind in kinds.items() if not _fits(getattr(value, name), kind)]
    assert not wrong, (wrong, value)
    return True


def check(value: Any) -> bool:
    """Whether the update was understood; fails for anything but an honest answer."""
    body = dump(value)
    raw = raw_update(US, body, loads(body))
    assert well_typed(raw)
    assert isinstance(raw, RawUpdate)
    try:
        found = parse(body, US)
    except Malformed:
        return False
    assert found is None or well_typed(found)
    return True


def test_mutated_updates() -> None:
    rng = random.Random(20260312)
    understood = sum(check(_mutated(rng)) for _ in range(ROUNDS))
    assert 0.1 * ROUNDS < understood < 0.9 * ROUNDS


JSON = st.recursive(
    st.sampled_from(ODD) | st.text(max_size=4) | st.integers(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["chat", "from", "message", "update_id", "id", "type", "date", "text"]),
            inner,
            max_size=5,
        )
    ),
    max_leaves=12,
)


@settings(max_examples=200, deadline=None)
@given(JSON, st.sampled_from(["message", "callback_query", "chat_member", "poll"]))
def test_any_json(value: Any, kind: str) -> None:
    check(value)
    check({"update_id": 5, kind: value})


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=40))
def test_any_bytes(body: bytes) -> None:
    assert raw_update(US, body, loads(body)).private
    try:
        parse(body, US)
    except Malformed:
        return


def test_whole_seeds_are_understood() -> None:
    assert all(check(seed) for seed in SEEDS)
