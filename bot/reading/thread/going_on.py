"""Clauses that say who goes on as they were asked, where others do not: 电子版时间不变."""

import re
from collections.abc import Sequence

from bot.reading.kinds.excusing import NEED_NOT
from bot.reading.kinds.kind import MOVE
from bot.reading.papers import is_paper
from bot.reading.thread.subject import letters_beside

_CLAUSE = re.compile(r"[,。;!?\n\s]+")
_DO = "[报交做填带拿去来开拍搞发领]"
_KEEPS = (
    rf"(?:照[旧常原样]|照(?={_DO}(?:$|[了不,。]))|[按准]时(?!间)|按原|不变|不动|不[急催]|"
    r"还(?:[是在按]|要$)|仍[然旧]?|仲系)"
)
_OTHERS = "(?:其[他它余]|别[的人]?|另外?[两三四几]|剩下|剩余)"
# 其他村照报, 另外两个表时间不变, 其余整改照片还是13日下班前.
_OTHERS_KEEP = re.compile(
    rf"{_OTHERS}(?P<who>[^,。;]{{0,12}}?)(?:{_KEEPS}|都?[要得](?={_DO})|抓紧|尽快|正常|继续)"
)
# 石桥和梅子垭还是23号, 养蚝户照旧20号.
_SOME_KEEP = re.compile(rf"^(?:但是?|不过)?(?P<who>[^,。;]{{1,16}}?)(?:嘅|的)?{_KEEPS}")
_UNITS = re.compile(
    "[村组镇乡队船户人栋楼校社]|社区|街道|单位|网格|(?<!值)班|部门|企业|学校|片区|支部|家庭|个$"
)
# 电子版先报,纸质版可放宽到25日: two copies of one thing, each by its time.
_TWO_FORMS = re.compile("^(?=.*电子)(?=.*(?:纸质|书面|盖章|扫描))(?!.*(?:都|均|一并|统一))")
# 照片不要了,只要表和警示牌数: what is left of it.
_ONLY_WANTS = re.compile("只(?:要|需要?|用|收|报|交|留)(?![^,。]{0,12}就)(?=[^,。;]{1,12})")
_DO_STILL = re.compile(f"照{_DO}")
# What is said of the whole: 地点不变, 其他要求照旧, 大家还是3点到, 邮箱还是那个.
_OF_WHOLE = re.compile(
    "(?:的|其[他它余]|本次|这次|今[天晚日]|明[天晚日]|大家|我们|咱们?|都|也|就|全[部体]|各[^,]{0,4}|所有[^,]{0,4}|"
    "时间|地[点方址]|日期|会场|要求|内容|事项|安排|议程|议题|格式|模板|方式|人员|名额|任务|工作|标准|范围|流程|邮箱|群|"
    r"报送|上报|提交|参会|通知|不用|会议|会|上午|下午|晚上|[天日]|\d|[点月日号周:])*"
)
_OFF = re.compile(
    rf"{NEED_NOT}|(?:暂时?|先|就)不(?![急催])|不(?=[报交要]了)|唔使|免[报交填予于]|取消|作废|(?:就|那)?算了"
)
_ONLY = f"只(?:要|用|需)?{_DO}"
# 照片不要了,只要表和警示牌数: what is left of it.
_ONLY_WANTS = re.compile("只(?:要|需要?|用|收|报|交|留)(?![^,。]{0,12}就)(?=[^,。;]{1,12})")
_CHANGES = re.compile(
    rf"{MOVE.pattern}|{_OFF.pattern}|{_ONLY}|改(?:喺|去|[一-鿿]{{0,4}}集合)|(?:宽|放|延|推|缓)[^,。;]{{0,4}}[到至]|"
    "(?:[就也](?:[行可]以?|得|中)|就要|都行)(?=$|[,。;\\s])|再[报交来领填去做给搞弄]|不急|暂缓|可以不|改[送交报发]|转[到下]|先[不别莫甭]|[莫甭]来|不消|勿用|弗要|别[来去拿动传]|"
    "(?:提前|挪|缓|放|推|延|换|转)[^,。;]{0,2}[到至]"
)
_TIMED = re.compile(
    r"\d[点时:日号]|[上下]午|[今明后][天晚日](?!好多|太)|[周礼拜][一二三四五六日天]"
)
# 考虑到部分乡镇公章在外: why a change is made, and what leads to it.
_LEADS = re.compile("^(?:补充|更正|说明|注意|提醒|考虑到|因为?|由于|鉴于|经)")
_AND = re.compile("[、和及与]")
# 二食堂的等周四再采: not all of them.
_OF_SOME = re.compile(
    r"^(?P<who>(?!各|大家|所有|没|未|还|已|今|明|后|这|那|我|你|原|上|下[午周])[一-鿿\d]{2,8}?)的"
    "(?!时间|会|培训|[一-鿿]{0,2}通知)(?=[^,。;]{0,6}(?:改|等|先|放|缓|推|延|再|提前|[明后]天|周|下|\\d))"
)
_THAT_ONE = re.compile("(?P<who>[一-鿿]{2,8}?)[那这][张份个本]")
_TOLD, _SHOWN = 60, 40


def clauses_of(text: str) -> list[str]:
    """The clauses of a normalised text, also of who writes without commas; one at least."""
    return [one for one in _CLAUSE.split(text) if one] or [""]


def what_moves(text: str) -> str:
    """The clauses of a normalised text that move something, all of it where none does; why it is
    moved tells not what it is: 三楼空调坏了.
    """
    return ",".join(one for one in clauses_of(text) if MOVE.search(one)) or text


def changes_something(text: str) -> bool:
    """Whether a normalised text says that something is off, moved or done otherwise."""
    return bool(_CHANGES.search(text))


def others_go_on(text: str, asked: str | None = None) -> bool:
    """Whether a normalised text says of others that they do as they were asked: 其他船照报; units,
    or what was ``asked``, where that is given. 其他要求不变 is said of the whole.
    """
    found = _OTHERS_KEEP.search(text)
    said = found["who"] if found else "时间"
    who = _OF_WHOLE.sub("", said)
    if not who or asked is None:
        return bool(who) or said in ("", "的")
    return bool(_UNITS.search(who)) or any(who[at : at + 2] in asked for at in range(len(who) - 1))


def told_apart(text: str, title: str, core: str, *, off: bool, held: bool) -> list[str]:
    """The clauses of a normalised change that say that it is not for all of an ask.

    The ask is called ``title`` in a notice of the text ``core``; it is called ``off``, or
    ``held`` as an event is.
    """
    clauses = clauses_of(text)
    if off and _ONLY_WANTS.search(text):
        return clauses
    if not off and _TWO_FORMS.match(text) and _TIMED.search(text):
        return [one for one in clauses if not _LEADS.match(one)]
    return [one for one in clauses if _is_apart(one, title, core, off=off, held=held)]


def _is_apart(clause: str, title: str, core: str, *, off: bool, held: bool) -> bool:
    """Whether a clause says that some go on as they were asked, or changes one form of the thing.

    Beside what calls all of it ``off`` those must be units: 例会取消,值班照常.
    """
    head = _OF_SOME.match(clause)
    if head and not off:
        return letters_beside(head["who"], title) > 0
    one = _THAT_ONE.match(clause)
    if one and (f"{one['who']}、" in core or f"、{one['who']}" in core):
        return True
    others = _OTHERS_KEEP.search(clause)
    some = others or _SOME_KEEP.search(clause)
    if some is None:
        return False
    who = _OF_WHOLE.sub("", some["who"])
    if others or not who:
        return bool(who) and (not off or bool(_UNITS.search(who)))
    if who in title:
        return bool(_AND.search(title.replace(who, " ")))
    known = any(who[at : at + 2] in core for at in range(len(who) - 1))
    if held and is_paper(who):
        return False  # 点评会改下午2点半,名单还是15点前
    units = bool(_UNITS.search(who))
    return units or (known and (not off or bool(_DO_STILL.search(clause))))


def words_of_change(text: str, apart: Sequence[str]) -> str:
    """All of a short text, else its clauses that tell the change; why it is made is left out."""
    if len(text) <= _SHOWN and not _LEADS.match(text):
        return ",".join(clauses_of(text))
    told = [
        one
        for one in clauses_of(text)
        if one in apart or (not _LEADS.match(one) and (_CHANGES.search(one) or _TIMED.search(one)))
    ]
    words = ",".join(told)
    return words if len(words) <= _TOLD else f"{words[: _TOLD - 1]}…"
