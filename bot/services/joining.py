"""Requests that an admin merges, splits, or keeps apart for ever."""

from dataclasses import replace

from bot.domain.correction import Fix
from bot.domain.reading import Relation
from bot.domain.request import Request, RequestState, copy_key
from bot.services.editing import Desk, Edit, first_text, request_at
from bot.services.proposing import propose_apart, propose_same
from bot.services.unfolding import times_without
from bot.storage.connection import Tx
from bot.storage.corrections import form_name, key_name
from bot.storage.mentions import Told, family_of, key_of, mentions_of
from bot.storage.messages import seconds
from bot.storage.versions import unsaid_of

_MOST_FORMS = 12


def merge(tx: Tx, desk: Desk, ref: str, into: str) -> int | None:
    """A request is the same as another one, and is shown as that one from now on."""
    return join(tx, desk, ref, into, Fix.MERGE)


def join(tx: Tx, desk: Desk, ref: str, into: str, fix: Fix) -> int | None:
    """The same; ``fix`` tells whose word it is: an admin's (MERGE), or the issuer's (JOINED)."""
    request, root = request_at(tx, ref, desk.chats), request_at(tx, into, desk.chats)
    if request is None or root is None or request.id == root.id:
        return None
    if RequestState.DISMISSED in (request.state, root.state):
        return None
    edit = Edit(tx, desk)
    about = first_text(tx, request, desk.chats)
    mine = edit.own(request)
    for member in family_of(tx, mine.id):
        edit.set("request", member, merged_into=root.id)
    # Two halves of one thing: the time may stand in either.
    if root.deadline is None and root.starts_at is None and _is_local(tx, desk, root):
        edit.set(
            "request",
            root.id,
            deadline=seconds(mine.deadline),
            starts_at=seconds(mine.starts_at),
            assumed=mine.assumed,
        )
    made = edit.keep(fix, ref, into, about)
    if fix is Fix.MERGE:
        propose_same(tx, made, mine, root)
    return made


def _is_local(tx: Tx, desk: Desk, request: Request) -> bool:
    return all(one.chat in desk.chats for one in mentions_of(tx, request.id))


def split(tx: Tx, desk: Desk, ref: str, mention: int, *, for_ever: bool = False) -> int | None:
    """One notice of a request asks something of its own; ``for_ever``: never join them again."""
    request = request_at(tx, ref, desk.chats)
    told = mentions_of(tx, request.id) if request else []
    moved = next((one for one in told if one.id == mention and one.chat in desk.chats), None)
    if request is None or moved is None or len(told) < 2:
        return None
    edit = Edit(tx, desk)
    local = all(one.chat in desk.chats for one in told)
    if local and moved.request != request.id:
        # It came by a merge: it goes back to the request it was.
        edit.set("request", moved.request, merged_into=None)
        rest = [one for one in told if one.request != moved.request]
        own_key = key_of(tx, moved.request)
    else:
        rest = [one for one in told if one.id != moved.id]
        base = request.key if local else copy_key(request.key, desk.chat)
        own_key = edit.take_out(request, [moved], _alone(request, moved, base)).key
        if local:
            _refold(edit, request, moved, rest)
    if for_ever:
        edit.pair("apart", key_name(request.key), key_name(own_key))
        _forms_apart(edit, [moved], rest)
    fix = Fix.APART if for_ever else Fix.SPLIT
    return edit.keep(fix, ref, str(mention), (moved.form, moved.ask))


def keep_apart(tx: Tx, desk: Desk, ref: str, other: str) -> int | None:
    """Two requests that were said to want the same data do not."""
    request, far = request_at(tx, ref, desk.chats), request_at(tx, other, desk.chats)
    if request is None or far is None or request.id == far.id:
        return None
    edit = Edit(tx, desk)
    about = first_text(tx, request, desk.chats)
    mine = _ours_of(edit, request, far)
    for one in family_of(tx, mine.id):
        for two in family_of(tx, far.id):
            edit.pair("same_data", one, two, there=False)
            edit.pair("confirmed", one, two, there=False)
    edit.pair("apart", key_name(mine.key), key_name(far.key))
    _forms_apart(edit, mentions_of(tx, mine.id), mentions_of(tx, far.id))
    made = edit.keep(Fix.APART, ref, other, about)
    propose_apart(tx, made, mine, far)
    return made


def confirm(tx: Tx, desk: Desk, ref: str, other: str) -> int | None:
    """Two requests want the same data, and stay two: somebody looked at both."""
    request, far = request_at(tx, ref, desk.chats), request_at(tx, other, desk.chats)
    if request is None or far is None or request.id == far.id:
        return None
    edit = Edit(tx, desk)
    about = first_text(tx, request, desk.chats)
    mine = _ours_of(edit, request, far)
    edit.pair("same_data", mine.id, far.id)
    edit.pair("confirmed", mine.id, far.id)
    made = edit.keep(Fix.SAME_DATA, ref, other, about)
    propose_same(tx, made, mine, far)
    return made


def _ours_of(edit: Edit, request: Request, far: Request) -> Request:
    """The request as one side of a pair that nobody else reads of: one side must be the desk's."""
    return request if _is_local(edit.tx, edit.desk, far) else edit.own(request)


def _forms_apart(edit: Edit, these: list[Told], those: list[Told]) -> None:
    """The texts mean different things where the desk stands; a text is never kept from itself."""
    mine = {one.form for one in these if one.form}
    theirs = {one.form for one in those if one.form}
    chat = edit.desk.chat
    for one in sorted(mine)[:_MOST_FORMS]:
        for two in sorted(theirs - {one})[:_MOST_FORMS]:
            edit.pair("apart", form_name(one, chat), form_name(two, chat))


def _alone(request: Request, told: Told, base: str) -> Request:
    """The request that a notice makes by itself, its key made of ``base``."""
    cancels = told.relation is Relation.CANCEL
    return replace(
        request,
        key=f"{base}s{told.message}",
        issuer=told.issuer or request.issuer,
        state=RequestState.WITHDRAWN if cancels else RequestState.OPEN,
        first_at=told.sent_at,
        last_at=told.sent_at,
        deadline=told.deadline,
        starts_at=told.starts_at,
        due_for=(),
        recurs=None,
        upstream_deadline=None,
        upstream_issuer=None,
        levels=(),
    )


def _refold(edit: Edit, request: Request, gone: Told, rest: list[Told]) -> None:
    """What a notice did to the request it never spoke of is taken back."""
    unsaid = unsaid_of(edit.tx, request.id)
    rest = [one for one in rest if one.id not in unsaid]
    if gone.relation is Relation.CANCEL and all(m.relation is not Relation.CANCEL for m in rest):
        edit.set("request", request.id, state=RequestState.OPEN)
    edit.set("request", request.id, **times_without(request, [gone], rest))
