"""The kind of an ask: what a reader has to do about it, by rules that a learned model weighs."""

import re
from collections.abc import Sequence

from bot.domain.lexicon import Model
from bot.domain.reading import Earlier, Kind, Times
from bot.reading.features import grams, probabilities
from bot.reading.kinds.excusing import grants, tells_new_time, without_excused
from bot.reading.kinds.signs import kind_signs
from bot.reading.kinds.words import (
    ASKS,
    CHECK_IN,
    INFO,
    INSPECT,
    MEETING,
    MEETING_SIDE,
    PROMOTION,
    REPORT,
    SELF_CHECK,
    TASK,
    VISIT,
)
from bot.reading.sorting.signs import signs

# Words that stop, move or correct an earlier ask.
CANCEL = re.compile(
    "(?=[一不会作停先免入全取叫台名周培填工打报接撤收放数无日暂材检植每活演照终缓花"
    r"表解通那都集\s])(?:"
    r"作废|终止[^,。;]{0,16}(?:响应|活动|报送|统计)|[一每日周]报停止|解除[^,。;]{0,10}(?:预警|响应|警报|管控|封闭|警戒)|(?<![不没未])(?<!没有|不会|不能)取消|撤回|不开了|不办了|不搞了|"
    r"不去了|不用(?:再)?(?:报(?!警)|交|来|填|去|做|开|发|弄|单独|统计|等|写|拍|管|找|收|守|参加|准备|"
    r"到)|无需(?:再)?(?:报|交|填|参加)|"
    r"不(?:必|需要?)(?:再)?(?:报|交|来|填|去|做|参加)|不再(?:报|交|要求|组织|召开|开展|进行|举[行办]|"
    r"统计)|免报|不报了|不查了|不来了|收回|停止(?:报送|执行)|(?:报送|会议?|活动|培训|检查|接龙|"
    r"打卡|演练|填报|入户|集合|植树|工作)[^,。;\n]{0,6}(?:暂停|暂缓)|(?:暂停|暂缓)[^,。;\n]{0,"
    r"6}(?:报|召开|会|活动|培训|检查|接龙|打卡|演练|填|入户)|^\s*(?:暂停|暂缓)|先不(?:报|开|交|"
    r"填|弄|搞|做|打|管)|(?:表|名单|花名册|材料|台账|数据|照片|那个)[^,。;\n]{0,3}不要了|"
    r"(?:先)?(?:放一放|缓一缓)|叫停|(?:全部|都|先|通通)停下?来"
    ")"
)
# Without any of these letters nothing is called off.
_OFF = re.compile("[废终停除消回不无免缓放]")
SUSPEND = re.compile(
    r"暂停|暂缓|(?:先|暂时?)[停缓]|停一[停下]|缓一缓|放一放|另行通知|改天|择期|时间待定|时间再定|再定时间|等通知|先不(?:报|开|交)|另定|待通知|延期(?:召开|"
    r"举行|进行)?[,。!]?$"
)
MOVE = re.compile(
    "(?=[上下以刚原变口地宽延得恢换推提改放数时更有版笔纠表要调重降顺须])(?:"
    r"改(?:到|成|为|在|期|时间|至|地点|个时间|下午|上午|明天|后天|今天|今晚|周|星期|[0-9])|"
    r"延(?:期|至|后|到|迟|长)|推迟|推[到至](?=[今明后大下本周星礼\d])|顺延|提前(?:到|至|在|召开|报(?!名))|(?:[要得须]提前|提前了)(?=[,。;!])|"
    r"变更|换(?:到|成|在)|调整(?:到|为|至|成|如下)|更正|纠正|有误|笔误|以此(?:件|条|版)?为准|以这(?:个|条|版)为准|"
    r"宽限|恢复(?:召开|举行)|更新(?:一下|版)|重新(?:发|定)|原定|刚才(?:发|说|写)[^。]{0,8}错|"
    r"(?:时间|地点|数|表|口径|版本)[^,。;]{0,6}有(?:变|调整|变化)|放宽|降(?:到|为)|上调|下调"
    ")"
)
# What is expressly not wanted: 不点名不拍照不签到.
REFUSED = re.compile(
    r"(?:不|无需|不用|无须|不必|不再|别|免|禁止|严禁|不得|不要)[^,。;!\n]{0,2}"
    r"(?:点名|拍照|照片|截图|签到|打卡|接龙|通报|排名|积分|视频|台账|考核|留痕|回复|转发|点赞|盖章|签字|摊派|强制|名单)"
)


# 停水,请各楼栋长通知到户; 请大家提前把车挪走: told of, and something to do about it.
_TO_DO = re.compile(
    r"请(?:各|所有|全体|相关|有关)[^,。;!\n]{1,12}?(?:用?(?:大喇叭|广播)|逐[户家]|上门|及时|立即)*(?:通知|告知|传达)"
    r"(?!单|书|栏|[要如]?[,。;!]|$)|(?:通知|告知|传达)(?:到每?[家户人]|到位)|"
    r"请[^,。;!\n]{0,8}把[^,。;!\n]{1,8}(?:挪|移|搬|清|开)(?:走|开|出|离|到|至)"
)

# 请白石镇加强巡坝,每小时一次.
_PATROL = re.compile(r"请[^,。;!\n]{0,12}(?:巡[查坝堤河护逻山]|值守|监测|观测|清点|消杀|打扫)")


def find_kind(
    text: str, times: Times, before: Sequence[Earlier], model: Model, *, urgent: bool
) -> tuple[Kind, Kind | None]:
    """``(kind, subject_kind)`` of one ask of this normalised text in its thread.

    A CHANGE cancels, moves or corrects; ``subject_kind`` is then the kind of what is changed.
    """
    plain = REFUSED.sub("", text)
    if urgent and not is_change(plain, bool(before)):
        return Kind.TASK, None
    odds = probabilities(model, kind_features(text, times, before))
    kind = Kind(max(odds, key=lambda label: odds[label]))
    again = kind is Kind.INFO and times.recurs and _PATROL.search(plain)
    timed = times.deadline or times.starts_at
    if before and (grants(plain) or (timed and tells_new_time(plain))):
        kind = Kind.CHANGE
    elif again or (kind in (Kind.INFO, Kind.CHANGE) and _TO_DO.search(plain)):
        kind = Kind.CHANGE if is_change(plain, bool(before)) else Kind.TASK
    if kind is not Kind.CHANGE:
        return kind, None
    return kind, _subject_kind(plain, times.deadline is not None, times.starts_at is not None)


def kind_features(text: str, times: Times, before: Sequence[Earlier]) -> frozenset[str]:
    """What the kind is learned from: letters, times, the kind by rule, the notice before."""
    rule, subject = _by_rule(text, times, before)
    last = next((e.reading.asks[0].base_kind for e in reversed(before) if e.reading.asks), None)
    flags = {
        f"rule {rule}": True,
        f"rule subject {subject}": subject is not None,
        f"notice before {last}": last is not None,
        "deadline": times.deadline is not None,
        "start": times.starts_at is not None,
        "recurs": times.recurs is not None,
    }
    shown = (name for name, holds in flags.items() if holds)
    return grams(text).union(shown, signs(text), kind_signs(text))


def _by_rule(text: str, times: Times, before: Sequence[Earlier]) -> tuple[Kind, Kind | None]:
    text = REFUSED.sub("", text)
    subject = _subject_kind(text, times.deadline is not None, times.starts_at is not None)
    return (Kind.CHANGE, subject) if is_change(text, bool(before)) else (subject, None)


def calls_off(text: str) -> bool:
    """Whether this normalised text calls off more than a channel or some of those asked."""
    return bool(_OFF.search(text) and CANCEL.search(without_excused(text)))


def is_change(text: str, continues: bool) -> bool:
    """Whether the point of the text is to stop, move or correct an earlier ask."""
    head = text[:40]
    if re.match(
        r"\s*(?:【[^】]{1,12}(?:取消|作废|延期|改期)】|【?(?:更正|纠正|取消|作废|撤回|改期|延期|变更|紧急更正|上一条作废)】?)",
        head,
    ):
        return True
    if continues and re.match(r"[^,。]{0,10}(?:点|半|分)吧|.{0,12}时间(?:有变|变了|变动)", head):
        return True
    if calls_off(text):
        return continues or not re.search(r"取消(?:资格|预警|订单|[^,。]{0,4}(?:通报|考核))", text)
    if MOVE.search(text):
        return continues or bool(
            re.search(
                r"原定|改(?:到|成|为|期|在|至)|延(?:期|至|后|到)|推迟|更正|有误|笔误|提前(?:到|"
                r"至)|为准|宽限|调整(?:到|为|至)|变",
                text,
            )
        )
    return False


def _subject_kind(text: str, has_deadline: bool, has_start: bool) -> Kind:
    report, asks = REPORT.search(text), bool(ASKS.search(text))
    if _OPEN_TO_ALL.search(text) and MEETING.search(text) and not re.search(r"务必|必须|派", text):
        return Kind.INFO
    listed = report and re.search(r"表|名单|台账", text)
    if CHECK_IN.search(text) and not listed and _checks_in(text):
        return Kind.CHECK_IN
    if _promotes(text):
        return Kind.PROMOTION
    meets = _meets(text, has_start, bool(report), has_deadline)
    if meets and not re.search(r"督查|抽查|暗访|复查|验收|执法|督导|检查组", text):
        return Kind.MEETING
    if _inspects(text) and not (report and has_deadline and not has_start):
        return Kind.INSPECTION
    if meets:
        return Kind.MEETING
    if INFO.search(text) and not (report and (asks or has_deadline)):
        told = not asks or bool(
            re.search(
                r"留意|知悉|周知|相互转告|互相转告|转告|注意防范|绕行|欢迎|自愿|乘客|提前(?:储|"
                r"蓄|备)|预警",
                text,
            )
        )
        if told and not re.search(
            r"立即|马上|一律|务必[^,。]{0,10}(?:上岗|到位|转移)|加固|转移|值守", text
        ):
            return Kind.INFO
    if report:
        return Kind.REPORT
    if TASK.search(text) or asks or has_deadline:
        return Kind.TASK
    return Kind.MEETING if has_start and MEETING.search(text) else Kind.INFO


_CHAINED = re.compile(r"接龙|打卡|扣\s?1|回复?[“\"「]?(?:收到|1)|收到(?:请|后)?回复|报平安|定位")
_OPEN_TO_ALL = re.compile(r"欢迎|都行|感兴趣|自愿(?:参加|报名)")


def _checks_in(text: str) -> bool:
    """A roll call by itself; signing in at a meeting is part of the meeting."""
    return bool(_CHAINED.search(text)) or not MEETING.search(text)


def _promotes(text: str) -> bool:
    if not PROMOTION.search(text):
        return False
    if re.search(
        r"朋友圈|点赞|投票|答题|集赞|关注|大赛|问卷|安装|装够|装好|小程序|下载|注册|助力|知晓率|"
        r"直播|学习强国|征订",
        text,
    ):
        return not re.search(
            r"(?:防范|警惕|切勿|不要|不得|禁止|谨防)[^,。]{0,10}(?:点击|下载|扫码|转发|投票|"
            r"安装|关注)",
            text,
        )
    return bool(re.search(r"转发|分享|扫码", text)) and not re.search(r"诈骗|骗", text)


_COMES = re.compile(r"来(?:我[镇村县区])?(?:督导|检查|督查|调研|抽查|验收|暗访|考核)")


def _inspects(text: str) -> bool:
    if _COMES.search(text):
        return True
    if not INSPECT.search(text) or not VISIT.search(text):
        return False
    return not SELF_CHECK.search(text) and not re.search(
        r"(?:检查|督查|考核|验收|调研)[^,。;\n]{0,6}(?:台账|材料|资料|通报|反馈|发现|问题|结果|"
        r"情况)[^,。;\n]{0,10}(?:报|交|补|整改)|补报|前(?:报|交|补)",
        text,
    )


def _meets(text: str, has_start: bool, report: bool, has_deadline: bool) -> bool:
    found = MEETING.search(text)
    if not found:
        return False
    if MEETING_SIDE.search(text) and not re.search(r"召开|举行|参加|参会|到会|准时", text):
        return False
    if has_start:
        return not (
            report
            and has_deadline
            and not re.search(r"召开|举行|参加|参会|开会|到会|例会|大会", text)
        )
    return bool(
        re.search(r"召开|举行|参加|参会|开会|到会|例会|大会|集中|组织[^,。]{0,8}学习", text)
    ) and not (report and has_deadline)
