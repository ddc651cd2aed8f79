"""The readings of each chat's last messages, so that a restart forgets no thread."""

import json
from dataclasses import fields, is_dataclass
from datetime import datetime
from typing import Any

from bot.domain.message import Message
from bot.domain.reading import (
    Ask,
    Assumption,
    DueFor,
    Earlier,
    Evidence,
    Kind,
    Reading,
    Relation,
    Times,
    Voice,
    What,
)
from bot.storage.connection import Snapshot, Tx
from bot.storage.details import details_from

_READING = tuple(field.name for field in fields(Reading))
_BLANK = {field.name: field.default for field in fields(Reading)}


def _said_plainly(value: object) -> object:
    """What JSON has no word for: asks and what they are made of, terms, moments."""
    if is_dataclass(value):
        # `asdict` would copy all of it first, which takes ten times as long.
        return {field.name: getattr(value, field.name) for field in fields(value)}
    return sorted(value) if isinstance(value, frozenset) else str(value)


_encode = json.JSONEncoder(ensure_ascii=False, default=_said_plainly).encode


def load_thread(snapshot: Snapshot, address: str, topic: str | None) -> list[Earlier]:
    """The messages kept of a chat's topic with their readings, oldest first, textless."""
    rows = snapshot.execute(
        "select t.body from thread t join chat c on c.id = t.chat where c.address = ?"
        " and t.topic is ? order by t.id",
        [address, topic],
    ).fetchall()
    return [_earlier(json.loads(row[0])) for row in rows]


def keep_in_thread(tx: Tx, chat: int, earlier: Earlier, limit: int) -> None:
    """Keep a message's reading, without its text, and let go of all but the last ``limit``,
    the last ``limit`` notices, and the last of each of twice as many whose voices were heard.

    Letting go is put off for a few messages: it costs as much as keeping.
    """
    message = earlier.message
    kept = tx.execute(
        "insert into thread (chat, topic, body) values (?, ?, ?)",
        [chat, message.topic, _encode(_plain(earlier))],
    ).lastrowid
    if (kept or 0) % _PUT_OFF == 0:
        tx.execute(
            "delete from thread where chat = ?1 and topic is ?2"
            " and id not in (select id from thread where chat = ?1 and topic is ?2"
            " order by id desc limit ?3)"
            " and id not in (select id from thread where chat = ?1 and topic is ?2"
            " and json_extract(body, '$.reading.what') = ?4 order by id desc limit ?3)"
            " and id not in (select max(id) from thread where chat = ?1 and topic is ?2"
            " and json_extract(body, '$.reading.voice') is not null"
            " group by json_extract(body, '$.message.sender') order by 1 desc limit ?5)",
            [chat, message.topic, limit, What.NOTICE, 2 * limit],
        )


_PUT_OFF = 7
"""Every so many messages of all chats; a prime, so that no chat is passed over for ever."""


def _plain(earlier: Earlier) -> dict[str, Any]:
    message = earlier.message
    # Most messages are chatter, whose reading has hardly a field that says anything.
    reading = {
        name: value
        for name in _READING
        if (value := getattr(earlier.reading, name)) != _BLANK[name]
    }
    kept = {
        "group": message.group,
        "number": message.number,
        "sent_at": message.sent_at.isoformat(),
        "sender": message.sender,
        "forwarded_from": message.forwarded_from,
        "topic": message.topic,
        "service": message.service,
    }
    return {
        "message": {name: value for name, value in kept.items() if value is not None},
        "reading": reading,
    }


def _earlier(value: dict[str, Any]) -> Earlier:
    message, reading = value["message"], value["reading"]
    message["sent_at"] = datetime.fromisoformat(message["sent_at"])
    reading["what"] = What(reading["what"])
    if "relation" in reading:
        reading["relation"] = Relation(reading["relation"])
    reading["terms"] = frozenset(reading.get("terms", ()))
    reading["ends"] = tuple(reading.get("ends", ()))
    reading["voice"] = _voice(reading.get("voice"))
    reading["asks"] = tuple(ask_of(ask) for ask in reading.get("asks", ()))
    return Earlier(message=Message(**message), reading=Reading(**reading))


def _voice(told: dict[str, Any] | None) -> Voice | None:
    if told is None:
        return None
    fields = tuple((field, odds) for field, odds in told["fields"])
    return Voice(office=told["office"], fields=fields, words=told["words"])


def ask_of(ask: dict[str, Any]) -> Ask:
    """An ask from its fields as they are stored."""
    ask["kind"] = Kind(ask["kind"])
    ask["subject_kind"] = Kind(ask["subject_kind"]) if ask["subject_kind"] else None
    ask["times"] = _times(ask["times"])
    ask["cues"], ask["exemptions"] = tuple(ask["cues"]), tuple(ask["exemptions"])
    ask["details"] = details_from(ask.get("details") or {})
    return Ask(**ask)


def _times(times: dict[str, Any]) -> Times:
    for key in ("deadline", "starts_at", "upstream"):
        times[key] = datetime.fromisoformat(times[key]) if times[key] else None
    for key in ("due_for", "only_for"):
        times[key] = tuple(
            DueFor(whose=one["whose"], at=datetime.fromisoformat(one["at"]))
            for one in times.get(key, ())
        )
    for key in ("deadline_evidence", "starts_evidence"):
        evidence = times[key]
        if evidence and evidence["assumption"]:
            evidence["assumption"] = Assumption(evidence["assumption"])
        times[key] = Evidence(**evidence) if evidence else None
    return Times(**times)
