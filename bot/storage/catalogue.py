"""What a place changed in the catalogue of data items, by whom, and what is proposed for it."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from bot.domain.catalogue import NONE, Amendment, Amendments, Claim, amendments
from bot.storage.connection import Snapshot, Tx
from bot.storage.messages import moment, seconds
from bot.storage.overview import Sight, seen_among


class Kept(NamedTuple):
    """An amendment that holds; ``member`` made it (None: it stands in the configuration)."""

    id: int
    amendment: Amendment
    member: int | None
    at: datetime


class Proposal(NamedTuple):
    """What a decision on two requests makes likely, and when and by whom that was decided."""

    id: int
    amendment: Amendment
    member: int
    at: datetime


_HELD: dict[str, Amendments] = {}
_MOST_HELD = 8


def amendments_of(snapshot: Snapshot) -> Amendments:
    """All that hold: first those of the configuration, then as people made them."""
    row = snapshot.execute("select version from catalogue_version").fetchone()
    if row is None or not row[0]:
        return NONE
    held = _HELD.get(row[0])
    if held is None:
        held = _read(snapshot)
        if len(_HELD) >= _MOST_HELD:
            _HELD.clear()
        _HELD[held.version] = held
    return held


def _read(snapshot: Snapshot) -> Amendments:
    rows = snapshot.execute(
        "select claim, name, other from amendment where undone_at is null"
        " order by member is not null, id"
    ).fetchall()
    return amendments(_amendment(row) for row in rows)


def _amendment(row: Any) -> Amendment:
    return Amendment(claim=Claim(row[0]), name=row[1], other=row[2])


def add_amendment(tx: Tx, made: Amendment, member: int | None, at: datetime) -> int:
    """Keep an amendment, which holds from now on; its id."""
    row = tx.execute(
        "insert into amendment (claim, name, other, member, at) values (?, ?, ?, ?, ?)"
        " returning id",
        [made.claim, made.name, made.other, member, seconds(at)],
    ).fetchone()
    _settle(tx)
    return int(row[0])


def undo_amendment(tx: Tx, ident: int, member: int, at: datetime) -> None:
    """It holds no more."""
    tx.execute(
        "update amendment set undone_at = ?, undone_by = ? where id = ?",
        [seconds(at), member, ident],
    )
    _settle(tx)


def keep_configured(tx: Tx, wanted: Amendments, at: datetime) -> None:
    """Those of the configuration are these, and no others."""
    rows = tx.execute(
        "select claim, name, other from amendment where member is null order by id"
    ).fetchall()
    if tuple(map(_amendment, rows)) == wanted.made:
        return
    tx.execute("delete from amendment where member is null")
    for one in wanted.made:
        tx.execute(
            "insert into amendment (claim, name, other, at) values (?, ?, ?, ?)",
            [one.claim, one.name, one.other, seconds(at)],
        )
    _settle(tx)


def _settle(tx: Tx) -> None:
    tx.execute("insert or replace into catalogue_version values (1, ?)", [_read(tx).version])


_KEPT = "id, claim, name, other, member, at"


def kept_amendments(snapshot: Snapshot, limit: int) -> list[Kept]:
    """Those that hold, newest first."""
    rows = snapshot.execute(
        f"select {_KEPT} from amendment where undone_at is null"
        " order by member is null, id desc limit ?",
        [limit],
    ).fetchall()
    return [_kept(row) for row in rows]


def amendment_by_id(snapshot: Snapshot, ident: int) -> Kept | None:
    """One that holds."""
    row = snapshot.execute(
        f"select {_KEPT} from amendment where id = ? and undone_at is null", [ident]
    ).fetchone()
    return None if row is None else _kept(row)


def is_named_later(snapshot: Snapshot, made: Kept) -> bool:
    """Whether people said something of the same item after one of theirs, and it holds."""
    row = snapshot.execute(
        "select 1 from amendment where undone_at is null and id > ?1 and member is not null"
        " and ?2 in (name, other) limit 1",
        [made.id, made.amendment.name],
    ).fetchone()
    return row is not None


def _kept(row: Any) -> Kept:
    at = moment(row[5])
    assert at is not None
    return Kept(id=row[0], amendment=_amendment(row[1:4]), member=row[4], at=at)


def propose(tx: Tx, likely: Amendment, correction: int, pair: tuple[int, int]) -> None:
    """Keep what a decision on two requests makes likely, unless it was answered before.

    Whether two names are one, or two, is the same question whichever of them comes first.
    """
    mirrored = tx.execute(
        "select id from proposal where claim = ? and name = ? and other = ?",
        [likely.claim, likely.other, likely.name],
    ).fetchone()
    if mirrored:
        tx.execute(
            "update proposal set correction = ?, request = ?, far = ?"
            " where id = ? and verdict is null",
            [correction, *pair, mirrored[0]],
        )
        return
    tx.execute(
        "insert into proposal (claim, name, other, correction, request, far)"
        " values (?, ?, ?, ?, ?, ?) on conflict (claim, name, other) do update set"
        " correction = excluded.correction, request = excluded.request, far = excluded.far"
        " where verdict is null",
        [likely.claim, likely.name, likely.other, correction, *pair],
    )


# What was decided on the two requests may have been taken back since.
_WAITING = (
    "select p.id, p.claim, p.name, p.other, c.member, c.at from proposal p"
    " join correction c on c.id = p.correction and c.undone_at is null where p.verdict is null"
)
# The names are of what each of the two says itself, whatever it was merged with since.
_SEEN = (
    " and (:all or 2 = (select count(*) from request r where r.id in (p.request, p.far)"
    " and (coalesce(r.upstream_issuer, r.issuer) in (select value from json_each(:own))"
    " or exists (select 1 from mention n join message m on m.id = n.message"
    " where n.request = r.id and m.what = 'notice'"
    " and m.chat in (select value from json_each(:chats))))))"
)


def waiting_proposals(snapshot: Snapshot, sight: Sight, limit: int) -> list[Proposal]:
    """Those nobody answered, of two requests that somebody sees; newest first."""
    rows = snapshot.execute(
        f"{_WAITING}{_SEEN} order by p.correction desc limit :limit",
        {**_values(sight), "limit": limit},
    ).fetchall()
    return [_proposal(row) for row in rows]


def proposal_by_id(snapshot: Snapshot, sight: Sight, ident: int) -> Proposal | None:
    """One that waits, of two requests that somebody sees."""
    row = snapshot.execute(
        f"{_WAITING}{_SEEN} and p.id = :id", {**_values(sight), "id": ident}
    ).fetchone()
    return None if row is None else _proposal(row)


def _values(sight: Sight) -> dict[str, object]:
    return {
        "all": sight.chats is None,
        "chats": json.dumps(sight.chats or ()),
        "own": json.dumps(sight.issuers),
    }


def _proposal(row: Any) -> Proposal:
    at = moment(row[5])
    assert at is not None
    return Proposal(id=row[0], amendment=_amendment(row[1:4]), member=row[4], at=at)


def answer_proposal(
    tx: Tx, ident: int, member: int, at: datetime, *, yes: bool, amendment: int | None = None
) -> None:
    """It is so, by an amendment or (None) because it was before; or it is not."""
    tx.execute(
        "update proposal set verdict = ?, amendment = ?, decided_by = ?, decided_at = ?"
        " where id = ?",
        [yes, amendment, member, seconds(at), ident],
    )


def ask_again(tx: Tx, amendment: int) -> None:
    """What was answered by an amendment that holds no more waits again."""
    tx.execute(
        "update proposal set verdict = null, amendment = null, decided_by = null,"
        " decided_at = null where amendment = ?",
        [amendment],
    )


def requests_naming(
    snapshot: Snapshot, sight: Sight, names: Iterable[str], since: datetime, limit: int
) -> list[int]:
    """Requests spoken of after ``since`` whose text holds one of these, the newest first; of
    those that somebody sees.
    """
    wanted = list(names)
    if not wanted:
        return []
    holds = " or ".join(["instr(core, ?)"] * len(wanted))
    rows = snapshot.execute(
        "select id from (select id, core from request where last_at > ? and merged_into is null"
        f" order by id desc limit ?) where {holds} order by id desc",
        [seconds(since), _LOOKED_THROUGH, *wanted],
    )
    found: list[int] = []
    while len(found) < limit and (more := [row[0] for row in rows.fetchmany(limit)]):
        seen = seen_among(snapshot, sight, more)
        found += [one for one in more if one in seen]
    return found[:limit]


_LOOKED_THROUGH = 20_000
