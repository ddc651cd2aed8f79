"""The day that a notice is signed or headed with, nobody's deadline: 报送台账 农业办 3月20日."""

import re

from bot.reading.deadline.candidates import Candidate, Mark
from bot.reading.deadline.reads import Around

# What signs, set apart by space or a bracket; nothing that leads to a place: 交农业办 3月20日.
_BY = re.compile(
    r"(?:^|[\s(。])(?P<who>(?:(?![报交送到发至找于在前请各由给])[一-鿿]){0,14}?"
    "(?:村委会|居委会|办公室|委员会|政府|党委|支部|指挥部|领导小组|妇联|中心|[办局所站]))[,\\s]{1,3}$"
)
_CONTACT = re.compile(r"(?:联系|经办|填表|制表|拟稿)人:\s?[一-鿿]{2,4}\s{1,3}$")
_ENDS = re.compile(r"[\s)”」』]*")
_WORD = re.compile(r"\w")
# 关于上报…情况的通知(3月20日), and a date below it over 各村:
_TITLE = re.compile(r"(?:报送|上报|填报|提交|完成|做好)[^,。;]*的?(?:通知|函|方案)\($")
_ADDRESSED = re.compile(r"\s*[各一-鿿][一-鿿()、,\s]{1,24}:")


def is_signed(time: Candidate, here: Around) -> bool:
    """Whether a bare day ends a text after who wrote it, be it in brackets."""
    if time.day is None or time.day.name != "ymd" or time.mark is not Mark.NONE:
        return False
    if time.clock or time.part or time.until or not _ENDS.fullmatch(here.sentence_after):
        return False
    said = here.sentence_before
    if _TITLE.search(said):
        return True
    if _WORD.search(here.beyond):
        return bool(time.day.year and here.alone and _ADDRESSED.match(here.beyond))
    signed = _BY.search(said) or _CONTACT.search(said)
    return signed is not None and bool(_WORD.search(here.earlier + said[: signed.start()]))
