"""A change that is not for all of an ask, told beside it in its own words: 电子版时间不变."""

import re
from collections.abc import Sequence
from datetime import timedelta

from bot.domain.message import Message
from bot.domain.reading import Ask, DueFor, Earlier, Reading, Relation, Times, What
from bot.reading.kinds.excusing import NEED_NOT
from bot.reading.kinds.kind import MOVE
from bot.reading.normalise import normalise
from bot.reading.papers import is_paper
from bot.reading.thread.due_moved import apart_from_all, part_moved
from bot.reading.thread.memory import said_before
from bot.reading.thread.named_apart import named_apart
from bot.reading.thread.objects import fits, held_by, named_in
from bot.reading.thread.parts_off import tellable
from bot.reading.thread.pleading import is_question
from bot.reading.thread.pointing import own_last, target_of, which_ask
from bot.reading.thread.some_spared import Excused
from bot.reading.thread.subject import echoes, letters_beside, words_of

_LONGEST, _TOLD, _SHOWN, _WITHIN = 120, 60, 40, timedelta(days=3)
_JUST = timedelta(hours=6)
_CLAUSE = re.compile(r"[,。;!?\n\s]+")
_DO = "[报交做填带拿去来开拍搞发领]"
_KEEPS = (
    rf"(?:照[旧常原样]|照(?={_DO}(?:$|[了不,。]))|[按准]时(?!间)|按原|不变|不动|不[急催]|"
    r"还(?:[是在按]|要$)|仍[然旧]?|仲系)"
)
_OTHERS = "(?:其[他它余]|别的?|另外?[两三四几]|剩下|剩余)"
# 其他村照报, 另外两个表时间不变, 其余整改照片还是13日下班前.
_OTHERS_KEEP = re.compile(rf"{_OTHERS}(?P<who>[^,。;]{{0,12}}?)(?:{_KEEPS}|都?[要得](?={_DO}))")
# 石桥和梅子垭还是23号, 养蚝户照旧20号.
_SOME_KEEP = re.compile(rf"^(?:但是?|不过)?(?P<who>[^,。;]{{1,16}}?)(?:嘅|的)?{_KEEPS}")
_UNITS = re.compile(
    "[村组镇乡队船户人栋楼校社]|社区|街道|单位|网格|(?<!值)班|部门|企业|学校|片区|支部|家庭|个$"
)
# 电子版, 纸质版: two forms of one thing.
_FORM = re.compile("^(?!.*都)(?:[^,]{0,8}?)(?:电子|纸质|书面|盖章|扫描|word|WORD)[版件稿档]?")
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
_STILL = re.compile(f"{_ONLY}|{_KEEPS}")
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
# 另外说一声,食堂改到11点半: no word of what was asked.
_OTHER_MATTER = re.compile("另外|还有|对了|顺便|上[回次]|昨[日天]|前[几两]?天")
# 二食堂的等周四再采: not all of them.
_OF_SOME = re.compile(
    r"^(?P<who>(?!各|大家|所有|今|明|后|这|那|我|你|原|上|下[午周])[一-鿿\d]{2,8}?)的"
    "(?!时间|会|培训|[一-鿿]{0,2}通知)(?=[^,。;]{0,6}(?:改|等|先|放|缓|推|延|再|提前|[明后]天|周|下|\\d))"
)
_THAT_ONE = re.compile("(?P<who>[一-鿿]{2,8}?)[那这][张份个本]")
# 第一个表不用报了,第二个照常: these are two asks.
_COUNTED = re.compile("第[一二三四五两123]")


def said_apart(
    message: Message, text: str, found: Reading, before: Sequence[Earlier]
) -> Excused | None:
    """The ask that a normalised text changes for some of those asked, or in a part, as the text
    itself says; ``found`` is how it was read. The ask's own times stay.

    None where it changes all of it, says for whom so that it was read, or may be of no such ask.
    """
    if not message.sender or message.forwarded_from or len(text) > _LONGEST:
        return None
    if len(found.asks) != 1 or is_question(text) or found.alarm:
        return None
    first = found.asks[0]
    told = first.times.due_for or first.times.only_for
    if first.spared or (told and found.refers_to is not None):
        return None
    before = said_before(message, before)
    clauses = _clauses(text)
    earlier = _earlier(message, text, found, before)
    if earlier is None or not earlier.reading.asks or earlier.reading.alarm:
        return None
    place = (
        found.refers_ask if earlier.message.number == found.refers_to else which_ask(earlier, text)
    )
    place = min(place, len(earlier.reading.asks) - 1)
    title = earlier.reading.asks[place].title
    core = normalise(earlier.message.text).text
    off = found.relation is Relation.CANCEL
    held = earlier.reading.asks[place].times.starts_at is not None
    if _is_read(earlier.reading.asks[place], core, text, first.times) or _COUNTED.search(text):
        return None
    apart = [one for one in clauses if _is_apart(one, title, core, off=off, held=held)]
    astray = found.refers_to is None and found.relation is not None
    silent = found.relation is Relation.UPDATE and not _shows(first.times, first.venue)
    if not (apart or astray) and not (silent and _CHANGES.search(text)):
        return None
    words = _words(text, clauses, apart)
    return Excused(earlier=earlier, place=place, words=words) if tellable(words) else None


def _clauses(text: str) -> list[str]:
    return [one for one in _CLAUSE.split(text) if one] or [""]


def _is_read(asked: Ask, core: str, text: str, times: Times) -> bool:
    """Whether it can be told whose time, or that of which paper, a change of an ask moves."""
    before, at = asked.times.deadline or asked.times.starts_at, times.deadline or times.starts_at
    if before is None or at is None:
        return False
    if asked.times.due_for:
        return True
    whose = named_apart(text, later=at > before)
    only = (DueFor(whose=whose, at=at),) if whose else ()
    if whose and (asked.times.deadline or whose not in core) and apart_from_all(core, before, only):
        return True
    return bool(part_moved(asked.title, core, text, before, (), at))


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
        form = _FORM.match(clause)
        return bool(form and not off and form[0] not in title and _TIMED.search(clause))
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


def _shows(times: Times, venue: str | None) -> bool:
    """Whether a change tells something that is shown of itself."""
    return bool(times.deadline or times.starts_at or times.recurs or venue)


def _earlier(
    message: Message, text: str, found: Reading, before: Sequence[Earlier]
) -> Earlier | None:
    """The earlier notice that a text changes: the one it was read to speak of, else the one that
    it names, else its sender's last of which it says most.
    """
    if found.relation in (Relation.UPDATE, Relation.CANCEL) and found.refers_to is not None:
        return next((one for one in before if one.message.number == found.refers_to), None)
    if found.relation is Relation.REMINDER or not _CHANGES.search(text):
        return None
    if found.what is not What.NOTICE and not found.unsure:
        return None
    named = target_of(message, text, before, loose=False)
    if named or message.reply_to is not None:
        return named
    if _OTHER_MATTER.match(text):
        return None
    things = named_in(_clauses(text)[0].replace("代表", ""))
    own = [
        one
        for one in before
        if one.message.sender == message.sender
        and one.reading.what is What.NOTICE
        and one.reading.asks
        and one.reading.relation is not Relation.CANCEL
        and message.sent_at - one.message.sent_at <= _WITHIN
        and (not any(thing.own for thing in things) or fits(held_by(one, things)[0]))
    ]
    echoing = [one for one in own if _echoes(text, one)]
    if echoing:
        return echoing[-1]
    last = own_last(message, before) if found.relation is not Relation.FIRST else None
    just = last and message.sent_at - last.message.sent_at <= _JUST
    return last if just and last in own else None


def _echoes(text: str, one: Earlier) -> bool:
    asks = range(len(one.reading.asks))
    return any(echoes(text, f"{words_of(one, at)}{one.reading.asks[at].title}") for at in asks)


def _words(text: str, clauses: Sequence[str], apart: Sequence[str]) -> str:
    """All of a short text, else its clauses that tell the change; why it is made is left out."""
    if len(text) <= _SHOWN and not _LEADS.match(text):
        return ",".join(clauses)
    told = [
        one
        for one in clauses
        if one in apart or (not _LEADS.match(one) and (_CHANGES.search(one) or _TIMED.search(one)))
    ]
    words = ",".join(told)
    return words if len(words) <= _TOLD else ""
