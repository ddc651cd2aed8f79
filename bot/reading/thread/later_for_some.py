"""Some of those who were asked may hand in later, by what they are like: 山上的几个村18号报也行."""

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from bot.reading.thread.named_apart import stem
from bot.reading.thread.objects import named_in
from bot.reading.thread.shares import WHEN, Share

_KIND = "(?:村子?|乡镇|[镇乡]|社区|街道|[小大]?组|网格|学校|单位|支部)"
_HEAD = re.compile("^(?:另外?|还有|补充|@所有人|考虑到|鉴于|因为?|由于)?[,:\\s]*")
# 山上的几个村, 沿河的乡镇, 种了晚稻的村; not 各村, nor whom 请 asks something.
_ONE = (
    r"(?!各|每|所有|全|其|别|剩|请|本|我|你|咱|大家|通知)(?:(?![各请让把将报交])[一-鿿、]){1,12}?"
    rf"(?:[几两三四五六七八九\d]个)?{_KIND}(?![员长民委里书支干部级两远近外])"
)
_SORT = re.compile(rf"(?P<who>{_ONE}(?:[、和与及]{_ONE}){{0,9}})(?:的|那边)?")
# 双桥、石门两地的山区村: a row by its names alone.
_ROW_AND_SORT = re.compile(
    rf"^(?P<row>[一-鿿]{{2,3}}(?:、[一-鿿]{{2,3}}?)+?)[两三四几\d]?[地个]的?(?:山区|偏远)?的?{_KIND}?$"
)
_ROW = re.compile(
    r"(?P<row>(?![这那各请])[一-鿿]{2,3}?(?:[、和与及](?!其[他它余])[一-鿿]{2,3}?)*)"
    r"(?=$|[,\s\d]|的|也|就|都|可以|路|人[手少多]|离|太|比较|这|[两三]个|[今明后下周])"
)
_AND, _CLAUSE, _WHEN = re.compile("[、和与及]"), re.compile(r"[,。;!?\n~\s]+"), re.compile(WHEN)
_DONE = "(?:[报交填发送给做弄搞办完]{1,2}(?:给?我|上来|[齐完好成])?)"
_GRANT = "(?:也|都|就)?(?:可以?|[行成中]|要得|没关系|没事|不[晚迟急])"
_AFTER = re.compile(
    rf"(?:之?前)?(?:(?P<bare>(?:再|才)?(?:{_DONE}|给?我)?)|(?P<grant>(?:再|才)?{_DONE}?{_GRANT}))[的了吧啊哈嘛]*"
)
_BEFORE = re.compile(
    "(?:也|就|都|可以?|允许|同意|再|能)+|(?:缓|晚|延|推|放宽|宽限|推迟|顺延)(?:到|至|几天|[一两三]天)?|[到至在]"
)
_ASKS_MORE = re.compile(
    "请|另外|还要|同时|通知|务必|必须|带上?|再补|[报交填做][一两][份张个]|来领|开会|参加|到[^期位齐]"
)
# 晚两天,18号给我: no hour of the evening.
_LATE = re.compile(r"(?:晚|缓|迟|推迟)[几一两三四\d]天(?:没关系|没事|[报交做]|也行|可以)?")
_LONGEST, _MOST, _ROW_OF = 50, 10, 2


def may_put_off(text: str) -> bool:
    """Whether a normalised text may be such: it is short, and a clause of it ends in a time, or in
    words that something may be handed in then.
    """
    if len(text) > _LONGEST or not _MAY_TELL_WHEN.search(text):
        return False
    return bool(_ENDS_THEN.search(text))


_MAY_TELL_WHEN = re.compile("[\\d今明后周午期拜]")

_ENDS_THEN = re.compile(rf"{WHEN}(?:{_AFTER.pattern})(?=[,。;!?~\s]|$)")
_BETWEEN = re.compile("(?<=[村组镇乡区道格校位部子])[、和与及]")


class Later(NamedTuple):
    """The ``shares`` of those who are given a later time and of the others, who keep theirs;
    whether the words ``surely`` give it, and whether it is ``known`` who those are.
    """

    shares: Sequence[Share]
    surely: bool
    known: bool


def later_for_some(text: str, known: Collection[str]) -> Later | None:
    """To whom a short normalised text gives a later time, told by what they are like or in a row of
    names; None where it tells no such thing. ``known`` are the units of the thread by name.
    """
    said = _HEAD.sub("", text)
    who, left = _who(said)
    rest = _LATE.sub(" ", left)
    clauses = [one for one in _CLAUSE.split(rest) if one]
    timed = [one for one in clauses if _WHEN.search(one)]
    if not who or len(text) > _LONGEST or len(timed) != 1 or _ASKS_MORE.search(rest):
        return None
    times = list(_WHEN.finditer(timed[0]))
    after = _AFTER.fullmatch(timed[0], times[0].end())
    if len(times) != 1 or after is None:
        return None
    others = [one for one in clauses if one is not timed[0] and named_in(one)]
    beside = _BEFORE.sub(" ", f"{' '.join(others)} {timed[0][: times[0].start()]}")
    share = Share(who, times[0][0], False, True, beside, later=True)
    still = rest != left or (after["bare"] or "").startswith(("再", "才"))
    surely = still or bool(after["grant"] or _BEFORE.search(rest[: rest.find(times[0][0])]))
    stems = {stem(one) for one in known}
    heard = bool(stems.intersection(map(stem, who))) or bool(_SORT.match(said))
    if not heard and (len(who) < _ROW_OF or not after["grant"]):
        return None
    return Later((share, Share((), "", True, False, "")), surely, heard)


def _who(said: str) -> tuple[tuple[str, ...], str]:
    """Who stands at the head of a text, and what is left of it."""
    sort = _SORT.match(said)
    if sort and not named_in(sort["who"]):
        row = _ROW_AND_SORT.match(sort["who"])
        rest = _BETWEEN.split(sort["who"])
        names = tuple(_AND.split(row["row"])) if row else tuple(rest)
        return names, said[sort.end() :]
    row = _ROW.match(said)
    names = tuple(_AND.split(row["row"])) if row else ()
    if row is None or len(names) > _MOST or named_in(row["row"]):
        return (), ""
    return names, said[row.end() :]
