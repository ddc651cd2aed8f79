"""Names that a group takes for others, as corrections keep them; and what stands under a name."""

import json
from collections.abc import Iterable
from datetime import datetime

from bot.domain.correction import Correction, Fix
from bot.storage.connection import Snapshot
from bot.storage.corrections import newest_corrections
from bot.storage.messages import seconds

_MOST = 200


def aliases_for(snapshot: Snapshot, chat: int) -> dict[str, str]:
    """What a chat's notices are read by: aliases of the groups whose digest it feeds."""
    rows = snapshot.execute(
        "select substr(ref, 2), value from correction k where fix = 'alias' and undone_at is null"
        " and (chat = ?1 or chat in (select c.id from target_source s join target t"
        " on t.id = s.target join chat c on c.address = t.chat where s.chat = ?1"
        " and t.kind = 'daily')) order by id",
        [chat],
    ).fetchall()
    return {row[0]: row[1] for row in rows}


def asked_under(
    snapshot: Snapshot, name: str, chats: Iterable[int], since: datetime
) -> tuple[int, ...]:
    """Requests told in these chats lately whose issuer has this name, or that have none and were
    asked by somebody of this name."""
    rows = snapshot.execute(
        "select distinct q.id from message m join mention n on n.message = m.id"
        " join request r on r.id = n.request join request q on q.id = coalesce(r.merged_into, r.id)"
        " where m.what = 'notice' and m.sent_at > ?1"
        " and m.chat in (select value from json_each(?2))"
        " and (q.issuer = ?3 or q.issuer is null and exists (select 1 from asked_by a join member p"
        " on p.id = a.member where a.request = q.id and p.name = ?3)) order by q.id limit ?4",
        [seconds(since), json.dumps(list(chats)), name, _MOST],
    ).fetchall()
    return tuple(row[0] for row in rows)


def corrections_of(snapshot: Snapshot, chat: int, fix: Fix) -> list[Correction]:
    """Corrections of one kind that a group's admins made and that hold, newest first."""
    return newest_corrections(snapshot, [chat], _MOST, fix)
