"""A new request: what an ask makes by itself, kept so that it is found by its words."""

from dataclasses import replace
from datetime import datetime

from bot.domain.reading import Ask
from bot.domain.request import Request, RequestState
from bot.reading.findable import findable
from bot.reading.likeness import features
from bot.services.catalogue import catalogue_of
from bot.storage.connection import Tx
from bot.storage.mentions import free_key
from bot.storage.repeats import index_terms
from bot.storage.requests import add_request


def new_request(ask: Ask, index: int, chat: int, number: int | str, at: datetime) -> Request:
    """What the ``index``th ask of a chat's message, sent at ``at``, makes; it is not kept yet."""
    suffix = f".{index + 1}" if index else ""
    times = ask.times
    evidence = times.deadline_evidence or times.starts_evidence
    return Request(
        id=0,
        key=f"{chat}-{number}{suffix}",
        kind=ask.base_kind,
        title=ask.title,
        issuer=ask.issuer,
        state=RequestState.OPEN,
        urgent=ask.urgent,
        first_at=at,
        last_at=at,
        deadline=times.deadline,
        starts_at=times.starts_at,
        recurs=times.recurs,
        assumed=evidence.assumption if evidence else None,
        upstream_deadline=times.upstream,
        upstream_issuer=None,
        urged=0,
        cues=ask.cues,
        mentions=(),
        due_for=times.due_for,
    )


def open_request(tx: Tx, request: Request, core: str, chat: int) -> Request:
    """Keep a new request, under its key or the next free one like it.

    It is compared and found by these words, said in ``chat``.
    """
    # An edit may put an ask where another one stood.
    added = add_request(tx, replace(request, key=free_key(tx, request.key)), core)
    own = features(core, added.first_at, added.deadline, catalogue=catalogue_of(tx))
    index_terms(tx, added, findable(core, own, chat))
    return added
