"""A county's database after some years: made anew the same each time, by straight inserts."""

import json
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import NamedTuple

from bot.domain.case import Band, CaseEvent, CaseState, Outcome, Pool, Rank
from bot.domain.flag import Actor
from bot.domain.message import SHANGHAI
from bot.domain.people import Role
from bot.domain.reading import Kind
from bot.reading.terms import terms
from bot.storage.connection import Tx
from bot.storage.reasons import load_reasons
from bot.storage.schema import MIGRATIONS
from bot.storage.seal import load_seal
from bot.storage.store import Store
from bot.storage.targets import add_target

NAME = "county.db"
NOW = datetime(2026, 6, 16, 10, 0, tzinfo=SHANGHAI)
GROUPS, REQUESTS, CASES, OPEN = 200, 100_000, 5_000, 300
_MEMBERS, _STAFF = 40, 12
_DEEDS, _PAIRS, _FIXES, _UNSURE = 20_000, 6_000, 3_000, 4_000
_DAYS = 400
_THINGS = (
    "低保年审名单", "秸秆台账", "走访照片", "防汛物资清单", "独居老人情况", "高龄补贴申请表",
    "危房排查表", "河道巡查记录", "党员信息核对表", "疫苗接种数", "厕所改造进度", "耕地面积核对",
    "安全生产自查表", "留守儿童花名册", "退役军人登记表", "文明实践活动小结", "医保参保人数",
    "森林防火值班表", "矛盾纠纷排查台账", "农机购置补贴名单", "经济普查底册", "消防栓检查记录",
    "食品小作坊名单", "网格员考勤", "老旧电梯清单", "地质灾害点巡查表", "燃气安全检查表",
    "图书室台账",
)  # fmt: skip
_OFFICES = (
    "民政", "农业农村", "水利", "教育", "卫健", "应急", "住建", "林业", "人社", "医保", "统计",
    "市场监管", "自然资源", "交通", "文旅", "司法", "信访", "残联", "妇联", "团委",
)  # fmt: skip
_PLACES = ("东河村", "西台村", "后沟子村", "柳树湾村", "石坳村", "新桥社区", "南关社区", "北岭村")


class Cast(NamedTuple):
    """Who looks at the pages, by id."""

    upper: int
    coordinator: int
    contact: int
    admin: int


CAST = Cast(1, 2, 3, _STAFF + 1)


def county(folder: Path) -> float:
    """Make the database of a county in a folder, unless it is there; the seconds it took."""
    begun, path, unready = time.perf_counter(), folder / NAME, folder / "unready.db"
    if path.exists():
        return 0.0
    for old in folder.glob("unready.db*"):
        old.unlink()
    with Store.open(unready, MIGRATIONS, seal=load_seal(folder), lasting=False) as store:
        store.run_sync(_fill)
    unready.rename(path)
    return time.perf_counter() - begun


def _fill(tx: Tx) -> None:
    chance = Random(20260616)
    _people(tx)
    _requests(tx, chance)
    _cases(tx, chance)
    _rest(tx, chance)


def _add(tx: Tx, table: str, columns: str, rows: Iterable[Sequence[object]]) -> None:
    marks = ", ".join("?" * len(columns.split(",")))
    tx.conn.executemany(f"insert into {table} ({columns}) values ({marks})", rows)


def _at(moment: datetime) -> int:
    return int(moment.timestamp())


def _people(tx: Tx) -> None:
    """200 groups of 40, each with an admin; the first looks after three, the coordinator 20."""
    groups, people = range(1, GROUPS + 1), range(1, _STAFF + GROUPS * _MEMBERS + 1)
    _add(tx, "chat", "id, address, name, members",
         [(g, f"toy:1:-{g}", f"第{g}工作群", _MEMBERS) for g in groups])  # fmt: skip
    _add(tx, "member", "id, address, name, private",
         [(m, f"toy:1:{m}", f"老{m}", f"toy:1:{m}") for m in people])  # fmt: skip
    inside = [(_STAFF + (g - 1) * _MEMBERS + i, g) for g in groups for i in range(1, _MEMBERS + 1)]
    _add(tx, "presence", "member, chat, unit",
         [(m, g, _PLACES[m % len(_PLACES)]) for m, g in inside])  # fmt: skip
    _add(tx, "presence", "member, chat", [(CAST.admin, g) for g in (2, 3)])
    admins = [(m, g, Role.ADMIN) for m, g in inside if m % _MEMBERS == CAST.admin % _MEMBERS]
    admins += [(CAST.admin, g, Role.ADMIN) for g in (2, 3)]
    coordinators = [(CAST.coordinator, g, Role.COORDINATOR) for g in range(1, 21)]
    coordinators += [(4 + g % 8, g, Role.COORDINATOR) for g in range(21, GROUPS + 1)]
    _add(tx, "role", "member, chat, role", [*admins, *coordinators])
    others = [(m, f"镇办{m}", Rank.FIRST) for m in (2, *range(4, _STAFF + 1))]
    _add(tx, "post", "member, unit, rank", [(CAST.upper, "县委督查室", Rank.UPPER), *others])
    _add(tx, "contact", "member, issuer", [(CAST.contact, "县民政局")])


class _Asked(NamedTuple):
    """One request: when, by whom, what, and in which groups."""

    ident: int
    at: datetime
    kind: Kind
    title: str
    issuer: str
    groups: list[int]


def _asked(chance: Random) -> Iterator[_Asked]:
    step = timedelta(days=_DAYS) / REQUESTS
    kinds = (
        (Kind.REPORT,) * 12 + (Kind.TASK,) * 4 + (Kind.MEETING,) * 2 + (Kind.INSPECTION, Kind.INFO)
    )
    for ident in range(1, REQUESTS + 1):
        kind, thing = chance.choice(kinds), chance.choice(_THINGS)
        title = f"{chance.choice(_PLACES)}{thing}{chance.randrange(1, 400)}号"
        issuer = (
            f"{chance.choice(('县', '镇'))}{chance.choice(_OFFICES)}{chance.choice(('局', '办'))}"
        )
        told = chance.choice((1, 1, 1, 2, 3))
        groups = chance.sample(range(1, GROUPS + 1), told)
        yield _Asked(ident, NOW - step * (REQUESTS - ident), kind, title, issuer, groups)


def _requests(tx: Tx, chance: Random) -> None:
    requests: list[Sequence[object]] = []
    messages: list[Sequence[object]] = []
    mentions: list[Sequence[object]] = []
    words: list[tuple[int, str]] = []
    askers: list[Sequence[object]] = []
    heard: Counter[str] = Counter()
    for one in _asked(chance):
        found = sorted(terms(one.title))
        heard.update(found)
        event = one.kind in (Kind.MEETING, Kind.INSPECTION)
        late = one.at + timedelta(hours=chance.randrange(8, 200))
        due = None if one.kind is Kind.INFO else _at(late)
        state = chance.choices(("open", "withdrawn", "dismissed"), (94, 4, 2))[0]
        above = (
            (due + 86400, "县政府办")
            if due and not event and chance.random() < 0.03
            else (None, None)
        )
        requests.append((
            one.ident, f"k{one.ident}", one.kind, one.title, one.issuer, state, _at(one.at),
            _at(one.at), None if event else due, due if event else None, one.title, *above,
        ))  # fmt: skip
        for at, group in enumerate(one.groups):
            number = len(messages) + 1
            sent = _at(one.at + timedelta(minutes=7 * at))
            messages.append(
                (number, group, number, 1, sent, "notice", 0, number.to_bytes(8, "big"), None)
            )
            relation = "forward" if at else "first"
            mentions.append((number, one.ident, number, relation, one.kind, one.issuer, 0,
                             requests[-1][8], requests[-1][9], "", 0))  # fmt: skip
            words.append((number, " ".join(found)))
            askers.append((one.ident, group, _STAFF + (group - 1) * _MEMBERS + 2))
    columns = "id, key, kind, title, issuer, state, first_at, last_at, deadline, starts_at, core,"
    _add(tx, "request", f"{columns} upstream_deadline, upstream_issuer", requests)
    _add(tx, "message", "id, chat, number, version, sent_at, what, unsure, fingerprint, excerpt",
         messages)  # fmt: skip
    _add(tx, "mention", "id, request, message, relation, kind, issuer, urgent, deadline, starts_at,"
         " cues, ask", mentions)  # fmt: skip
    _add(tx, "mention_terms", "rowid, terms", words)
    first = {asked[1]: text for asked, (_, text) in zip(mentions, words, strict=True)}
    _add(tx, "request_terms", "rowid, terms", first.items())
    _add(tx, "term", "term, requests", heard.items())
    _add(tx, "asked_by", "request, chat, member", askers)
    _merge(tx, chance)


def _merge(tx: Tx, chance: Random) -> None:
    """Some are one with an earlier one."""
    for _ in range(REQUESTS // 40):
        root = chance.randrange(1, REQUESTS - 60)
        tx.execute(
            "update request set merged_into = ?1 where id = ?2 and not exists"
            " (select 1 from request where merged_into = ?2) and exists"
            " (select 1 from request where id = ?1 and merged_into is null)",
            [root, root + chance.randrange(1, 60)],
        )


def _cases(tx: Tx, chance: Random) -> None:
    """Cases over all the time; the newest wait, in all states."""
    roots = [row[0] for row in tx.execute(
        "select id from request where merged_into is null and state = 'open' order by id"
    ).fetchall()]  # fmt: skip
    reasons, cases, past = list(load_reasons()), [], []
    for number in range(1, CASES + 1):
        waits = number > CASES - OPEN
        state = chance.choice(_OPEN) if waits else CaseState.CLOSED
        at = NOW - timedelta(
            days=chance.randrange(9) if waits else (CASES - number) / CASES * _DAYS
        )
        entered, band = _at(at), chance.choice(tuple(Band))
        decided = state in (CaseState.CLOSED, CaseState.ANSWERED, CaseState.REMEDYING)
        holder = None if state in (CaseState.PENDING, CaseState.CLOSED) else CAST.coordinator
        due = entered + 86400 * 7 if not decided else None
        cases.append((
            number, number, roots[len(roots) * number // (CASES + 1)], chance.choice(reasons),
            Pool.GROUP, state, 3, Rank.FIRST, band, chance.random() < 0.05, holder,
            entered + 28800 if state is CaseState.PENDING else None, due,
            entered + 86400 * 20 if waits else None, _DECISION if decided else None,
        ))  # fmt: skip
        past += [
            (number, entered + 3600 * step, *row)
            for step, row in enumerate(_PAST[: 6 if decided else 2])
        ]
    _add(tx, "flag_case", "id, number, request, reason, pool, state, version, rank, band,"
         " came_back, claimed_by, acknowledge_by, answer_by, wait_until, decision",
         cases)  # fmt: skip
    past.sort(key=lambda row: row[1])
    _add(tx, "case_history", "matter, at, event, before, after, actor, member, detail, mark", past)


_OPEN = (
    CaseState.PENDING, CaseState.PENDING, CaseState.CLAIMED, CaseState.CONSULTING,
    CaseState.NEED_INFO, CaseState.REMEDYING, CaseState.ANSWERED,
)  # fmt: skip
_DECISION = json.dumps(
    {
        "outcome": Outcome.SIMPLIFY, "reason": "照片不作为工作依据", "feedback": "不用再拍照片",
        "basis": "《整治形式主义为基层减负若干规定》第三部分",
    },
    ensure_ascii=False,
)  # fmt: skip
_PAST = tuple(
    (event, before, after, actor, member, "{}", b"")
    for event, before, after, actor, member in (
        (CaseEvent.ENTER, "collecting", "pending", Actor.TIMER, None),
        (CaseEvent.CLAIM, "pending", "claimed", Actor.COORDINATOR, CAST.coordinator),
        (CaseEvent.CONSULT, "claimed", "consulting", Actor.COORDINATOR, CAST.coordinator),
        (CaseEvent.ISSUER_REPLY, "consulting", "claimed", Actor.ISSUER, CAST.contact),
        (CaseEvent.DECIDE, "claimed", "decided", Actor.COORDINATOR, CAST.coordinator),
        (CaseEvent.ADVISE, "decided", "remedying", Actor.BOT, None),
    )
)


def _rest(tx: Tx, chance: Random) -> None:
    """Groups' digests, possible duplicates, corrections, what may be a notice, and the audit."""
    evening = (NOW - timedelta(days=1)).replace(hour=17, minute=30)
    for group in range(1, GROUPS + 1):
        add_target(tx, f"toy:1:-{group}", f"第{group}工作群", evening)
    tx.execute(
        "update target set covered = (select max(id) from message where sent_at <= ?)",
        [_at(evening)],
    )
    pairs = {
        (one, one + chance.randrange(1, 30))
        for one in chance.sample(range(1, REQUESTS - 30), _PAIRS)
    }
    late = {
        (one, one + chance.randrange(1, 30)) for one in range(REQUESTS - 1500, REQUESTS - 30, 3)
    }
    _add(tx, "same_data", "request, other", sorted(pairs | late))
    made = [
        (CAST.admin + _MEMBERS * (i % GROUPS), 1 + i % GROUPS, _at(NOW) - i * 9000, "title",
         f"k{chance.randrange(1, REQUESTS)}", "新的题目", 0, "[]", "[]")
        for i in range(_FIXES, 0, -1)
    ]  # fmt: skip
    _add(tx, "correction", "member, chat, at, fix, ref, value, ask, before, after", made)
    last = tx.execute("select max(id) from message").fetchone()[0]
    _add(tx, "message", "chat, number, version, sent_at, what, unsure, fingerprint, excerpt", [
        (1 + i % GROUPS, last + i, 1, _at(NOW) - i * 700, "chatter", 1, i.to_bytes(8, "big"),
         "各村把情况说一下")
        for i in range(1, _UNSURE + 1)
    ])  # fmt: skip
    _add(tx, "audit", "at, member, act, chat, subject, detail", [
        (_at(NOW) - i * 600, CAST.admin + _MEMBERS * (i % GROUPS), "correct", 1 + i % GROUPS,
         f"k{i}", '{"fix": "title"}')
        for i in range(_DEEDS, 0, -1)
    ])  # fmt: skip
