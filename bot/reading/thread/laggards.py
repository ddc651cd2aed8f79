"""Who has not handed in, where a reminder gives those alone a date: 未报:石坞镇,今天16:30前报来."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.domain.message import Message
from bot.domain.reading import Ask, DueFor, Earlier
from bot.reading.thread.objects import named_in

_NOT = "(?!各|每|所有|几|其|没|未|[一两二三四五六七八九十]个)"
_NAME = (
    rf"{_NOT}(?:(?!个)[一-鿿\d]){{1,8}}?"
    "(?:村|社区|[镇乡组局所站]|街道|支部|网格|学校|[小中]学|中心)"
)
_SHORT = rf"{_NOT}[一-鿿]{{2,4}}?"
_AND = r"[、,和及]\s?"
_NAMES = rf"(?:{_NAME}(?:{_AND}{_NAME})*|{_SHORT}(?:{_AND}{_SHORT})+)"
_AFTER = re.compile(
    "(?=[剩只就差未没缺还])(?:"
    r"(?:[没未](?:有)?(?:上?[报交填传发]|提交|完成)[^,。;:]{0,8}?(?:的?(?:有|是)?[:]\s?|的?[有是])|"
    rf"(?:还|就|只)?[差缺剩](?:的?[:]\s?)?)(?P<who>{_NAMES})[了吧啊哈]*"
    r"(?=[。;!\s]|,(?:请|务必|抓紧|今|明|必须|\d)|$)"
    ")"
)
_BEFORE = re.compile(
    rf"(?:^|[,。;:!\s])(?P<who>{_NAME}(?:{_AND}{_NAME})*)(?:\d个[村镇])?(?:的?[一-鿿]{{2,10}}?)?"
    "(?:还|都|仍)?[没未](?:有)?(?:上?[报交填传发]|提交)"
)


_READ = 300


def laggards_in(text: str) -> str | None:
    """Those who, as normalised ``text`` says, have not handed in; None where it names none."""
    text = text[:_READ]
    found = _AFTER.search(text) or _BEFORE.search(text)
    # 还差照片、附表: no names of any who are to hand in.
    return re.sub("[和及,]", "、", found["who"]) if found and not named_in(found["who"]) else None


def for_laggards(
    ask: Ask, message: Message, text: str, number: int | str | None, before: Sequence[Earlier]
) -> Ask:
    """A reminder of a thread's ``number``, with an earlier date for those alone whom it names.

    Only who asked, or their body, sets a date; anybody's reminder sets none for some.
    """
    told = next((one for one in before if one.message.number == number), None)
    who, at = laggards_in(text), ask.times.deadline
    asked = told.reading.asks if told and _may(message, ask, told) else ()
    dues = [one.times.deadline for one in asked if one.times.deadline]
    only = (DueFor(whose=who, at=at),) if who and at and dues and at < max(dues) else ()
    return replace(ask, times=replace(ask.times, only_for=only))


def _may(message: Message, ask: Ask, told: Earlier) -> bool:
    if told.message.sender == message.sender:
        return message.sender is not None
    return bool(ask.issuer) and ask.issuer in {one.issuer for one in told.reading.asks}
