"""What of a text is laid on its readers: not what is refused, done, or only named in passing."""

import re
from functools import lru_cache

# Expressly not wanted (不拍照不签到); who does not, is threatened (不签到的通报): that stays.
_FORMS = (
    "(?:点名|拍[张个]?照|照片|截图|视频|签到|打卡|接龙|通报|排名|积分|台账|考核|留痕|回复|转发|点赞|朋友圈|"
    "@所有人|@全体|盖章|签字|摊派|强制|名单|纸质|投票|承诺书|心得|问卷|佐证|表格|横幅|标语)"
)
_REFUSED = (
    r"不要在[^,。;!\n]{0,20}|"
    "(?:(?:不用|无需|无须|不必|不再|不需要?|不要求?|不得|不准|不搞|免|禁止|严禁|杜绝|取消|停止)"
    r"[^,。;!\n的者]{0,4}|(?:别[光只]|不[能要][光只])[^,。;!\n]{0,8}|[不别][再另要发拍做写搞挂]?)"
    f"{_FORMS}(?:[、和与及]?{_FORMS})*"
    r"(?!的|者|就|将|要|一律|[^,。;!\n]{0,2}通报)"
    rf"|{_FORMS}(?:也|都|就|先)?(?:不[收要用交写]|免)了?(?=[,。;!\s]|$)"
)
_LET_OFF = (
    r"已经?[^,。;!?\n]{0,10}的[^,。;!?\n]{0,4}(?:不用|无需|不必|不需)[^,。;!?\n]{0,8}|"
    r"(?:昨天|昨日|上周|上次|前天|去年|上个?月)[^,。;!?\n要报交填]{0,14}(?=[,。;!?\n]|$)"
)
_TITLE = (
    r"(?:根据|按照?|依据|落实|贯彻|参照|学习|转发)[^,。;!?\n《]{0,20}《[^》\n]{0,60}》|"
    r"(?:根据|按照|依据|参照)[^,。;!?\n]{0,30}(?:通知|办法|意见|方案|精神|规定|细则)"
)
# A portrait for a card is no proof of work: 自带一寸照片两张.
_PORTRAIT = (
    r"(?:[一二两12]寸|证件|登记|免冠|标准|[蓝白红]底)(?:彩色|半身|近期|免冠)*(?:照片|相片|照)"
    r"(?:[一二两三四\d]张)?"
)
# No match begins with another letter: most places need no try.
_FIRST = (
    "[12@一上不两严二佐依停免别前去参取台名回学已强心截打承投拍按排接摊无昨朋杜标根横点照留登白盖禁积签红纸考落蓝表"
    "视证贯转通问]"
)
_NOT_LAID = re.compile(f"(?={_FIRST})(?:{_REFUSED}|{_LET_OFF}|{_TITLE}|{_PORTRAIT})")
# A clause of what was done (签到表已收齐), unless it is to be done again.
_DONE = re.compile(
    r"[^,。;:!?\n]{0,20}[已刚](?![^,。;:!?\n]{0,16}[也还再仍的]|[^,。;:!?\n]{0,16}重新)"
    r"[^,。;:!?\n]{0,8}(?:[了过完好齐毕]|到位)(?=[,。;!?\n]|$)"
)
_CLAUSE = re.compile(r"[^,。;!?\n]+")
_ADDED = re.compile(
    r"(?<!参)加(?!快|强|班|紧|装|固)|补(?!贴|助|偿|课)|增(?!收|产)|[还也]要|还需|[附另]"
)


@lru_cache(maxsize=8)
def laid_on_readers(text: str) -> str:
    """Normalised ``text`` without what asks nothing: each such part is a break instead."""
    plain = _NOT_LAID.sub(";", text)
    return _DONE.sub(";", plain) if "已" in plain or "刚" in plain else plain


def added(text: str) -> str:
    """The clauses of a change that want more than before: 还要加谈话记录表."""
    return ";".join(one for one in _CLAUSE.findall(text) if _ADDED.search(one))
