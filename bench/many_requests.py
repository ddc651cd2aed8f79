"""A history of very many invented requests, most of them recurring, and true repeats of some."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import islice, product
from pathlib import Path
from random import Random
from typing import NamedTuple

from bot.domain.message import SHANGHAI
from bot.reading.findable import findable
from bot.reading.likeness import features
from bot.reading.likeness.words import load
from bot.reading.terms import terms
from bot.storage.connection import connect, migrate
from bot.storage.schema import MIGRATIONS

END = datetime(2026, 6, 29, 18, 0, tzinfo=SHANGHAI)
MONTHS = 24
SPAN = timedelta(days=30.4 * MONTHS)
_MONTHLY, _WEEKLY = 0.6, 0.1
"""Shares of the requests that come of a form asked for every month, or every week."""
_BATCH = 5000

_TOWNS = [
    f"{first}{last}镇"
    for first, last in product(
        "青白红金银石沙柳杨桃梅竹荷菊松柏云霞星月龙凤虎鹿鹤雁莲菱枫桐",
        "溪河山坪坝岭湾桥店集沟塘洲浦峪坡泉垭寨铺",
    )
]
_FORMS = ("台账", "名单", "统计表", "花名册", "进度表", "汇总表", "清单", "底数")
_COLUMNS = ("姓名、电话", "户数、人数", "地址、面积", "数量、金额", "身份证号、住址", "进度、问题")
_ORDERS = (
    "{t}各村{d}日前报送{p}{s}{f},注明{c},报{o}。",
    "请{t}各村报{p}{s}{f},{c}都要填,{d}日下班前发{o}。",
    "{o}要{t}{p}{s}{f},各村{d}日前报,包括{c}。",
    "{t}:为掌握情况,请各村填报{p}{s}{f}({c}),于{d}日前报{o}。",
)
_ONCE = (
    "{t}各村排查{w}一带{s}情况,{d}日前把{f}报{o}。",
    "请{t}各村对{w}的{s}登记造册,{c}写清楚,{d}日前交{o}。",
    "{o}通知:{t}{w}片区{s}本周走访,{f}{d}日前报。",
)
_ANEW = (
    "{o}:{t}{p}的{s}各村摸个底,{c},{d}日前给我{f}。",
    "各村注意,{t}要{p}{s}的{f},{d}日前交{o},{c}别漏。",
)
_OFFICES = ("民政办", "农业办", "应急办", "党建办", "卫健办", "综治办", "统计站", "林业站")


class Told(NamedTuple):
    """One request of the history, and what it was made of."""

    at: datetime
    town: int
    names: tuple[str, ...]
    form: int
    columns: int
    office: int
    order: str
    period: str
    where: str

    def text(self, name: str, order: str, day: int, extra: str = "") -> str:
        """Its words under one of its subject's names."""
        return order.format(
            t=_TOWNS[self.town], s=name, f=_FORMS[self.form], c=_COLUMNS[self.columns] + extra,
            o=_OFFICES[self.office], p=self.period, w=self.where, d=day,
        )  # fmt: skip

    @property
    def due(self) -> datetime:
        """By when it is wanted."""
        return self.at + timedelta(days=5)

    @property
    def core(self) -> str:
        """Its words."""
        return self.text(self.names[0], self.order, self.due.day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeat:
    """A true repeat of the request with an id: how it repeats, and where it is told."""

    sort: str
    of: int
    text: str
    chat: int
    at: datetime


def history(size: int, seed: int = 1) -> list[Told]:
    """So many requests by time, always the same ones."""
    rng = Random(seed)
    called = [
        tuple(one for one in (name, *item["aliases"]) if one.isalpha())
        for items in load("catalogue").values()
        for name, item in items.items()
    ]
    subjects = [names for names in called if names]
    told = [*_recurring(rng, subjects, int(size * _MONTHLY), timedelta(days=30.4), "{m}月份")]
    told += _recurring(rng, subjects, int(size * _WEEKLY), timedelta(days=7), "")
    while len(told) < size:
        one = _one(rng, subjects, _ONCE, END - SPAN * rng.random())
        told.append(one._replace(where="".join(rng.choices(_PLACES, k=3))))
    return sorted(told[:size], key=lambda one: one.at)


_PLACES = "东西南北上下前后新老大小高低长方圆林田园岗墩湖渡庙井头尾坳坑冲屋院庄"


def _recurring(
    rng: Random, subjects: list[tuple[str, ...]], count: int, every: timedelta, period: str
) -> Iterator[Told]:
    rounds = int(SPAN / every)
    for _ in range(count // rounds):
        first = _one(rng, subjects, _ORDERS, END - SPAN + every * rng.random())
        for turn in range(rounds):
            at = first.at + every * turn
            # What is asked for in a month is the data of the month before.
            month = (at.replace(day=1) - timedelta(days=1)).month
            yield first._replace(at=at, period=period.format(m=month))


def _one(
    rng: Random, subjects: list[tuple[str, ...]], orders: tuple[str, ...], at: datetime
) -> Told:
    names = list(rng.choice(subjects))
    rng.shuffle(names)
    return Told(
        at=at,
        town=rng.randrange(len(_TOWNS)),
        names=tuple(names),
        form=rng.randrange(len(_FORMS)),
        columns=rng.randrange(len(_COLUMNS)),
        office=rng.randrange(len(_OFFICES)),
        order=rng.choice(orders),
        period="",
        where="",
    )


def words_of(one: Told) -> frozenset[str]:
    """What `findable` names for a request, at a twentieth of the cost."""
    bare = one._replace(period="", where="")
    subjects = _subjects(bare.text(one.names[0], one.order.replace("{t}", ""), 1))
    return terms(one.core) | subjects | {f"C{chat_of(one)}"}


def chat_of(one: Told) -> int:
    """The group in which a request was asked first."""
    return 1 + 2 * one.town


@lru_cache(maxsize=200_000)
def _subjects(text: str) -> frozenset[str]:
    return frozenset(w for w in findable(text, features(text, END)) if w.startswith("S"))


def _period_of(one: Told) -> str | None:
    if not one.period:
        return None
    before = one.at.replace(day=1) - timedelta(days=1)
    month = before.year * 12 + before.month
    return f"P{month}x{month}"


def build(path: Path, size: int) -> None:
    """Write a store that has kept so many requests."""
    db = connect(path, lasting=False)
    try:
        migrate(db, MIGRATIONS)
        counted: Counter[str] = Counter()
        db.conn.execute("begin")
        told = enumerate(history(size), start=1)
        while chunk := list(islice(told, _BATCH)):
            rows = [(ident, one, words_of(one)) for ident, one in chunk]
            db.conn.executemany(_REQUEST, [_row(ident, one) for ident, one, _ in rows])
            db.conn.executemany(
                "insert into request_terms (rowid, terms) values (?, ?)",
                [(ident, " ".join(sorted(words))) for ident, _, words in rows],
            )
            counted.update(word for _, _, words in rows for word in words)
        db.conn.executemany("insert into term values (?, ?)", sorted(counted.items()))
        db.conn.execute(
            "insert into request_day select first_at / 86400, min(id) from request group by 1"
        )
        db.conn.execute("commit")
    finally:
        db.close()


_REQUEST = (
    "insert into request"
    " (id, key, kind, title, issuer, state, first_at, last_at, deadline, core, period)"
    " values (?, ?, 'report', ?, ?, 'open', ?, ?, ?, ?, ?)"
)


def _row(ident: int, one: Told) -> tuple[object, ...]:
    at = int(one.at.timestamp())
    title = f"{one.names[0]}{_FORMS[one.form]}"
    due = int(one.due.timestamp())
    key, office = f"{chat_of(one)}-{ident}", _OFFICES[one.office]
    return ident, key, title, office, at, at, due, one.core, _period_of(one)


def repeats(told: list[Told], count: int, seed: int = 2) -> list[Repeat]:
    """True repeats of requests of the last weeks, a fifth of them of each sort."""
    rng = Random(seed)
    first = next(i for i, one in enumerate(told) if one.at > END - timedelta(days=40))
    newest = {_series(one): ident for ident, one in enumerate(told, start=1)}
    found: list[Repeat] = []
    while len(found) < count:
        one = told[rng.randrange(first, len(told))]
        ident = newest[_series(one)]
        one = told[ident - 1]
        sort = _SORTS[len(found) % len(_SORTS)]
        at = min(one.at + timedelta(days=rng.uniform(0.1, 4)), END)
        chat = chat_of(one) + (sort in ("forwarded", "reworded", "relayed"))
        found.append(Repeat(sort=sort, of=ident, text=_said(rng, one, sort), chat=chat, at=at))
    return found


def _series(one: Told) -> tuple[object, ...]:
    return one.town, one.names, one.form, one.columns, one.office, one.order, one.where


_SORTS = ("forwarded", "edited", "reminded", "reworded", "relayed")


def _said(rng: Random, one: Told, sort: str) -> str:
    other = rng.choice(one.names)
    match sort:
        case "forwarded":
            return f"转发:{one.core}"
        case "edited":
            return one.text(one.names[0], one.order, one.due.day + 1, "、备注")
        case "reminded":
            return f"{one.where}{other}{_FORMS[one.form]}还差3个村没报,抓紧"
        case "relayed":
            return f"{one.core[:-1]},{(one.due - timedelta(days=1)).day}日前先报镇里,签字盖章。"
    order = rng.choice(_ANEW)
    # The other body gathers at the place that was named; elsewhere nothing tells it apart.
    return one.text(other, order, one.due.day).replace("的", f"{one.where}的", 1)
