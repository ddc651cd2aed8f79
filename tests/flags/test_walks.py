"""Random walks: whatever people, coordinators, issuers and clocks do, these things hold.

No flag is lost and no decision made twice; a case has one decider at a time, and no move without
its row of history; a request changes only by its issuer, its admin or what the group saw.
"""

import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot.domain.case import CASE_MOVES, OVER, CaseEvent, CaseState, Outcome
from bot.domain.flag import FLAG_MOVES, FlagState
from bot.domain.review import Move
from bot.services import answering, attesting, deciding, flagging, hearing, keeping, review
from bot.services.voices import follow_requests
from bot.storage.cases import kin_of
from bot.storage.connection import Snapshot, Tx
from bot.storage.flags import find_flag, flags_of_case, voices
from bot.storage.history import Happening, happened_to, verify
from bot.storage.messages import chat_id
from bot.storage.moves import move_chat
from bot.storage.posts import size_of
from tests.flags.kit import AGREED, CHAIN, LARGE, PHOTOS, REFUSED, World, merge_into, rows_of, who

PEOPLE = st.integers(0, 4)
PICK = st.integers(0, 7)
MEMBERS = st.integers(0, 9)
REASONS = st.sampled_from(["photo", "danger"])
_AFTERS: dict[FlagState, set[FlagState]] = {}
for (_before, _event), (_after, _actors) in FLAG_MOVES.items():
    _AFTERS.setdefault(_before, set()).add(_after)


def _reach(state: FlagState) -> set[FlagState]:
    found = {state}
    while more := {after for one in found for after in _AFTERS.get(one, ())} - found:
        found |= more
    return found


REACHED = {state: _reach(state) for state in FlagState}


class Walk(RuleBasedStateMachine):
    """A county on any day."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.world = World(self.folder)
        self.asked = [self.world.say(PHOTOS), self.world.say(CHAIN, sender="组织办-小王")]
        self.given: dict[int, tuple[int, FlagState]] = {}
        self.by_issuer_or_group = True
        self.requests: list[Any] = []
        self.address = LARGE

    def teardown(self) -> None:
        try:
            if self.given:
                self.all_comes_to_an_end()
        finally:
            self.world.close()
            shutil.rmtree(self.folder)

    def all_comes_to_an_end(self) -> None:
        """Where coordinators do their part, no case is stuck and nothing sealed is left."""
        for _ in range(40):
            self.world.weeks(5)
            waiting = [one for one in self.world.cases(*CaseState) if one.state not in OVER]
            if not waiting:
                break
            for case in waiting:
                for member in (self.world.lin, self.world.zhao, self.world.sun):
                    self.world.act(review.claim, case.id, member)
                    self.world.act(deciding.decide, case.id, member, REFUSED)
                    self.world.act(deciding.attest, case.id, member)
                    later = self.world.now + timedelta(days=400)
                    self.world.act(attesting.attest_moved, case.id, member, later)
        assert waiting == []
        self.world.weeks(110)
        for row in self.world.see(rows_of, "flag"):
            assert row["state"] in (FlagState.PURGED, FlagState.WITHDRAWN)
            assert {row[name] for name in ("voice", "way", "text", "way_key")} == {None}
        kept = {path.name.split("-")[0] for path in (self.folder / "keys").iterdir()}
        assert kept <= {"day", "voice", "history.key"}
        assert self.world.see(hearing.answers_for, self.world.office) == ()

    # What people do.

    @initialize(people=st.integers(0, 3))
    def some_flag_at_once(self, people: int) -> None:
        for person in range(people):
            self.flag(person, 0, "photo")
            self.flag(person, 1, "danger")
        self.world.morning()

    @rule(person=PEOPLE, which=st.integers(0, 1), reason=REASONS)
    def flag(self, person: int, which: int, reason: str) -> None:
        filed = self.world.flag(person, self.asked[which], reason, "每户三张")
        if filed.refusal is None:
            assert filed.flag
            assert filed.flag.id not in self.given
            self.given[filed.flag.id] = (person, FlagState.COOLING)

    @precondition(lambda self: len(self.given) > 2)
    @rule(pick=PICK)
    def withdraw(self, pick: int) -> None:
        for person, ident in self._some_flag(pick):
            self.world.withdraw(person, ident)

    @rule(pick=PICK, happy=st.booleans())
    def rate(self, pick: int, happy: bool) -> None:
        for person, ident in self._some_flag(pick):
            self.world.rate(person, ident, happy)

    @rule(pick=PICK, says=st.booleans())
    def answer(self, pick: int, says: bool) -> None:
        office, now = self.world.office, self.world.now
        waiting = {i: g for i, g in self.given.items() if g[1] is FlagState.ASKED}
        for person, ident in self._some_flag(pick, waiting):
            if says:
                self.world.do(hearing.answer, office, who(person), ident, "每天一次", now)
            else:
                self.world.do(hearing.skip, office, who(person), ident, now)

    def _some_flag(
        self, pick: int, among: dict[int, tuple[int, FlagState]] | None = None
    ) -> Iterable[tuple[int, int]]:
        given = sorted(among or self.given)
        if given:
            ident = given[pick % len(given)]
            yield self.given[ident][0], ident

    # What time does.

    @rule()
    def a_night_goes_by(self) -> None:
        self.world.morning()

    @rule()
    def a_week_goes_by(self) -> None:
        self.world.morning(7)

    @rule(hours=st.integers(1, 20))
    def hours_go_by(self, hours: int) -> None:
        self.world.later(hours)

    @rule(heard=st.booleans())
    def the_group_moves(self, heard: bool) -> None:
        """Its flags go along, whether or not something was heard there before that was told."""
        world, old = self.world, self.address
        self.address = f"{old}0"
        if heard:
            world.do(chat_id, self.address, LARGE)
        world.do(move_chat, old, self.address)
        assert world.do(chat_id, self.address, LARGE) == world.chats[LARGE]
        assert world.see(size_of, world.chats[LARGE]) == 40

    @rule(person=PEOPLE)
    def forget(self, person: int) -> None:
        self.world.do(flagging.forget, self.world.office, who(person), self.world.now)
        assert self.world.see(flagging.flags_of, self.world.office, who(person)) == ()

    @rule(happy=st.booleans())
    def all_answers_are_rated(self, happy: bool) -> None:
        for ident, (person, state) in sorted(self.given.items()):
            if state is FlagState.ANSWERED:
                self.world.rate(person, ident, happy)

    @rule()
    def keys_are_changed(self) -> None:
        self.world.do(keeping.rotate, self.world.office)
        self.world.do(keeping.sweep, self.world.office)

    @rule()
    def the_bot_starts_again(self) -> None:
        before = self.world
        before.close()
        self.world = World(self.folder, seed=before.chance.getrandbits(32)).at(before)
        self.world.chats = before.chats

    # What coordinators do.

    @rule(pick=PICK, member=MEMBERS)
    def claim(self, pick: int, member: int) -> None:
        self._act(pick, member, review.claim)

    @rule(pick=PICK, member=MEMBERS, outcome=st.sampled_from(Outcome))
    def decide(self, pick: int, member: int, outcome: Outcome) -> None:
        """Claim and decide; a wrong member, or one who is late, gets nowhere."""
        self._act(pick, member, review.claim)
        self._act(pick, member, deciding.decide, replace(AGREED, outcome=outcome))

    @rule(outcome=st.sampled_from(Outcome), member=MEMBERS)
    def all_is_decided(self, outcome: Outcome, member: int) -> None:
        """A night, and somebody goes through the queue."""
        self.world.morning(2)
        for pick in range(len(self.world.cases(*CaseState))):
            self.decide(pick, member, outcome)

    @rule(happy=st.booleans())
    def a_week_after_all_are_asked(self, happy: bool) -> None:
        self.all_answers_are_rated(happy)
        self.world.morning(7)

    @rule(pick=PICK, member=MEMBERS)
    def ask(self, pick: int, member: int) -> None:
        self._act(pick, member, review.claim)
        self._act(pick, member, review.ask, "哪一项?")

    @rule(pick=PICK, member=MEMBERS)
    def consult(self, pick: int, member: int) -> None:
        self._act(pick, member, review.claim)
        self._act(pick, member, review.consult)

    @rule(pick=PICK, member=MEMBERS, other=PICK)
    def merge(self, pick: int, member: int, other: int) -> None:
        self._act(pick, member, review.merge, self._case(other))

    @rule(member=MEMBERS, into=PICK)
    def all_are_merged(self, member: int, into: int) -> None:
        for pick in range(len(self.world.cases(*CaseState))):
            self.merge(pick, member, into)

    @rule(pick=PICK, member=MEMBERS, what=st.integers(0, 5))
    def act(self, pick: int, member: int, what: int) -> None:
        verbs: list[tuple[Any, ...]] = [
            (review.release,),
            (review.split,),
            (deciding.attest,),
            (deciding.tell_issuer,),
            (attesting.attest_moved, self.world.now + timedelta(days=30)),
            (deciding.give_up, "改不了"),
        ]
        self._act(pick, member, *verbs[what])

    @rule(pick=PICK, member=st.integers(0, 3), late=st.integers(1, 3))
    def too_late(self, pick: int, member: int, late: int) -> None:
        """Whoever looks at an older version of a case changes nothing."""
        case, world = self._case(pick), self.world
        if case:
            found = world.case(case)
            four = (world.lin, world.zhao, world.he, world.sun)
            stale = world.office, case, found.version - late, four[member]
            moved = world.do(deciding.decide, *stale, AGREED, world.now)
            assert moved.refusal is not None
            world.do(review.claim, *stale, world.now)
            assert world.case(case) == found

    def _act(self, pick: int, member: int, verb: Any, *args: Any) -> None:
        """As one of the four coordinators; mostly as whoever has the case."""
        case, world = self._case(pick), self.world
        if case:
            four = (world.lin, world.zhao, world.he, world.sun)
            acting = four[member] if member < 4 else world.case(case).claimed_by or world.zhao
            world.act(verb, case, acting, *args)

    def _case(self, pick: int) -> int:
        cases = [case.id for case in self.world.cases(*CaseState) if case.number]
        return cases[pick % len(cases)] if cases else 0

    # What issuers, admins and groups do.

    @rule(pick=PICK, what=st.integers(0, 4))
    def issuer(self, pick: int, what: int) -> None:
        verbs: list[tuple[Any, ...]] = [
            (answering.explain, "按规定"),
            (answering.withdraw_request,),
            (answering.confirm, "已改"),
            (answering.reschedule, self.world.now + timedelta(days=9)),
            (answering.merge_request, self.asked[1]),
        ]
        case = self._case(pick)
        if case:
            moved: Move = self.world.answer(verbs[what][0], case, *verbs[what][1:])
            self.by_issuer_or_group |= moved.refusal is None

    @rule(which=st.integers(0, 1))
    def asked_again(self, which: int) -> None:
        text, sender = (PHOTOS, "民政办-小陈") if which == 0 else (CHAIN, "组织办-小王")
        self.by_issuer_or_group = True
        self.asked[which] = self.world.say(text, sender=sender)

    @rule()
    def admin_merges(self) -> None:
        one, other = (self.world.see(_root, ident) for ident in self.asked)
        if one != other:
            self.by_issuer_or_group = True
            self.world.do(merge_into, other, one)

    @rule()
    def admin_splits(self) -> None:
        self.by_issuer_or_group = True
        self.world.do(_unmerge)

    # What holds.

    @invariant()
    def no_flag_is_lost(self) -> None:
        for ident, (person, before) in self.given.items():
            found = self.world.see(find_flag, ident)
            assert found is not None
            assert found.state in REACHED[before]
            self.given[ident] = (person, found.state)

    @invariant()
    def one_person_has_one_voice(self) -> None:
        self.world.do(follow_requests, self.world.office)
        for case in self.world.cases(*CaseState):
            # Who asked to be forgotten is nobody that could be told to have flagged again.
            flags = self.world.see(flags_of_case, case.id)
            people = {(self.given[f.id][0] if f.voice else f.id) for f in flags}
            assert len({voice for _, voice in self.world.see(voices, case.id)}) <= len(people)
        for person in range(5):
            shown = self.world.see(flagging.flags_of, self.world.office, who(person))
            assert {flag.id for flag in shown} <= {
                ident for ident, (owner, _) in self.given.items() if owner == person
            }

    @invariant()
    def nobody_is_told_of_an_answer_that_waits(self) -> None:
        """What waits to be told is for flags of the case it is about, each once."""
        told = self.world.see(hearing.answers_for, self.world.office)
        assert len({one.flag for one in told}) == len(told)
        assert all(self.given[one.flag][1] is not FlagState.WITHDRAWN for one in told)

    @invariant()
    def advice_stands_on_what_waits_for_its_remedy(self) -> None:
        rows = {row["matter"] for row in self.world.see(rows_of, "advice")}
        heads = [one.id for one in self.world.cases(CaseState.REMEDYING)]
        assert rows == {kin for head in heads for kin in self.world.see(kin_of, head)}

    @invariant()
    def every_move_has_its_row_and_nothing_is_decided_twice(self) -> None:
        assert self.world.see(verify, self.world.office.keys).fault is None
        for case in self.world.cases(*CaseState):
            _check(self.world.see(happened_to, case.id))

    @invariant()
    def nobody_must_act_without_a_clock(self) -> None:
        for case in self.world.cases(*CaseState):
            match case.state:
                case CaseState.PENDING | CaseState.REOPENED:
                    assert case.acknowledge_by
                case CaseState.CLAIMED:
                    assert case.answer_by
                    assert case.lease_until
                    assert case.claimed_by
                case CaseState.NEED_INFO | CaseState.CONSULTING:
                    assert case.wait_until
                    assert case.answer_left is not None
                case CaseState.REMEDYING | CaseState.ANSWERED:
                    assert case.wait_until
                    assert case.decision
                case _:
                    assert case.state is not CaseState.DECIDED

    @invariant()
    def requests_change_only_by_who_may(self) -> None:
        rows = self.world.see(_requests)
        assert self.by_issuer_or_group or rows == self.requests
        self.requests, self.by_issuer_or_group = rows, False


def _check(rows: list[Happening]) -> None:
    """The rows of a case follow each other; whoever decides holds the claim, once each round."""
    state, holder, decided, first = CaseState.COLLECTING, None, 0, None
    for row in rows:
        assert row.before is state
        state, actors = CASE_MOVES[row.before, row.event]
        assert (row.after, True) == (state, row.actor in actors)
        match row.event:
            case CaseEvent.CLAIM:
                assert holder is None
                holder = row.member
                assert holder is not None
                assert holder != first
            case CaseEvent.RELEASE | CaseEvent.MERGE:
                holder = None
            case CaseEvent.DECIDE:
                assert row.member == holder
                assert decided == 0
                decided += 1
            case CaseEvent.REOPEN:
                first, holder, decided = holder, None, 0
            case CaseEvent.RECUR:
                first, holder, decided = None, None, 0


def _requests(snapshot: Snapshot) -> list[Any]:
    return snapshot.execute("select * from request order by id").fetchall()


def _root(snapshot: Snapshot, ident: int) -> int:
    row = snapshot.execute(
        "select coalesce(merged_into, id) from request where id = ?", [ident]
    ).fetchone()
    return int(row[0])


def _unmerge(tx: Tx) -> None:
    tx.execute("update request set merged_into = null")


Walk.TestCase.settings = settings(
    max_examples=14,
    stateful_step_count=35,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
test_walks = Walk.TestCase
