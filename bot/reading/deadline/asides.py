"""Times that a text speaks of without asking the reader for anything by them."""

import re

from bot.reading.deadline import closing
from bot.reading.deadline.candidates import Candidate, Mark
from bot.reading.deadline.reads import Around
from bot.reading.deadline.verbs import ASK

_YOU = "(?:你们?|大家|各[村位组家]|咱们?|我们|全村|村里|社区|居委会|村委会?|同志们)"
_DID = "[报交填做录传弄办送缴补签][^,。;!?]{0,3}了"
# 我替大家把20号前要交的报表交了, 25号截止的问卷我都代你们填了.
_STOOD_IN = re.compile(rf"(?:替|代|帮){_YOU}[^。;!?]{{0,24}}{_DID}")
_DATED_THING = re.compile(
    "(?:截止|到期)?(?:就|该|应该?|得|必须|要)?[要报交填截到][^,。;]{0,4}的|(?:截止|到期)?的"
)
# What a text says of the time afterwards: 是发给学校的,各村不用管.
_NOT_FOR_US = re.compile(
    r"(?=[别不无免你大各咱我全村里社居同跟和与没错发请忽租款费俺这本乡镇县])(?:(?:别|不用|不必|无需|不需要?)(?:再|去)?(?:管|理会?|当真|操心|在意)(?:它|这个|这条|那条|了|哈|哦|啦"
    r"|就[是行好])*(?=[,。;!~ ]|$)"
    rf"|{_YOU}(?:都|就|这边|这次)*(?:不用|不必|无需|不需要|免)(?:再)?[管理动报交填做]?"
    r"(?:了|哈|哦|啦)?(?=[,。;!~ ]|$)"
    rf"|(?:不用|无需|不必){_YOU}管"
    rf"|[跟和与]{_YOU}[^,。;]{{0,3}}(?:没关系|无关|不相干|没[啥什][么]?关系|不沾边)"
    rf"|不是{_YOU}[^,。;]{{0,3}}的(?=[,。;!]|$)|不是(?:发|说)?给{_YOU}的"
    r"|(?:我们?|俺)[^,。;]{1,8}[就早]已?[报交][^,。;]{0,2}了的?(?=[,。;!]|$)"
    r"|(?:我们|咱们?|这边|[本我]?[乡镇村县])[^,。;]{0,4}[没未]有?(?:见|收|接)到?[^,。;]{0,3}(?:文|通知|要求)"
    r"|(?:租金|款项?|费用)[^,。;]{0,4}已经?[^,。;]{0,6}[清完]了"
    r"|别误会|没赶上(?![^,。;]{0,8}的)|(?<!别)错过了|发错群|请?忽略(?=[,。;!]|$))"
)
_ANOTHER_TIME = re.compile(r"[\d一二三四五六七八九十单双本这][月周季号日次期](?:份|的|是|就|都|$)")
_OTHER_ONE = re.compile("(?:周[一二三四五六日天]|\\d[号日])(?:那|的)")
_SOME_STILL = re.compile(
    "其[余他它]|别的|另外|剩下|还没|没[报交]的|除了|除.{1,8}外|请(?!忽略|知|放|勿)|务必"
)
# 不是让你们周五交; but 是不是, and 不是15号,是17号 is weighed as a correction.
_NOT_SO = re.compile(
    rf"(?<!是)(?:不是|不再|不用|不必|无需|不急着?|没[说让叫要])(?:要|让|叫|说|催)?{_YOU}?(?:非得|非要|必须|一定要?|得)?$"
)
# What a plan of some level sets out: 文件要求2027年底前全面建成.
_PLAN = re.compile(
    "(?:文件|规划|纲要|方案|政策|目标|国家|中央|[省市县]里?|会议|精神|报告)[^,。;]{0,6}"
    "(?:要求|提出|明确|指出|规定|确定|写明|说)?[^,。;]{0,4}$|力争$"
)
_GOAL = re.compile(
    "(?:要)?(?:全面|基本|力争|总体|率先|初步|全部|全域|如期|全县|全市|全省){0,2}(?:要)?"
    "(?:建成|实现|形成|打通|建立|覆盖|达到|通车|构建|迈入|消除|脱贫|把[^,。;]{1,10}[建修打做办搞])"
)
_ORDERED = re.compile("各|你|请|务必|必须|大家|咱|我们")
# 本周内无需上报, 3月25日前报送的要求作废, 周五交表的事先放一放.
_LET_OFF = re.compile(
    "(?:都|就|先|暂时?|一律){0,2}(?:(?:不用|无需|不必|无须|不需要?|不要求|免于?)(?:再|大家|各村|你们)?"
    "(?:[上汇]?报|交|填|来|做|发|传|开|弄)|不[收办报交](?=[^,。;]{0,4}(?:[了,。;!]|$))(?![^,。;]{0,3}的))"
    "|[^,。;]{0,8}(?:的|那[个条份张])[^,。;]{0,6}?(?:作废|取消|不算数?|暂停|不[做搞弄报交填]了|(?:不用|无需|免于?|不必)(?:再)?[报交做填弄送]|(?:放|缓)一[放缓])"
)
_USUAL = re.compile(
    "(?:我(?:记得|印象[里中]?)|好像|似乎|印象[里中])(?:是|在){0,2}$|(?:惯例|通常|一般|平时|往往)(?:安排)?(?:是|都|都是|在)?$"
)
_BY_RULE = re.compile(
    "(?:合同|协议|章程|学校|校规|医院|公司|法律?|条例|物业|小区|国家|制度)[^,。;]{0,6}(?:约定|规定)[^,。;]{0,4}$"
)
_STOPPED = re.compile(
    "(?:取消|免除|停止|停报|废止|撤销|暂停|不搞|不再搞)(?:了|掉|以前|原来|原定)?(?:的)?$"
)
_IF = re.compile("(?:^|[,;:、\\s])(?:要是|如果|若是?|假如|万一|倘若?|一旦|哪怕)[^,。;]{0,8}$")
_IF_LATER = re.compile("[^,。;]{0,4}(?:要是|如果|若是?|万一|再不|再没)")
_IDLE = re.compile(r"[没无](?:有)?人|[还仍]是?(?:下|有|在|没[动来修好])|仍未(?![报交填])")
_ASKED_TO_SAY = re.compile("还没[报交填发]|没[报交填发]|[未不][报交填发]")
# 戒严期3月15日至5月10日: how long a rule holds, unless it is open for handing in.
_TERM = re.compile(
    "(?<=[\u4e00-\u9fff])(?<![的日报口缴集理改入查写批选票订约核费购评领名止收交录征延])期(?<!因假期)(?<!征期)(?:间|限)?(?:延长|顺延|延|推迟)?(?:是|为|从|自|定为|到|至|:|在|就是){0,4}$"
    "|(?:施工|工期|汛期|假期|刑期|试用|限行|管制|执行|展出|服役|任职)(?:时间)?(?:是|为|从|自|:){0,4}$"
)
# 本合同自8月1日起生效,至明年7月31日止.
_IN_FORCE = re.compile(
    "(?:合同|协议|许可|聘期|作息|戒严|管制|限行|禁行|封闭|停产|停工)[^。;]{0,40}[,到至]$"
)
_NOT_DONE = re.compile("[没未][签交报填传录办缴]")


# 放假前最后说一次, 节后收收心, 今天的太阳真好: when something is said, or how it is.
_SAYING = re.compile(
    "我?(?:最后|再|先|还是|多|也|跟大家|给大家)*(?:说|讲|啰嗦|罗嗦|提醒|唠叨|强调|重申|叮嘱|嘱咐|念叨|提)(?:大家|各位)?"
    "(?:[一两几][次遍句下回]|[个声]事?|个醒)(?=[,:。!]|$)"
    "|(?:刚?(?:上班|开工|复工)了?,?)?(?:大家|各位)?(?:都|把)*(?:收一?收?[心神]|打起精神|调整(?:好)?(?:状态|心态)|精神点|心收)"
    "|的?(?:太阳|天气|天色|风景|月亮|晚霞)真?"
)
# 时间定了我说: no time is set yet.
_NOT_SET = re.compile(
    "(?:时间|日[期子]|哪天|几号)?定(?:下来|好|妥)?了,?(?:我|再)[^,。;]{0,4}(?:说|讲|通知|告诉)|[时日][间期](?:另行|再|等)通知|具体等通知"
)
_VAGUE = (
    "before_break",
    "month_part",
    "part_of_this_month",
    "year_end",
    "quarter",
    "month",
    "week",
    "after_break",
)
# 已经跟人家解释了: an answer that was passed on.
_EXPLAINED = re.compile(
    "(?:跟|向|给|和|对)?[^,。;]{0,6}(?:已经?|都)?(?:跟|向|给|和)?[^,。;]{0,5}(?:解释|讲清楚?|说清楚?|说明白|讲明|回复|答复)[^,。;]{0,2}[了过](?=[,。;!]|$)"
)
_ANSWERED = re.compile("(?:答复|回复|回话|承诺|答应|表态|说|讲|回)[^,。;]{0,4}$")


def is_aside(candidate: Candidate, here: Around) -> bool:
    """Whether nobody is asked for anything by this time, whatever verbs stand around it."""
    if is_remark(candidate, here):
        return True
    if here.before and _led_aside(candidate, here):
        return True
    let_off = _LET_OFF.match(here.after) and not closing.is_last(here)
    if (let_off and candidate.mark is not Mark.AFTER) or _dismissed(here) or _stood_in(here):
        return True
    if candidate.mark is Mark.NONE:
        return False
    return _is_condition(here)


# 每月25日(遇周末提前到周五)前报: where an occurrence moves to.
_MOVES_TO = re.compile(
    "[遇逢如]到?(?:法定)?(?:节假日|双休日?|周末|休息日|放假)[^,。;]{0,3}(?:提前|顺延|推迟|延后|延)[到至]?$"
)
_NO_HURRY = re.compile("才(?:要?[交报截])?[^,。;]{0,3},?(?:急|慌|着急)[啥什个]")


def is_remark(candidate: Candidate, here: Around) -> bool:
    """Words about a time that ask nothing by it, whatever is weighed: see the patterns above."""
    if _MOVES_TO.search(here.before) or _NO_HURRY.match(here.sentence_after):
        return True
    if _SAYING.match(here.after) or _unset(candidate, here):
        return True
    return bool(_ANSWERED.search(here.before) and _EXPLAINED.search(here.sentence_after))


def _unset(candidate: Candidate, here: Around) -> bool:
    """年前要做一次体检,时间定了我说: what is planned, with no order yet."""
    say = candidate.day
    if say is None or say.name not in _VAGUE or candidate.clock:
        return False
    return bool(_NOT_SET.search(here.sentence_after)) and not _ORDERED.search(here.after)


def _led_aside(candidate: Candidate, here: Around) -> bool:
    """The same by the words before the time."""
    before = here.before
    if _NOT_SO.search(before) and not _SOME_STILL.search(here.sentence_after):
        return True
    term = (candidate.until or is_term(here)) and _TERM.search(before)
    if term and not (ASK.search(here.after) or _NOT_DONE.search(here.sentence_after)):
        return True
    if candidate.mark is Mark.BY and _IN_FORCE.search(here.sentence_before):
        return True
    if _USUAL.search(before) or _BY_RULE.search(before) or _STOPPED.search(before):
        return True
    goal = not candidate.other and _PLAN.search(before) and _GOAL.match(here.after)
    return bool(goal) and not _ORDERED.search(here.sentence_before + here.after)


def is_term(here: Around) -> bool:
    """防火期延长到5月15日: how long a rule holds, not a time that is put off."""
    return here.before.endswith(("到", "至")) and bool(_TERM.search(here.before))


def _dismissed(here: Around) -> bool:
    told = here.sentence_after
    found = _NOT_FOR_US.search(told)
    if not found or _SOME_STILL.search(told) or _OTHER_ONE.search(told[: found.start()]):
        return False
    clause = told[: found.start()].rpartition(",")[2]
    return not _ANOTHER_TIME.search(clause)  # 单月报,十月是双月不用管


def _stood_in(here: Around) -> bool:
    if not _DATED_THING.match(here.after):
        return False
    said = f"{here.sentence_before[-12:]}…{here.sentence_after[:30]}"
    return bool(_STOOD_IN.search(said))


def _is_condition(here: Around) -> bool:
    """如果25号前没人认领; but 如果周五前还没交 reminds of what is due."""
    if _IF_LATER.match(here.after) and not ASK.search(here.sentence_after):
        return True
    if not _IF.search(here.before) or _ASKED_TO_SAY.search(here.after):
        return False
    return bool(_IDLE.search(here.after)) or not ASK.search(here.after)
