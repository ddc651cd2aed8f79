"""Orders told by their shape alone, whatever the verb: 今天捞, 今晚都端进屋, 今天来站上拉."""

import re

from bot.reading.deadline import closing, cues
from bot.reading.deadline.agents import is_third
from bot.reading.deadline.candidates import Candidate
from bot.reading.deadline.reads import Around

_WHO = "(?:大家|你们?|自[己家]|全体|各家各户|[各每][一-鿿]{1,3}?)"
_HOW = "(?:[都再先也全]|全部|统统|一律|赶紧|抓紧|务必|必须|一起|一并|派[车人]|自己)"
_LED = f"{_WHO}?{_HOW}{{0,3}}"
_DO = "[清拆搬捞拍扫擦洗铲割换撕贴刷剪拔砍撤挪拖推扛抬晒埋堵填挖砌喷掏疏扎绑]"
_PLACE = "(?:[镇乡村站所社办我队县院局][里上委这]?|[一二三][楼组]|大厅|柜台|窗口|前台)"
_FETCH = "(?:[拿取领拉拷](?![导带])|(?:补|签|办|盖)(?=[字章齐]|一下|个|$))"
_SHAPES = re.compile(
    f"{_LED}{_DO}{{1,2}}(?:[掉完净走光]|[一两三][遍轮块]|干净)?"
    f"|{_LED}(?:[去到][一-鿿]{{1,6}}|把[一-鿿]{{1,10}})?"
    "(?:(?![一-鿿]?[了过着碰见聚聊议开])[一-鿿]{1,2}一下|([一-鿿])一\\1|[一-鿿]一[眼遍圈轮趟])"
    f"|{_LED}再[一-鿿][一两三几]\\w{{1,6}}"
    f"|{_WHO}?[都全]部?[一-鿿]{{1,2}}[进回出][一-鿿]{{1,4}}"
)
# 今天下午来站上拉; but 七点来院里领 tells when it begins.
_COME_FOR = re.compile(f"{_LED}过?来{_PLACE}?{_FETCH}[一-鿿]{{0,6}}")
# 今晚各家扫了: an order only of a day that cannot be over.
_ALL_OF_IT = re.compile(f"{_LED}{_DO}{{1,2}}了")


def is_bidden(candidate: Candidate, here: Around) -> bool:
    """Whether the clause after a time bids the readers do something by then."""
    if cues.SPEAKER.search(here.before) or is_third(here) or here.before.endswith("趁"):
        return False
    told = here.after.rstrip("吧啊哈哦哟呀呢啦 ~.")
    if _SHAPES.fullmatch(told) or (not candidate.clock and _COME_FOR.fullmatch(told)):
        return True
    return bool(_ALL_OF_IT.fullmatch(told)) and closing.is_ahead(candidate)
