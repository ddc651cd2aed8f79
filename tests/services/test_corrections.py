"""Corrections undone in reverse order leave every row as it was; the same press again does nothing.

The story: five notices of one group and one of another that shares a request, then any corrections.
"""

import tempfile
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.app import knowledge
from bot.config import Config
from bot.domain.correction import Fix
from bot.domain.message import SHANGHAI, Message
from bot.domain.people import Presence
from bot.domain.reading import NO_TIMES, Kind, Times
from bot.reading.reader import read
from bot.services import corrections as mend
from bot.services import joining
from bot.services.editing import Desk, desk_for
from bot.services.intake import take_in
from bot.storage.connection import Snapshot, Tx
from bot.storage.corrections import correction_by_id
from bot.storage.messages import chat_id
from bot.storage.people import meet
from bot.storage.schema import MIGRATIONS
from bot.storage.store import Store

_NOW = datetime(2026, 3, 12, 9, 0, tzinfo=SHANGHAI)
_LATER = _NOW + timedelta(hours=1)
_GROUP, _OTHER = "toy:1:-100", "toy:1:-200"
_TOLD = (
    (_GROUP, "民政办-小陈", "请各村明天下班前把低保年审名单报民政办"),
    (_GROUP, "农业办-小马", "请各村明天12点前报秸秆台账"),
    (_OTHER, "民政办-小陈", "请各村明天下班前把低保年审名单报民政办"),
    (_GROUP, "民政办-小陈", "请各村明天下班前把低保年审名单报民政办"),
    (_GROUP, "应急办-老周", "周五上午9点在镇三楼开防汛工作会,各村书记参加"),
    (_GROUP, "王姐", "各村把人数说一下"),
)
_TABLES = (
    "request",
    "mention",
    "same_data",
    "confirmed",
    "apart",
    "done",
    "request_terms",
    "message",
)
_REFS = st.sampled_from(["1-1", "1-2", "1-5", "m6", "1-6", "1-1~1", "9-9"])
_FIXES = st.one_of(
    st.tuples(st.sampled_from(["no", "is"]), _REFS, st.just("")),
    st.tuples(st.just("kind"), _REFS, st.sampled_from(list(Kind))),
    st.tuples(st.sampled_from(["title", "issuer"]), _REFS, st.sampled_from(["甲", "乙", ""])),
    st.tuples(st.just("time"), _REFS, st.integers(0, 3)),
    st.tuples(st.sampled_from(["merge", "apart", "same"]), _REFS, _REFS),
    st.tuples(st.sampled_from(["split", "part"]), _REFS, st.integers(1, 8)),
)


def _told(tx: Tx) -> None:
    lexicon, calendar = _KNOWN
    for number, (chat, sender, text) in enumerate(_TOLD, start=1):
        at = _NOW + timedelta(minutes=number)
        message = Message(group=chat, number=number, sent_at=at, sender=sender, text=text)
        take_in(tx, chat_id(tx, chat, chat), message, read(message, at, (), lexicon, calendar))
    member = meet(tx, "toy:1:7")
    tx.execute("insert into done values (?, 1, null, 0)", [member.id])


_KNOWN = knowledge(Config())


def _rows(snapshot: Snapshot) -> dict[str, list[Any]]:
    return {
        table: snapshot.execute(f"select rowid, * from {table} order by 1").fetchall()
        if table not in ("same_data", "confirmed", "apart", "done")
        else snapshot.execute(f"select * from {table} order by 1, 2").fetchall()
        for table in _TABLES
    }


def _do(tx: Tx, verb: str, ref: str, value: Any) -> int | None:
    group = Presence(chat=chat_id(tx, _GROUP, _GROUP), address=_GROUP, title=_GROUP)
    desk = desk_for(tx, 1, [group], ref, _LATER)
    return _done(tx, desk, verb, ref, value) if desk else None


def _done(tx: Tx, desk: Desk, verb: str, ref: str, value: Any) -> int | None:
    match verb:
        case "no":
            return mend.dismiss(tx, desk, ref)
        case "is":
            return mend.accept(tx, desk, ref)
        case "kind":
            return mend.change_kind(tx, desk, ref, value)
        case "title" | "issuer":
            return mend.change_words(tx, desk, ref, Fix(verb), value)
        case "time":
            times = Times(deadline=_NOW + timedelta(days=value)) if value else NO_TIMES
            return mend.change_time(tx, desk, ref, times)
        case "merge":
            return joining.merge(tx, desk, ref, value)
        case "apart":
            return joining.keep_apart(tx, desk, ref, value)
        case "same":
            return joining.confirm(tx, desk, ref, value)
    return joining.split(tx, desk, ref, value, for_ever=verb == "part")


def _undone(tx: Tx, made: list[int]) -> None:
    for ident in reversed(made):
        correction = correction_by_id(tx, ident)
        assert correction is not None
        # Whoever made it may take it back.
        assert mend.may_undo(tx, correction, frozenset({chat_id(tx, _GROUP, _GROUP)}))
        assert mend.undo(tx, correction, _NOW) is None
        again = correction_by_id(tx, ident)
        assert again is not None
        assert mend.undo(tx, again, _NOW) is None


@settings(max_examples=30, deadline=None)
@given(st.lists(_FIXES, max_size=7))
def test_undone_in_reverse_order_all_is_as_before(fixes: list[tuple[str, str, Any]]) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        Store.open(Path(folder) / "a.db", MIGRATIONS) as store,
    ):
        store.run_sync(_told)
        before = store.read_sync(_rows)
        made = [store.run_sync(_do, *fix) for fix in fixes]
        store.run_sync(_undone, [ident for ident in made if ident])
        assert store.read_sync(_rows) == before


_SETTING = ("no", "is", "kind", "title", "issuer", "time", "merge", "apart", "same")


@settings(max_examples=30, deadline=None)
@given(_FIXES.filter(lambda fix: fix[0] in _SETTING), st.integers(1, 3))
def test_the_same_press_again_changes_nothing(fix: tuple[str, str, Any], times: int) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        Store.open(Path(folder) / "a.db", MIGRATIONS) as store,
    ):
        store.run_sync(_told)
        store.run_sync(_do, *fix)
        after = store.read_sync(_rows)
        assert [store.run_sync(_do, *fix) for _ in range(times)] == [None] * times
        assert store.read_sync(_rows) == after
