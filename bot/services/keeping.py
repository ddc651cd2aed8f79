"""How long what could tell of a flagger is kept: 90 days after closing, and keys are changed."""

from datetime import datetime, timedelta

from bot.domain.case import CaseState
from bot.domain.flag import FlagState
from bot.domain.review import Case
from bot.services.attaching import new_key
from bot.services.flagging import FLAGGED_FOR
from bot.services.office import Office, local_day
from bot.services.voices import (
    DAYS,
    day_key,
    is_theirs,
    reseal,
    voice,
    voice_key_for,
    voice_key_in,
    way_of,
)
from bot.storage.cases import cases_in, head_of, note, over_with_key
from bot.storage.connection import Tx
from bot.storage.feedback import (
    change_feedback,
    change_said,
    drop_said,
    said_in,
    waiting_feedback,
)
from bot.storage.flags import (
    batches_ago,
    change_flag,
    drop_orphaned_texts,
    find_flag,
    flags_in,
    forget_spent,
    forget_withdrawn,
    keep_voice_key,
    kept_voices,
    own_flags,
    purge_flags,
    spend,
    spend_idle_voice_keys,
    spent,
    voice_months,
)
from bot.storage.requests import request_by_id
from bot.storage.spots import flaggable

KEPT = timedelta(days=90)
LIVED = 60
"""Batches there must have been since: a clock that leaps ahead destroys nothing younger."""


def ready_keys(tx: Tx, office: Office, now: datetime) -> None:
    """Make the keys of today and tomorrow before anybody flags, with every heartbeat.

    So no file's date tells when the first flag of a day, or of a month, was given.
    """
    for day in (local_day(now), local_day(now) + timedelta(days=1)):
        office.keys.make(day_key(tx, office, day))
        office.keys.make(voice_key_in(tx, office, day))


def renew_voice_keys(tx: Tx, office: Office, now: datetime) -> None:
    """Make the keys of all months whose requests may be flagged; of others only what is used."""
    ready_keys(tx, office, now)
    days = {local_day(at) for _, at in flaggable(tx, now - FLAGGED_FOR)}
    for day in sorted({day.replace(day=1) for day in days}):
        office.keys.make(voice_key_in(tx, office, day))
    ahead = {local_day(now), local_day(now) + timedelta(days=1)}
    spend_idle_voice_keys(tx, but=frozenset(f"{day:%Y-%m}" for day in days | ahead))


def purge(tx: Tx, now: datetime) -> None:
    """Destroy the way back to those whose flag or case closed 90 days ago; they still count."""
    today = local_day(now)
    forget_withdrawn(tx, today)
    drop_orphaned_texts(tx)
    lived = batches_ago(tx, today, LIVED)
    if lived is None:
        return
    until = min(today - KEPT, lived)
    for case in over_with_key(tx):
        closed = head_of(tx, case).closed_on
        if closed and closed <= until:
            purge_flags(tx, today, until, case.id)
            drop_said(tx, case.id)
            note(tx, case.id, key=None)
            spend(tx, [case.key] if case.key else [])
    # Of cases that came back meanwhile, too.
    purge_flags(tx, today, until)


def sweep(tx: Tx, office: Office) -> int:
    """Destroy keys that are needed no more; how many. In a call of its own.

    What made them needless must be committed first: a key cannot be rolled back.
    """
    names = spent(tx)
    for name in names:
        office.keys.destroy(name)
        forget_spent(tx, name)
    return len(names)


def rotate(tx: Tx, office: Office) -> None:
    """Change all keys, as after somebody may have read them; what was only begun is lost."""
    for month in voice_months(tx):
        name = office.fresh_name(f"voice-{month}")
        keep_voice_key(tx, month, name)
        office.keys.make(name)
    for ident, key, *_ in kept_voices(tx):
        spend(tx, [key])
        _remark(tx, office, ident)
    for case in cases_in(tx, *CaseState):
        if case.key:
            _reseal_case(tx, office, case, case.key)
    _reseal_days(tx, office)


def _reseal_days(tx: Tx, office: Office) -> None:
    """Keys of days that nobody flagged on are changed as well: none tells of a flag."""
    before = office.keys.names(DAYS)
    days = {name: name[: len(f"{DAYS}yyyy-mm-dd")] for name in before}
    fresh = {day: office.fresh_name(day) for day in days.values()}
    for name in fresh.values():
        office.keys.make(name)
    for flag in flags_in(tx, FlagState.COOLING):
        if flag.way_key in days:
            reseal(tx, office, flag, fresh[days[flag.way_key]])
    spend(tx, before)


def _remark(tx: Tx, office: Office, ident: int) -> None:
    """Make a flag's voice anew; whose way back is gone, can be told to be theirs no more."""
    flag = find_flag(tx, ident)
    assert flag is not None
    way, request = way_of(office, flag), request_by_id(tx, flag.root)
    if way is None or request is None or not is_theirs(office, flag, way[0]):
        change_flag(tx, ident, voice_key=None, voice=None)
        return
    key = voice_key_for(tx, office, request)
    change_flag(tx, ident, voice_key=key, voice=voice(office, key, flag.root, way[0]))


def _reseal_case(tx: Tx, office: Office, case: Case, before: str) -> None:
    key = new_key(office)
    for flag in own_flags(tx, case.id):
        if flag.way_key == before:
            reseal(tx, office, flag, key)
    for one in waiting_feedback(tx, case=case.id):
        value = office.keys.open(before, one.body, f"feedback:{one.id}")
        if value:
            change_feedback(tx, one.id, office.keys.close(key, value, f"feedback:{one.id}"))
    for said in said_in(tx, case.id):
        value = office.keys.open(before, said.body, f"said:{said.id}")
        if said.case == case.id and value:
            change_said(tx, said.id, office.keys.close(key, value, f"said:{said.id}"))
    note(tx, case.id, key=key)
    spend(tx, [before])
