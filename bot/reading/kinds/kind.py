"""The kind of an ask: what a reader has to do about it, by rules that a learned model weighs."""

import re
from collections.abc import Sequence

from bot.domain.lexicon import Model
from bot.domain.reading import Earlier, Kind, Times
from bot.reading.features import grams, probabilities
from bot.reading.kinds.excusing import grants, tells_new_time, without_excused
from bot.reading.kinds.signs import kind_signs
from bot.reading.sorting.signs import signs

# Words that stop, move or correct an earlier ask.
CANCEL = re.compile(
    r"作废|终止[^,。;]{0,16}(?:响应|活动|报送|统计)|[一每日周]报停止|解除[^,。;]{0,10}(?:预警|响应|警报|管控|封闭|警戒)|(?<![不没未])(?<!没有|不会|不能)取消|撤回|不开了|不办了|不搞了|"
    r"不去了|不用(?:再)?(?:报(?!警)|交|来|填|去|做|开|发|弄|单独|统计|等|写|拍|管|找|收|守|参加|准备|"
    r"到)|无需(?:再)?(?:报|交|填|参加)|"
    r"不(?:必|需要?)(?:再)?(?:报|交|来|填|去|做|参加)|不再(?:报|交|要求|组织|召开|开展|进行|举[行办]|"
    r"统计)|免报|不报了|不查了|不来了|收回|停止(?:报送|执行)|(?:报送|会议?|活动|培训|检查|接龙|"
    r"打卡|演练|填报|入户|集合|植树|工作)[^,。;\n]{0,6}(?:暂停|暂缓)|(?:暂停|暂缓)[^,。;\n]{0,"
    r"6}(?:报|召开|会|活动|培训|检查|接龙|打卡|演练|填|入户)|^\s*(?:暂停|暂缓)|先不(?:报|开|交|"
    r"填|弄|搞|做|打|管)|(?:表|名单|花名册|材料|台账|数据|照片|那个)[^,。;\n]{0,3}不要了|"
    r"(?:先)?(?:放一放|缓一缓)|叫停|(?:全部|都|先|通通)停下?来"
)
# Without any of these letters nothing is called off.
_OFF = re.compile("[废终停除消回不无免缓放]")
SUSPEND = re.compile(
    r"暂停|暂缓|(?:先|暂时?)[停缓]|停一[停下]|缓一缓|放一放|另行通知|改天|择期|时间待定|时间再定|再定时间|等通知|先不(?:报|开|交)|另定|待通知|延期(?:召开|"
    r"举行|进行)?[,。!]?$"
)
MOVE = re.compile(
    r"改(?:到|成|为|在|期|时间|至|地点|个时间|下午|上午|明天|后天|今天|今晚|周|星期|[0-9])|"
    r"延(?:期|至|后|到|迟|长)|推迟|推[到至](?=[今明后大下本周星礼\d])|顺延|提前(?:到|至|在|召开|报(?!名))|(?:[要得须]提前|提前了)(?=[,。;!])|"
    r"变更|换(?:到|成|在)|调整(?:到|为|至|成|如下)|更正|纠正|有误|笔误|以此(?:件|条|版)?为准|以这(?:个|条|版)为准|"
    r"宽限|恢复(?:召开|举行)|更新(?:一下|版)|重新(?:发|定)|原定|刚才(?:发|说|写)[^。]{0,8}错|"
    r"(?:时间|地点|数|表|口径|版本)[^,。;]{0,6}有(?:变|调整|变化)|放宽|降(?:到|为)|上调|下调"
)
# What is expressly not wanted: 不点名不拍照不签到.
REFUSED = re.compile(
    r"(?:不|无需|不用|无须|不必|不再|别|免|禁止|严禁|不得|不要)[^,。;!\n]{0,2}"
    r"(?:点名|拍照|照片|截图|签到|打卡|接龙|通报|排名|积分|视频|台账|考核|留痕|回复|转发|点赞|盖章|签字|摊派|强制|名单)"
)
_MEETING = re.compile(
    r"会议|例会|大会|开会|(?:动员|推进|调度|部署|座谈|专题|碰头|视频|电视电话|电话|协调|见面|"
    r"现场|启动|交流|培训|宣讲|联席|院坝|党员|居民|村民|群众|代表|表彰|总结|述职|评议|组织生活|"
    r"民主生活|主题党日|说明|分析|安排|研判|听证|推介|家长|业主|支委|班子|总支|党委|"
    r"理论中心组学习|工作|专班|安委|主任|书记|选举|换届|评审|招聘|征求意见)会(?!计|员|场|费|同|"
    r"经|后|前|风|纪|务|社)|"
    r"培训(?:班|课|会)?|讲座|授课|来讲|开班|听课|宣讲(?!员)|上课|观摩(?:学习|会)?|座谈|收看|"
    r"会场|参会|到会|列席|学习班|党课|研讨|交流活动"
)
_MEETING_SIDE = re.compile(
    r"会议(?:精神|纪要|记录|材料|通知要求|要求|部署|室|资料|议程|照片|内容)|会(?:后|前)|"
    r"培训(?:签到表|资料|照片|记录|情况|计划|需求|名单)|大会战|会议[^,。]{0,4}(?:强调|指出|决定|"
    r"明确)|生活会(?:材料|照片|记录)|座谈(?:记录|照片)"
)
_INSPECT = re.compile(
    r"督查|督导|督察|督办|(?<!对照)检查(?!站)|抽查|暗访|调研|验收|复查|考核(?:组|验收)?|巡察|"
    r"巡查组|视察|执法|联合检查|看点|踏勘|核查组|考评|来看|现场查看|复核|评估组|明察|带路|"
    r"回访(?!照片|记录)|审计|飞检|来访"
)
_VISIT = re.compile(
    r"(?:(?:检查|督查|督导|考核|调研|验收|巡察|核查|评估|专家|工作|执法|巡查|暗访)(?:组|队)|局|"
    r"[县市区镇委]里|厅|领导|省|市|街道|站|所|我们|中队|书记|县长|镇长|区长|督查室|老师|上级|"
    r"上面|县|区)[^,。;\n]{0,14}(?:来|到|赴|下|莅临|进|开展|对|去|看|查|定于|将|随机|拟)|"
    r"(?:来|到|下)(?:我|咱|你)?(?:们)?(?:镇|村|社区|街道|各村|现场|点)[^,。;\n]{0,10}(?:查|看|"
    r"督|检|调研|验)|定于|随机抽|不打招呼|不发通知|迎检|迎接|陪同|带路|复查|抽查|我们已到|"
    r"陪(?:检|一下)|派(?:一|1|个|名)|联合(?:执法|检查)"
)
_SELF_CHECK = re.compile(
    r"自查|排查|自检|互查|清查|摸排|普查|检查(?:一遍|一下|好|完|情况|表|本村|本辖区|辖区|自家|"
    r"各自)|开展[^,。;\n]{0,14}(?:检查|排查|巡查)(?!组)|巡查(?:记录|表|情况)|(?:抓紧|认真|全面|"
    r"逐户|逐一|再)[^,。;\n]{0,8}检查|督促|"
    r"入户[^,。]{0,4}检查|做好[^,。;\n]{0,10}检查"
)
_CHECK_IN = re.compile(
    r"接龙|打卡|签到(?!表|簿|册|处|小程序|系统|APP)|扣\s?1|回复?[“\"「]?(?:收到|1|已阅|知悉)|"
    r"收到(?:请|后)?(?:及时)?回复|报平安|点名|报(?:到岗|在岗)|到岗(?:报|情况报)|群里(?:报到|"
    r"冒泡)|每日一报|零报告|定位(?:打卡|签到|共享)"
)
_PROMOTION = re.compile(
    r"朋友圈|点赞|集赞|投票|拉票|转发(?=[^,。;\n]{0,12}(?:圈|视频|文章|推文|公众号|链接|链|这条|"
    r"一下|到|至|给|出去|各群|业主|居民|亲友|群))|分享到|答题|竞赛|问卷|关注[^,。;\n]{0,"
    r"12}(?:公众号|视频号|抖音|账号|号)|(?:公众号|视频号)[^,。;\n]{0,12}关注|"
    r"(?:下载|安装|注册|激活)[^,。;\n]{0,16}(?:APP|App|app|小程序|平台|系统|软件|账号)?|(?:APP|"
    r"App|app|小程序)[^,。;\n]{0,10}(?:下载|安装|注册|激活|推广)|(?:装|装够|装好|装齐)[^,。]{0,"
    r"10}(?:APP|App|app|小程序)|(?:APP|App|app|小程序)[^,。]{0,12}(?:装|人数)|扫码(?:答|参与|投|"
    r"关注|填)|直播间|观看直播|在线观看|知晓率|满意度|助力|砍价|征订|订阅|大赛来啦|打榜|刷(?:赞|"
    r"票|量)|装够|学习强国|在线时长"
)
_REPORT = re.compile(
    r"报送|上报|填报|申报|报我|报给|报到(?![一-龥]{0,2}处)|报来|报一下|报个|报数|发我|发给(?=我|"
    r"[^,。]{0,6}(?:办|所|站|局|处))|发来|发到(?=邮箱|我|[^,。]{0,8}(?:邮箱|QQ))|发群|发过来|"
    r"给我|给一下|交我|交到|交给|交来|交齐|收齐|交上|送到|送来|送我|提交|上传|录入|"
    r"填好|填写|填完|汇总|统计|摸底|登记|反馈|回执|补报|补交|交(?=[^,。;\n]{0,12}(?:表|名单|"
    r"材料|台账|总结|清单|计划|方案|照片|签字|复印件|书|记录|信息))|"
    r"(?<![通简预海公情])报(?=[^,。;\n]{0,16}(?:表|名单|台账|情况|数|清单|材料|信息|计划|总结|"
    r"照片|需求|进度|日报|周报|人员|户|方案|典型|人选))|(?:表|名单|台账|清单|材料|照片|信息|"
    r"数据|方案|总结|复印件|计划|报告|花名册|档案)[^,。;\n]{0,14}(?:报|交|发|送|给|传|拿)|"
    r"前(?:报|交|发|送|回|填)|推荐[^,。;\n]{0,10}(?:名|人选|候选)|日报|周报|月报|需要?[^,。;"
    r"\n]{0,6}(?:名单|数据|材料)|要[^,。;\n]{0,10}(?:名单|花名册|数据|台账|照片)|写(?:一份|个|"
    r"篇)|报名|还差|回复(?:我|处理|情况)|数(?:报|给)"
)
_TASK = re.compile(
    r"清理|整治|整改|排查|走访|入户|悬挂|张贴|巡查|巡护|加固|维修|修好|清运|打扫|清扫|搬|拆除|"
    r"拆掉|转移|值守|值班|上岗|落实|宣传(?:到|一遍|单|工作)|告知|通知到|讲一遍|动员|组织[^,。;"
    r"\n]{0,12}(?:参加|开展|体检|接种|缴|种|收|劳动)|"
    r"完成|推进|督促|收缴|缴(?:费|纳|清|完)|代缴|补缴|收(?:齐|缴|回|一下)|种植|植树|防治|接种|"
    r"消杀|打药|核(?:实|对|查|准)|补种|抢收|发放|领取|领(?:一下|回|走)|派(?:人|一|1|\d|两)|集合|"
    r"封|围挡|关停|处置|处理|注意|看好|管好|加强|做好|开展|确保|严禁|不得|禁止|办理|安排|对接|"
    r"配合|协助|摆放|拉(?:网|警戒)|清(?:沟|淤|库)|检修|检查|达到|必须到|劝导|劝返|盯|守"
)
_ASKS = re.compile(
    r"请(?!假|问|客)|务必|必须|一律|要求|要(?=[把将在做报交去来])|各(?:村|社区|网格|组|单位|"
    r"支部|户)|大家|抓紧|尽快|立即|马上|记得|别忘|不得|严禁|确保|安排|组织|派|参加|到场|带(?:上|"
    r"好)|准时|做好|落实"
)
_INFO = re.compile(
    r"停水|停电|停气|停诊|停课|绕行|施工|封闭|放假|值班(?:表|安排|:|电话|人员)|预警|预报|"
    r"办理时间|办理[^,。;\n]{0,14}(?:业务|证)|营业|开放时间|公示|公告|通告|倡议书|点击查看|义诊|"
    r"招聘|知悉|周知|供参考|特此告知|转告一声|提个醒|"
    r"诈骗|骗局|欢迎|自愿|不用来|到账|已发放|开通|恢复(?:供水|供电|通行)|简报|政策解读|补贴标准|"
    r"提醒大家"
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
    report, asks = _REPORT.search(text), bool(_ASKS.search(text))
    if _OPEN_TO_ALL.search(text) and _MEETING.search(text) and not re.search(r"务必|必须|派", text):
        return Kind.INFO
    listed = report and re.search(r"表|名单|台账", text)
    if _CHECK_IN.search(text) and not listed and _checks_in(text):
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
    if _INFO.search(text) and not (report and (asks or has_deadline)):
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
    if _TASK.search(text) or asks or has_deadline:
        return Kind.TASK
    return Kind.MEETING if has_start and _MEETING.search(text) else Kind.INFO


_CHAINED = re.compile(r"接龙|打卡|扣\s?1|回复?[“\"「]?(?:收到|1)|收到(?:请|后)?回复|报平安|定位")
_OPEN_TO_ALL = re.compile(r"欢迎|都行|感兴趣|自愿(?:参加|报名)")


def _checks_in(text: str) -> bool:
    """A roll call by itself; signing in at a meeting is part of the meeting."""
    return bool(_CHAINED.search(text)) or not _MEETING.search(text)


def _promotes(text: str) -> bool:
    if not _PROMOTION.search(text):
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
    if not _INSPECT.search(text) or not _VISIT.search(text):
        return False
    return not _SELF_CHECK.search(text) and not re.search(
        r"(?:检查|督查|考核|验收|调研)[^,。;\n]{0,6}(?:台账|材料|资料|通报|反馈|发现|问题|结果|"
        r"情况)[^,。;\n]{0,10}(?:报|交|补|整改)|补报|前(?:报|交|补)",
        text,
    )


def _meets(text: str, has_start: bool, report: bool, has_deadline: bool) -> bool:
    found = _MEETING.search(text)
    if not found:
        return False
    if _MEETING_SIDE.search(text) and not re.search(r"召开|举行|参加|参会|到会|准时", text):
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
