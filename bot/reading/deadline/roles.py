"""What each candidate is for: deadline, event, recurrence, or a time that asks nothing."""

import re
from dataclasses import dataclass
from enum import StrEnum

from bot.reading.deadline.candidates import Candidate, Mark


class Role(StrEnum):
    """The part a time plays in a text."""

    DEADLINE = "deadline"
    EVENT = "event"
    RECURRING = "recurring"
    OLD = "old"  # replaced by another time of the text
    WEAK = "weak"  # a deadline, unless the text names a plainer one
    NEW = "new"  # replaces it
    START = "start"  # 从明天开始: where a recurrence starts
    PERIOD = "period"  # 假期里: the period a recurrence runs in
    DAY = "day"  # only a day for what follows: 明天植树节!…早8点
    UPPER = "upper"  # what a level above wants, or the speaker must do
    NOTHING = "nothing"  # scope of data, status, past, validity, publicity, office hours


@dataclass(frozen=True, slots=True)
class Around:
    """The words around a candidate, within its clause and its sentence."""

    before: str
    after: str
    sentence_before: str
    sentence_after: str


_CLAUSE = re.compile(r"[,。;!?\n]")
_SENTENCE = re.compile(r"[。;!?\n]")
_REACH = 80


def around(text: str, start: int, end: int) -> Around:
    """The surroundings of ``text[start:end]``, at most 80 characters each way."""
    before, after = text[max(0, start - _REACH) : start], text[end : end + _REACH]
    return Around(
        _CLAUSE.split(before)[-1],
        _CLAUSE.split(after, maxsplit=1)[0],
        _SENTENCE.split(before)[-1],
        _SENTENCE.split(after, maxsplit=1)[0],
    )


ASK = re.compile(
    r"上报|报送|报来|报给|报我|报到(?!率)|(?<![日周月旬年快简通汇预情海举申小])报(?!告[会厅团人]|表|纸|到率|名表|警|道|数|喜|刊|废|销)|申报|[上提补]?交(?!叉|通|警|流|接|办|易|界|管)|提交|发(?:我|给|来|到|群|至|过来)|转发"
    r"|填|录入|录完|完成|反馈|回复|回执|回话|回个|回我|汇总|汇报|落实|办结|办理完|签订|上传|核对|核实|核查完|补齐|补录|补上|补全|寄|送到|送达|送至|送来|报备"
    r"|给我|给个|给到|给答复|答复|截图|接龙|统计|排查|更新|清零|关停|搬离|取回|领取|领走|领完|登记|报名|投票|缴|认领|把|将|务必|必须|一律|请假|处理|解决|修好|整理|整改|撤下|拆除|转移|到位|告诉|告知|确认|收齐|收完|打卡|做完|弄好|弄完|搞定|搞好|拿来|拿到|准备好|写好|写完|发完|下载|安装|注册|记得|别忘|抓紧|收(?=[,。!齐完表材]|$)|放(?=我|到|在)|学完|看完|转完|安排|清理|张贴|贴好|关闭|设好|备好|盖章|签字|删除|撤回|退还|归还|还回"
)
EVENT = re.compile(
    r"(?:召开|开会|开(?:个|一个|一下|线上|视频)?\S{0,8}会|会议|会商|大会|例会|晨会|[\u4e00-\u9fff]{2}会(?![计议员费所场同籍办]|[\u4e00-\u9fff]?站)|见面会|碰头|碰个头|培训|讲座|集合|集中|检查|督查|抽查|复查|考核|演练|观摩|活动|宣传|参加|出席|参会"
    r"|到镇|到村|到我|到[社街县]|来(?:镇|村|我|看|讲|查|检|调|督|要|人)|莅临|调研|走访|验收|义诊|招聘|比赛|典礼|仪式|举行|举办|开展|开班|开幕|开播|直播|停水|停电|断网|检修|体检|采样|采血|接种|发放|巡讲|宣讲|"
    r"出发|开讲|授课|上课|课(?=[改调推提延定在,]|$)|面试|笔试|考试|联合执法|植树|志愿|签约|揭牌|座谈|讨论|述职|评议|测评|比武|竞赛|汇演|演出|放映|放电影|送春联|慰问|值守|看房|踏勘|摸排|会场|会议室|教室|礼堂|腾讯会议|现场会|核酸|夜巡|巡逻|巡河|参观|家访|看$|点验|观影|路演|(?<=[的个])会(?![计议员费所])|行动|开工|开考|评审|评比|年检|义卖|学习|点名|换班|到岗"
    r")(?![\u4e00-\u9fff]{0,3}(?:名单|情况|表|材料|方案|照片|记录|台账|名册|资料|计划|信息|总结|小结|通知|档案|数据|进度|清单|需求|人数|节目单|费|费用|报告|日志|地点|回执|预约|图片|笔记|心得|发票|通报))"
)
_NOTHING_AFTER = re.compile(
    r"^\s?(?:的)?(?:数据|在册|口径|以来|同比|环比|出生|度|期间的?|底数|时点|放假|调休|休息|休假|请假|外出|出差|发布|印发|下发|签发|施行|实施|执行|生效|启用|起施行|来文|来信|来电|发文|的?通知|的?文件|的?会议纪要|的?版本|因|已|共|累计|(?:这次|本次)?免报|不报|不用|无需|上班|补班|值班|过啦|过了|刚过|下达|收到|接到|凌晨?\d|发生|反映|出现)"
)
_NOTHING_BEFORE = re.compile(
    r"(?:有效期(?:限)?[至到为是:]*|有效[至到]|质保期?[至到]|保质期[至到]|任期[至到]|期限?自|成立于|生于|出生于|建于|始建于|数据(?:只|截?)?到|统计到|更新到|计算[到至]|只到|现在|目前|此刻|以|据|按照?|根据|关于|参照|发表于|发布于|印发于|刊于|截图于|摄于)\s?$"
)
_BY_STATUS = re.compile(
    r"已|完成[了率]?\d|共|累计|[率占]|%|仍有?|还有|现有|在册|数据|情况|为准|口径|统计|通报|进度|总[数计]|新增|存栏|\d+[户人件个处起张份名条次亩]"
)
_BORN = re.compile(
    r"^(?:未?(?:出生|入库|入职|参加工作|注册|登记在|建成|竣工|投产|参保|退休|死亡|迁出|开工|成立|取得|购买|办理(?:的|过)|发生|签订的|入党|毕业|到期的?|印发|下发|公布))"
)
_PAST_BEFORE = re.compile(r"(?:已于|曾于|曾在|早在|之前|上次|刚才|刚刚|已在)\s?$")
_OLD_AFTER = re.compile(
    r"^.{0,12}?(?:笔误|写错|打错|说错|作废|有误|不算|取消(?!报)|版本?作废|(?:改|调整|变更|顺?延期?|推迟|提前|延后|延长)(?:成|为|到|至|在|[上中下早晚明后周本今]|\d))"
)
_OLD_BEFORE = re.compile(
    r"(?:原定(?:于)?|原计划(?:在|于)?|原来(?:的|是|说)?|原本|原先|原为|原|(?<!是)不是|(?<!理)由|之前(?:说|定|发|通知)的?(?:是)?|刚才(?:说|写|发)的?|上次说的?|本来(?:是|定)?|从)(?:的|截止时间|时间|报送时间|是|于|在)*\s?$"
)
_NEW_BEFORE = re.compile(
    r"(?:改为|改到|改成|改在|改至|改期到|改期至|改|调整为|调整到|调整至|调到|调至|延期?[到至]|延长[到至]|延后[到至]|推迟[到至]|推后[到至]|推到|提前[到至]|顺延[到至]|宽限[到至]|放宽[到至]|变更为|变为|应该?[为是]|而是|更正为|现定于|才是|以|[,;]是|往前提到|压缩到|缩短到)\s?$"
)
_UPPER = re.compile(
    r"(?:县|市|省|区|州|镇里|乡里|街道|社区|村里|上级|上面|上头|局|部|书记|镇长|领导|街道|办公室|厅|委|我们?镇|我们?街道|我|我们|咱们|咱)[^,。;!?\n]{0,8}$"
)
_UPPER_DEMAND = re.compile(
    r"(?:上级|上面|上头|[县市省区州]里?|[县市省区州][\u4e00-\u9fff]{1,4})(?:那边)?(?:文件)?(?:明确)?(?:的)?(?:要求|规定|定的|给的|明确)[^,。;]{0,6}$"
)
_UPPER_SUBJECT = re.compile(
    r"^(?:[县市区省州]里?|上级|上面|局里|镇里|我们?)(?:就|再|就要|要)?(?:统一)?(?:汇总|收(?!齐)|审|报[县市区省上]|要(?!求))"
)
_UPPER_AFTER = re.compile(
    r"^[^,。;!?\n]{0,3}(?:就?要(?!求?各)|前?要|催|用|去(?!领)|来检查|要来|来抽|来看|来验|来督|过来|看数|汇总|报县|报市|报区|报省|报上级|上报县|上报市|上会|得报|要报|报[县市省区州]|就要|必须报)"
)
_BEFORE_NOUN = re.compile(r"(?:慰问|走访|值班|市场|检查|督查|大检查|物资|备货|拥堵|采购)")
_CANCELLED = re.compile(r"^.{0,16}?(?:取消|作废|不开了|不搞了|暂停|中止|延期(?![到至]))")
_SAME_AGAIN = re.compile(r"[,(](?:也就是|即|就是)(?:在)?$")
_NEXT_ONE = re.compile(r"(?:下一?次|首次|第一次|首期|第一期)(?:时间)?(?:是|为|在|从)?:?$")
_VERSION = re.compile(
    r"^的(?:那份)?(?:电子版|纸质版|版本|名单|表|材料|台账|数据|照片|报表|清单|日报|数|那个表)"
)
_VAGUE_DAYS = (
    "month_part",
    "part_of_this_month",
    "month",
    "week",
    "weekend",
    "year_end",
    "quarter",
)
_PAPER = re.compile(r"[表单料账据册稿卷]")
_FILLERS = "吧啊哈哦哟呀呢啦了哈 ~.)*"
_WINDOW = re.compile(r"公示|异议")
_OFFICE = re.compile(
    r"办理时间|办理[\u4e00-\u9fff]{0,6}业务|对外|受理|营业|开放|办公|上班时间|服务时间|工作时间|咨询电话|值班电话|接待|有人接|接听|错峰|休息|时段|热线"
)
_ABSENT = re.compile(r"外出|请假|休假|出差|不在|学习$|外出学习|年假|产假|陪产|公休")
_SPEAKER = re.compile(r"(?:^|[^给发报交到跟找和与让把向])(?:我|俺|本人)$")
_STATUS = re.compile(r"了$|已|刚|过$|的$|来着|接报|接到|收到|报警|多$")
_SIGN_IN = re.compile(r"^\s?(?:前)?(?:签到|入场|进场|候会|调试|到场|开门|报到)")


def role_of(text: str, candidate: Candidate) -> Role:
    """The role of ``candidate`` in ``text``, before corrections and levels are weighed."""
    here = around(text, candidate.start, candidate.end)
    if candidate.other and candidate.other.name == "scope":
        return Role.NOTHING
    if candidate.every:
        return Role.RECURRING
    if _nothing(candidate, here):
        return Role.NOTHING
    if candidate.day and candidate.day.name == "break_day" and "period" in candidate.day.word:
        return Role.PERIOD
    if candidate.other:
        return _relative_role(candidate, here)
    if candidate.mark is Mark.AGO or (candidate.mark is Mark.AFTER and not _break_after(candidate)):
        return Role.NOTHING
    if candidate.mark is Mark.SINCE and not candidate.until:
        return Role.EVENT if candidate.clock and _eventful(here) else Role.START
    if candidate.mark in (Mark.BEFORE, Mark.WITHIN, Mark.BY):
        return _marked_role(candidate, here)
    if candidate.day and candidate.day.name == "before_break":
        return _marked_role(candidate, here)
    return _unmarked_role(candidate, here)


def _break_after(candidate: Candidate) -> bool:
    return bool(candidate.day and candidate.day.name == "after_break")


def _relative_role(candidate: Candidate, here: Around) -> Role:
    say = candidate.other
    if say is None or say.name != "span":
        return Role.NOTHING
    if candidate.mark is Mark.AFTER and len(here.before) < 3:
        if _eventful(here):
            return Role.EVENT
        return Role.DEADLINE if ASK.search(here.after) else Role.NOTHING
    if candidate.mark is not Mark.WITHIN:
        return Role.NOTHING
    unknown = re.search(
        r"(?<!收到)(?<!通知)(?<!接到)(?<!下发)(?<!发布)(?<!此)(?<!件)(?:之?后)的?$", here.before
    )
    if unknown and not re.search(r"收到|接到|通知|来函|本文|印发|发出|下发|即日|今", here.before):
        return Role.NOTHING
    if re.search(r"(?:近|最近|过去|连续|前|这|每)$", here.before):
        return Role.NOTHING
    if re.match(
        r"^(?:不得|不能|不准|不再|禁止|有效|均可|可以|无|未|值班|值守|受理|在线|开机|热线|降水|累计|雨量|气温)",
        here.after,
    ):
        return Role.NOTHING
    return Role.DEADLINE


def _nothing(candidate: Candidate, here: Around) -> bool:
    if _NOTHING_BEFORE.search(here.before) or _PAST_BEFORE.search(here.before):
        return True
    if candidate.mark is Mark.NONE and _NOTHING_AFTER.search(here.after):
        return True
    if candidate.mark is Mark.BEFORE and _BORN.search(here.after):
        return True
    return bool(candidate.until) and bool(_ABSENT.search(here.after))


def _marked_role(candidate: Candidate, here: Around) -> Role:
    if candidate.mark is Mark.BY and re.search(r"截[至止]", here.before[-6:]):
        stated = here.after if len(here.after) > 1 else here.sentence_after
        if _BY_STATUS.search(stated) and not re.search(r"前|请|上报", stated):
            return Role.NOTHING
        if re.match(r"^[)。]", here.after) and not ASK.search(here.before):
            return Role.NOTHING
    feast = candidate.day is not None and candidate.day.name in ("festival", "before_break")
    if feast and not here.after and re.match(r"^,.{0,8}\d[点时:]", here.sentence_after):
        return Role.NOTHING
    if candidate.mark is Mark.NONE and re.search(
        r"(?:将|把|做好|开展|抓好|的|报|交)$", here.before
    ):
        return Role.NOTHING
    return Role.DEADLINE


def _eventful(here: Around) -> bool:
    return bool(
        EVENT.search(here.after) or EVENT.search(here.sentence_after) or EVENT.search(here.before)
    )


def _unmarked_role(candidate: Candidate, here: Around) -> Role:
    exact = candidate.clock is not None
    if candidate.until:
        return _window_role(candidate, here)
    if _SPEAKER.search(here.before):
        return Role.NOTHING
    if candidate.day and candidate.day.name == "festival" and not (exact or candidate.part):
        if not re.match(r"当天|那天|,|有|前?一天", here.after):
            return Role.DAY
    if _NEXT_ONE.search(here.before):
        return Role.START
    if _SIGN_IN.match(here.after):
        return Role.EVENT
    if exact and _VERSION.match(here.after):
        return Role.DEADLINE
    last_ask = None
    for last_ask in ASK.finditer(here.before):
        pass
    bound = last_ask and last_ask[0] not in ("务必", "必须", "一律")
    if bound and not exact and re.match(r"^[的]?[\u4e00-\u9fff]", here.after):
        return Role.NOTHING
    ask, event = ASK.search(here.after), EVENT.search(here.after)
    if ask and (not event or ask.start() <= event.start()):
        return Role.DEADLINE
    if event and (exact or candidate.day is None or candidate.day.name not in _VAGUE_DAYS):
        return Role.EVENT
    return _by_sentence(candidate, here)


def _by_sentence(candidate: Candidate, here: Around) -> Role:
    exact = candidate.clock is not None or bool(candidate.part)
    rest = here.sentence_after[len(here.after) :]
    if not exact and not candidate.day:
        return Role.NOTHING
    ask, event = ASK.search(rest), EVENT.search(rest)
    if not exact:
        if EVENT.search(here.before) and not here.after.strip("吧啊哈哦)"):
            return Role.EVENT
        first = min((m for m in (ask, event) if m), key=lambda m: m.start(), default=None)
        if here.after or first is None:
            return Role.DAY
        if first is ask:
            return Role.WEAK
        vague = candidate.day is not None and candidate.day.name in _VAGUE_DAYS
        return Role.DAY if vague else Role.EVENT
    if _STATUS.search(here.after):
        return Role.NOTHING
    if event and (not ask or event.start() < ask.start()):
        return Role.EVENT
    if not candidate.clock:
        return Role.DEADLINE if ask else Role.DAY
    if EVENT.search(here.sentence_before):
        return Role.EVENT
    asked = ask or ASK.search(here.sentence_before) or _PAPER.search(here.sentence_before)
    if len(here.after.strip(_FILLERS)) > 3:
        return Role.DEADLINE if ask and not here.after else Role.EVENT
    return Role.DEADLINE if asked else Role.DAY


def _window_role(candidate: Candidate, here: Around) -> Role:
    """A window closes for what is to be handed in, opens for an event, and may mean nothing."""
    near = here.sentence_before[-16:] + here.after
    if _WINDOW.search(near) or _OFFICE.search(here.sentence_before + here.sentence_after):
        return Role.NOTHING
    if candidate.mark is Mark.NONE and here.after.startswith("期间") and not ASK.search(here.after):
        return Role.NOTHING
    handed = ASK.search(here.after) or re.search(
        r"(?:报名|申报|申请|填报|征集|投票|缴费|提交|认领|预约|报送|登记|整改|办理|核查|填写|时限|期限)(?:时[间限]|期限|日期|窗口|通道|系统)?[:为是]?$",
        here.before,
    )
    if handed or (ASK.search(here.sentence_after) and not EVENT.search(here.before + here.after)):
        return Role.DEADLINE
    if candidate.mark is Mark.SINCE or (candidate.day and candidate.day.word == "即日"):
        return Role.DEADLINE
    if EVENT.search(here.before[-12:]) or EVENT.search(here.after):
        if re.search(r"记得|别忘|抓紧|请.{0,8}(?:完成|参与)", here.sentence_after):
            return Role.DEADLINE
        return Role.EVENT
    if candidate.clock:
        told = len(here.after) > 3 or len(here.sentence_after) > 3
        return Role.EVENT if told or EVENT.search(here.sentence_after) else Role.DAY
    return Role.NOTHING


def is_old(here: Around) -> bool:
    """Whether the words say that this time no longer holds."""
    return bool(_OLD_BEFORE.search(here.before) or _OLD_AFTER.search(here.after))


def is_cancelled(candidate: Candidate, here: Around) -> bool:
    """Whether what was to be then is called off."""
    return candidate.mark is Mark.NONE and bool(_CANCELLED.search(here.after))


def is_repeated(here: Around) -> bool:
    """Whether this only says the time before it in other words (4月3日前,即清明假期前)."""
    return bool(_SAME_AGAIN.search(here.sentence_before))


def is_new(here: Around) -> bool:
    """Whether the words say that this time replaces another."""
    return bool(_NEW_BEFORE.search(here.before + "") or _NEW_BEFORE.search(here.sentence_before))


def is_upper(here: Around) -> bool:
    """Whether this is what a level above wants, or what the speaker must do."""
    if _UPPER_DEMAND.search(here.before):
        return True
    if _UPPER_SUBJECT.search(here.after):
        return True
    return bool(_UPPER.search(here.before) and _UPPER_AFTER.search(here.after))


def is_sign_in(here: Around) -> bool:
    """Whether people only arrive then."""
    return bool(_SIGN_IN.match(here.after))
