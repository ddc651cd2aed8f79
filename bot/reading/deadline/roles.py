"""What each candidate is for, by its own words and those around it."""

import re
from functools import lru_cache

from bot.reading.deadline import closing, cues, routine
from bot.reading.deadline.agents import is_elsewhere, is_others, is_past
from bot.reading.deadline.asides import is_aside
from bot.reading.deadline.candidates import Candidate, Mark
from bot.reading.deadline.durations import eventful, span_role
from bot.reading.deadline.reads import Around, Role
from bot.reading.deadline.unmarked import unmarked_role, window_role
from bot.reading.deadline.verbs import ASK, EVENT


# What asks several things is read as a whole, and for each of them with what stands before it.
@lru_cache(maxsize=512)
def role_of(candidate: Candidate, here: Around) -> Role:
    """The role of ``candidate``, before corrections and levels are weighed."""
    role = _by_words(candidate, here)
    if role not in (Role.DEADLINE, Role.WEAK):
        return role
    if not _all_done_by(candidate, here) and is_past(here, before=candidate.mark is Mark.BEFORE):
        return Role.NOTHING
    return Role.OTHERS if is_others(here) else role


def _by_words(candidate: Candidate, here: Around) -> Role:
    day, mark = candidate.day, candidate.mark
    if candidate.other and candidate.other.name == "scope":
        return Role.NOTHING
    if candidate.every:
        return _recurring_role(candidate, here)
    if day and mark is Mark.NONE and _AT_WORK.match(here.after):
        return Role.DAY  # 28日补班,上午大扫除
    if _nothing(candidate, here):
        return Role.NOTHING
    if day and day.name == "break_day" and "period" in day.word:
        return Role.PERIOD
    if candidate.day and mark is Mark.NONE and not candidate.until and _DURING.match(here.after):
        return Role.PERIOD
    if candidate.other:
        return span_role(candidate, here)
    if mark is Mark.AFTER and closing.NO_LONGER.match(here.after.lstrip(")")):
        return Role.DEADLINE  # 逾期(3月20日后)不再受理
    if mark is Mark.AGO or (mark is Mark.AFTER and not (day and day.name == "after_break")):
        return Role.NOTHING
    if mark is Mark.SINCE and not candidate.until:
        if candidate.clock and closing.NO_LONGER.match(here.after):
            return Role.DEADLINE
        if candidate.clock and not candidate.every and not here.after:
            return Role.EVENT  # 献血车停靠广场,8:30开始
        if not here.after and EVENT.search(here.before) and not candidate.every:
            return Role.EVENT  # 交叉检查下周一开始
        return Role.EVENT if candidate.clock and eventful(here) else Role.START
    if mark in (Mark.BEFORE, Mark.WITHIN, Mark.BY) or (day and day.name == "before_break"):
        return _marked_role(candidate, here)
    if candidate.until:
        return window_role(candidate, here)
    return unmarked_role(candidate, here)


def _all_done_by(candidate: Candidate, here: Around) -> bool:
    """明天中午前都搬了: what is still ahead is ordered, not told."""
    return closing.ALL_DONE.match(here.after) is not None and closing.is_ahead(candidate)


def _recurring_role(candidate: Candidate, here: Around) -> Role:
    """What recurs without being asked of anyone (路灯每天19点亮) is nothing."""
    if _ITS_DAY.search(here.before) or is_aside(candidate, here):
        return Role.NOTHING
    asked_for = cues.REPORTED.match(here.after) or cues.GIVE.search(here.after)
    unasked = routine.ROUTINE.search(here.after) and not asked_for
    if candidate.mark is Mark.AFTER or unasked:
        return Role.NOTHING
    asked = ASK.search(here.after) or EVENT.search(here.after)
    if cues.UPPER_FAR.search(here.before) and not asked:
        return Role.NOTHING  # 市里每天零点抓数
    hours = candidate.until is not None and candidate.until.clock is not None
    if cues.SHOP.search(here.before) and (hours or not ASK.search(here.after)):
        return Role.NOTHING
    if routine.PAY.search(here.before) and routine.PAID.match(here.after):
        return Role.NOTHING  # 工资每月10号发
    if hours and _is_duty(here, kept=candidate.clock is not None):
        return Role.NOTHING
    if candidate.mark is Mark.NONE and (_ENDS.match(here.after) or _MAY.match(here.after)):
        return Role.NOTHING  # 每周五的例会从本月起取消; 每天可投1票
    if candidate.mark is Mark.NONE and _of_others(here, asked=bool(ASK.search(here.after))):
        return Role.NOTHING
    return Role.RECURRING


_ITS_DAY = re.compile("期[为是]$|(?:接待|开放|集市|赶集|坐诊|义诊)[^,。;]{0,2}日?[为是:]?$")
# 工作日9点到17点来取就行.
_AT_WILL = re.compile("(?:就行|都行|即可|就可以|都可以|就能)$")


def _is_duty(here: Around, *, kept: bool) -> bool:
    """护学岗每天7:10-8:00, 每天9点到16点,带身份证就能办: hours kept, nothing to hand in."""
    if kept and _AT_WILL.search(here.after):
        return True
    if ASK.search(here.after):
        return False
    if cues.OFFICE_HOURS.search(here.before + here.after) or cues.SHUT.search(here.after):
        return True
    said = here.sentence_before + here.sentence_after
    return kept and (bool(cues.DUTY.search(said)) or not (ASK.search(said) or EVENT.search(said)))


def _of_others(here: Around, *, asked: bool) -> bool:
    """我每小时打一次电话, 气象台每天17时发布预报: what others do again and again."""
    if routine.FORMERLY.search(here.before) or is_elsewhere(here):
        return True
    if routine.SPEAKER_DOES.search(here.before) and not routine.SPEAKER_ASKS.match(here.after):
        return True
    if routine.SERVICE.search(here.before) and not asked:
        return True
    said = here.sentence_before + here.sentence_after
    if ASK.search(said) or EVENT.search(said):
        return False
    return bool(_IS.match(here.after) or routine.THEY.search(here.before))  # 每周三是大集


_MAY = re.compile("(?:最多)?(?:可以?|能)投")
_ENDS = re.compile(
    "[^,。;]{0,10}(?:取消|不再|停[开办])(?!报)|[^,。;]{0,8}(?:停止|终止|停报)(?:执行|上?报送?)?(?=[,。;!]|$)"
)
_IS = re.compile("都?[是有在](?!最[后终]|截止|死线|期限)")


_AT_WORK = re.compile("(?:调休|照常|正常)?(?:补班|上班)(?:[,(]|$)")
_DURING = re.compile("(?:(?![把将要报交])[^,。;]){0,8}期间")


def _nothing(candidate: Candidate, here: Around) -> bool:
    if here.before and cues.NOTHING_BEFORE.search(here.before) and not here.closed:
        return True
    if is_aside(candidate, here):
        return True
    if candidate.day and cues.DONE_TODAY.match(here.after):
        return True
    if cues.VALID.search(here.before) and not ASK.search(here.sentence_after):
        return True
    after = here.after.removeprefix(")")
    if candidate.mark is Mark.NONE and cues.NOTHING_AFTER.match(after):
        return True
    if candidate.mark is Mark.BEFORE and _SUCH.match(here.after):
        return not ASK.search(here.sentence_after)
    if candidate.mark is Mark.BEFORE and (
        cues.BORN.match(here.after) or cues.STILL_MISSING.match(here.after)
    ):
        return True
    if candidate.mark is Mark.BY and cues.AWAY_UNTIL.search(here.before):
        return True
    return bool(candidate.until) and bool(cues.ABSENT.search(here.after))


_SUCH = re.compile("的(?!时间|日期|期限|话)[^,。;]")


_AS_OF = re.compile("截[至止](?!时间|日期|期限)|(?:数据|统计|口径)[^,。;]{0,3}截止")
_AHEAD = re.compile("前|请|上报")
_OBJECT = re.compile("(?:将|把|做好|开展|抓好|的|报|交|召开|举[行办]|组织|参加|部署|落实|关于|开)$")
_SEATED = re.compile("(?:签到)?(?:入[场座]|就座|进场|候会|到会)(?:签到|完毕)?|签到(?=[,。;]|$|入)")
# 报名报到周四, 我只等到五点 tell the last moment; 余火守到明早, 停课到29号 how long it lasts.
_OPEN_TILL = re.compile(
    "(?:^|[开收报交缴费填投登录补给你截止等拖接发宽缓延限留领评答征签售订拱]|报名|开放|[窗期间]口?就?|只[一-鿿]|[间一]放|最[后多迟晚]"
    "|[是村组区镇乡们家])[了在]?到$"
)
_PUT_TO = re.compile("(?:[推挪移回]|(?<![只间一])放|[调提改])[迟后前]?到$")
# 公示今天最后一天,没贴的赶紧贴.
_UNDONE = re.compile("[没未][一-鿿]{1,2}的[^,。;]{0,3}(?:赶[紧快]|抓紧|快|务必|马上)")
# 节前食品排查小结,1月4号报: the name of a paper.
_TITLE = re.compile(
    "(?![把将要请])[一-鿿]{3,10}(?:小结|总结|表|名单|台账|报告|方案|材料|清单|情况|工作|照片)"
)
_THEN_CLOCK = re.compile(r",.{0,8}\d[点时:]")


def _marked_role(candidate: Candidate, here: Around) -> Role:
    ahead = candidate.day and candidate.day.name == "relative" and (candidate.day.offset or 0) > 0
    if candidate.mark is Mark.BY and not ahead and _AS_OF.search(here.before[-6:]):
        stated = here.after if len(here.after) > 1 else here.sentence_after
        if cues.STANDING.search(stated) and not _AHEAD.search(stated):
            return Role.NOTHING
        if here.after[:1] == ")" and not ASK.search(here.before):
            return Role.NOTHING
    if candidate.mark is Mark.BY and cues.OFFERED.search(here.before):
        return Role.DEADLINE if _UNDONE.search(here.sentence_after) else Role.NOTHING
    if candidate.mark is Mark.BY and here.before.endswith("到") and not here.closed:
        if _PUT_TO.search(here.before):
            return Role.DAY  # 会推到五点, 查勘挪到周五
        if not (_OPEN_TILL.search(here.before) or closing.is_last(here)):
            return Role.NOTHING
    shop = cues.SHOP.search(here.before) and not cues.INTAKE.search(here.before)
    if candidate.mark is Mark.BY and shop:
        return Role.DEADLINE if ASK.search(here.sentence_after) else Role.NOTHING
    feast = candidate.day is not None and candidate.day.name in ("festival", "before_break")
    if feast and not here.after and _THEN_CLOCK.match(here.sentence_after):
        return Role.NOTHING
    then = cues.CLOCK_FOLLOWS.search(here.sentence_after) or (
        EVENT.search(here.sentence_before) and cues.CLOCK_FOLLOWS.search(here.sentence_before)
    )
    seated = candidate.clock and _SEATED.match(here.after)
    if candidate.mark in (Mark.BEFORE, Mark.BY) and (
        seated or (then and cues.SIGN_IN.match(here.after))
    ):
        return Role.EVENT  # 8:50前入场,9:00开会
    if candidate.mark is Mark.BY and cues.CONTRACT.search(here.before):
        return Role.DAY
    if feast and candidate.mark is Mark.BEFORE and cues.BEFORE_NOUN.match(here.after):
        spoken_of = not (cues.BEFORE_VERB.match(here.after) or ASK.search(here.after))
        if spoken_of and candidate.day and candidate.day.name == "festival":
            return Role.NOTHING  # 六一前最后一次家委会
    if feast and here.after[:1] == "的" and not ASK.search(here.after):
        return Role.NOTHING
    if candidate.mark is Mark.NONE:
        noun = cues.BEFORE_NOUN.match(here.after) and not cues.BEFORE_VERB.match(here.after)
        if noun and not ASK.search(here.after):
            return Role.NOTHING
        named = not here.before and _TITLE.fullmatch(here.after)
        if not ASK.match(here.after) and (named or _OBJECT.search(here.before)):
            return Role.NOTHING
    return Role.DEADLINE
