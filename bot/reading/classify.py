"""Notice, receipt or chatter: what a message is, judged by its words, its sender and its thread."""

import re
from dataclasses import dataclass

from bot.domain.reading import What
from bot.reading.issuer import Standing

_FILLER = re.compile(
    r"[\s,。.!?~、;:…·—\-()\[\]【】“”\"'「」]|[\U0001F000-\U0001FAFF\u2600-\u27bf\u2b50\u200d]"
)
_ACK_WORD = (
    r"收到|收悉|已收悉|已阅|已知|知悉|好的?|好嘞|好哒|好滴|好咧|行|可以|嗯+|恩|哦+|噢|OK|ok|Ok|"
    r"okk?|K|明白|晓得了?|知道了?|了解|没问题|"
    r"要得|得行|成|中|妥了?|没得问题|晓得咯|好噻|嗯呐|遵命|照办|是的?|得令|马上办|马上(?:来|到|"
    r"去|报|统计|落实|安排|改|补|发)|1|\+1|谢谢|感谢|辛苦了?|多谢|同上|无|没有|我村无|已转|转了|"
    r"强"
)
_ACK = re.compile(
    rf"^(?:@?[一-龥A-Za-z0-9]{{0,6}})?(?:{_ACK_WORD})+(?:了|啦|哈|呢|哦|吧|啊|呀|的)?$"
)
_ACK_HEAD = re.compile(
    r"^(?:收到|收悉|已收悉|好的|好嘞|好滴|好,|行,|明白|知道了|没问题|OK|ok|遵命|嗯嗯|谢谢|感谢)"
)
_DONE = re.compile(
    r"^(?:[^,。;?]{0,12}?)(?:已经?|都|刚|全部?|也)?(?:报|交|发|转|填|完成|上报|提交|改|办|传|"
    r"统计|送|回|接龙|签|贴|录|通知|转发|转移|投|答|装|登记|核实|整改|处理|清理|落实|安排|到位|"
    r"到岗|到齐|转达)"
    r"(?:到|给|至|进|出)?(?:[一-龥]{0,4})?(?:了|完|好|过|毕|完毕|完成|到位)(?:[,。!~].{0,12})?$"
)
_DONE_HEAD = re.compile(
    r"^(?:[一-龥0-9、]{0,8}?)(?:已|已经|都已|刚)(?:报|交|发|转|填|完成|上报|提交|改|办|传|送|回|"
    r"签|贴|录|通知|派|带|去|到|在|安排|转移|核实|登记|清理|处理|落实|组织|关|封|撤|围)"
)
_PROMISE = re.compile(
    r"^(?:我|我们|这边|我村|我组)?(?:马上|这就|立刻|立即|一会|待会|稍后|下午|明天|晚上|今晚|"
    r"等会)?(?:就)?(?:去|来|报|发|交|统计|落实|安排|办|补|问|带|改|弄|填|核)"
    r"(?:一下|下)?(?:[一-龥]{0,6})$|^(?:我来|我去|我带|我报|我村|我组|我让|我通知|我安排|我这)|"
    r"^稍等|^在(?:办|弄|填|统计|路上|搬|改|核)"
)
_REPLY_COUNT = re.compile(
    r"^(?:[一-龥]{0,5}[::,]?)?\d+\s*(?:处|户|人|份|名|个|台|亩|头|只|张|吨|家|条|件|起)(?:[,。"
    r"、]|$)|^(?:[一-龥]{1,5}[::])?无(?:异常|变化|情况|[一-龥]{0,4}$)|一切正常|平安$"
)
# What people below say when they do what was asked: done, on the way, how it stands here.
_STATUS = re.compile(
    r"(?:^|[\s,。])(?:我|我们|我村|我组|这边)?(?:在|正在|还在)(?:路上|打电话|办|盖章|填|核|搬|"
    r"统计|写|改|弄|清|找|等|收|巡|守)|我(?:去|来|报|找|挨家|守|喊|带|马上|让|先|通知|负责)|"
    r"(?:^|[\s,])(?:[一-龥0-9]{0,6}[\s:]?)(?:一切)?正常|(?:^|[\s,])(?:没事|平安|无异常|到齐|"
    r"齐了)|[关开出到喊装贴传发交报填改撤清修换拆签盖弄办投送搬收守](?:好|完|齐|过|出|到|上|"
    r"掉)?(?:两道|一遍|两遍|邮箱)?了(?:[\s,。!~]|$)|"
    r"给你$|^[一-龥]{2,6}\s(?:小雨|中雨|大雨|无雨|阴|晴)|[都全]部?(?:到|在|齐|安全|转移)|"
    r"一个不少|^\+1|🙋"
)
_GRUMBLE = re.compile(
    r"又(?:要|填|报|投|是|来|开会|拍|查)|还没[^,。]{0,6}完|都没得|烦死|没完没了|我们?[^,。]{0,"
    r"6}半路|刚[^,。]{0,6}[好完]|天天|哦豁|阿弥陀佛|表哥|表姐|表格密"
)
_GREETING = re.compile(
    r"^(?:大家|各位)?(?:早|早上好|早安|早啊|上午好|下午好|晚上好|晚安|午安|太好|真好|挺好|还好)"
)
_ANSWERED = re.compile(r"^(?:回复|答复|报告|汇报|反馈)[^,。:请]{0,8}[:,]")
_CHAIN = re.compile(r"(?:^|\n)\s*1[.、.)]\s*\S")
_QUESTION = re.compile(
    r"[??]|吗(?:[,。!~]|$)|呢(?:[,。!~]|$)|谁有|能不能|可不可以|能否|咋|怎么|几点|是不是|要不要|"
    r"有没有|什么时候|啥时|多少(?:钱|人)?$|哪(?:里|个|家|些|天|位)|行不行|为什么|为啥|问一下|"
    r"请问|想问|多久"
)
_MOOD = re.compile(
    r"哈哈|嘿嘿|呵呵|呜呜|嘻嘻|唉|哎(?!呀?各)|累死|头疼|崩溃|\[(?:捂脸|笑哭|偷笑|呲牙|擦汗|流泪|"
    r"大哭|玫瑰|抱拳|微笑|憨笑|破涕为笑|裂开|苦涩|旺柴|咖啡|太阳|鼓掌|愉快|调皮)\]|"
    r"早上好|早安|晚安|各位早|午安|good|天气|下雨了|好冷|好热|真(?:好|香|美|热|冷)|太(?:好|棒|"
    r"难|热|冷|感谢)|恭喜|加油|生日|孙子|老婆|老公|儿子|女儿|娃"
)
_SALUTE = (
    r"各(?:村|社区|网格|组|单位|支部|站所|办所|部门|乡镇|镇|街道|片区?|位|村组|行政村|党支部|"
    r"科室|学校|包村|小区|物业|楼栋|中队|门店|企业|自然村|屯|驻村|联络员|负责人|股室|点位|户|班|"
    r"年级|园|家|商户|经营户|合作社|党总支|办公室|所|线|口|队|行政|林|水库|渔|船|养殖)|"
    r"全体|所有(?:村|人|单位|网格|社区|党员|干部|企业)|@所有人|@全体|@all|@All|大家|同志们|"
    r"姐妹们|姐姐们|兄弟们|伙计们|老师们|家人们|亲们|两委|网格员|包村(?:干部|领导)|"
    r"村(?:书记|支书|主任|会计|文书|医)|(?:组|队|片|楼|栋)长|联络员|护林员|负责(?:人|同志)|"
    r"居民朋友|村民朋友|广大|辖区|相关(?:单位|人员|村|同志|部门)"
)
_ADDRESS = re.compile(_SALUTE)
_ORDER = re.compile(
    r"请(?!假|客|示|问|教|帖|安|来吃)|务必|烦请|麻烦|辛苦(?=[^了,。!]{1,10})|望(?=[各相大])|"
    r"敬请|恳请|要求|抓紧|尽快|立即|马上|立刻|赶紧|赶快|一律|不得|严禁|必须|"
    r"不准|不许|莫(?=[去来动等乱忘])|别(?=[等去来动让把往])|都(?=到场|要|去|把|得)|再去|一个都|"
    r"把[^,。]{1,14}(?:拉|搬|送|关|改|换|填|补|弄|发|拆|清|盯|带|备|打)|派(?=[人车船一两1-9])|"
    r"撤(?!销|诉)|"
    r"(?:改|换|补|弄|修|填|装|贴|清|备)(?:好|上|齐|完)(?!了)|重(?:传|报|填|发)|连放|喊一喊|应当|"
    r"确保|切实|做好|落实|注意|提醒|记得|别忘|不要|不用|无需|统一|按时|按要求|按照|如实|及时|"
    r"认真|组织|安排|开展|参加|到场|"
    r"限(?=[今明本\d])|届时|定于|拟于|将于|自愿|报名|转告|周知|知悉|互相转|转发|扩散|通知到|"
    r"接龙|打卡|签到"
)
_HAND_IN = re.compile(
    r"报送|上报|填报|申报|报我|报给|报到|报来|报一下|报个|报数|报名|发我|发给|发来|发到|发群|"
    r"发过来|给我|给一下|交我|交到|交给|交来|交齐|收齐|交上|送到|送来|送我|"
    r"提交|上传|录入|填好|填写|填完|填(?=[^,。]{0,6}表)|汇总|统计|摸底|登记|反馈|回复|回执|签字|"
    r"盖章|补报|补交|报(?=[^,。;]{0,14}(?:表|名单|台账|情况|数|清单|材料|信息|计划|总结|照片))|"
    r"(?:表|名单|台账|清单|材料|照片|信息|数据)[^,。;]{0,12}(?:报|交|发|送|给|传)|前(?:报|交|发|"
    r"送|回|填|弄)|(?:报|交|发|填|弄|回|做|改|办)(?:完|好|上来|过来|齐)"
)
_ANNOUNCE = re.compile(
    r"通知|公告|通告|公示|倡议书|提示|预警|预报|停水|停电|停气|停课|停诊|绕行|封闭|施工|"
    r"值班(?:表|安排|[::])|放假|办理时间|营业|上班时间|开放|发放|受理|义诊|"
    r"招聘|执法|召开|举行|举办|例会|大会|会议|培训|讲座|推进会|调度会|座谈|视频会|开会|观摩|"
    r"检查|督查|督导|抽查|暗访|调研|验收|复查|巡查|走访|入户|慰问|体检|接种|筛查|演练|"
    r"【[^】]{2,20}】|关于[^。]{2,30}的|倡议|简报|通报|点击查看|详见|见附件|附件|扫码|链接"
)
_CHANGE = re.compile(
    r"取消|作废|改(?:到|成|为|在|期|时间|至|地点|下午|上午|明|周|[0-9])|延(?:期|至|后|到|迟)|"
    r"推迟|提前(?:到|至|在)|不(?:用|需|必)(?:再)?(?:报|交|来|填|去|做|开|发|弄|单独|统计)|不再|"
    r"更正|纠正|以此为准|以这个为准|暂停|暂缓|撤回|不开了|不报了|免报|恢复|顺延|换成|换到|变更|"
    r"调整(?:到|为|至|成)|刚才(?:发|说|写)[^。]{0,6}错|有误|笔误|宽限|收回"
)
_REMIND = re.compile(
    r"只有[^,。]{1,12}(?:交|报|发|填)了|还空着|还没(?:看)?到|没看到|没见(?:到)?|还差|还缺|只差|就差|差(?=[一-龥0-9、]{2,14}(?:没|"
    r"未|村|组|网格|社区|$))|(?:没|未|还没)(?:有)?(?:报|交|回|填|发|上报|完成|提交|反馈|接龙|签|"
    r"录|统计|送|弄)(?:的|上|完|[^一-龥]|$|抓紧|单位|村)|"
    r"催|挂零|过(?:啦|了|点了)|到(?:点|时间)了|截止|最后(?:一天|半天|一[小个]|期限|时间)|"
    r"再次提醒|再提醒|温馨提醒|别忘|抓紧|还有[^,。]{0,10}(?:没|未)|没动静|倒计时|只收到|目前[^,"
    r"。]{0,8}(?:\d+份|交|报|收到)"
)
_FIRST_PERSON = re.compile(
    r"^(?:我|咱|俺|本人)(?!办|局|镇|县|街道|委|所|站|区|市|乡|单位|院|校|们(?:办|局|镇|县|站|所|"
    r"已到|定))"
)
_OFFICE_HELP = re.compile(
    r"谁有|借(?:一下|用)|捎|顺路|帮(?:我|忙)|替(?:我|一下)|让一让|在不在|在吗|谁在|谁能"
)
_TITLED = re.compile(
    r"\s*【?(?:紧急|重要|会议|工作|温馨)?(?:通知|通告|公告|公示|提示|提醒|预告)(?:】|[::])"
)
_HELD = re.compile(r"(?:开|召开|举行|举办)[^,。]{0,12}(?:会|培训|讲座|活动)|[到在][^,。]{1,12}集合")
_ROTA = re.compile(r"值班(?:[:表]|安排)|带班")
_THANKS = re.compile(
    r"谢谢|辛苦了|辛苦大家|齐了|记上了|早点(?:回|休息|睡)|^(?:好|行|可以|对)(?=[\s,。!👍])"
)
_TO_ONE = re.compile(r"@(?!所有|全体|all|All|各)\S{1,12}\s")
_LINKS = re.compile(r"https?://\S+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Clues:
    """What is known about a message besides its words."""

    standing: Standing
    has_time: bool
    urgent: bool
    forwarded: bool
    has_file: bool
    file_only: bool
    answers_notice: bool
    continues: bool
    same_sender_thread: bool
    emergency_on: bool


def classify(text: str, clues: Clues) -> tuple[What, bool]:
    """``(what, unsure)`` of a message of this normalised text.

    ``unsure`` marks the band in which a reader might well decide otherwise.
    """
    bare = _FILLER.sub("", text)
    if not bare:
        return _wordless(text, clues)
    if clues.file_only and clues.standing <= Standing.UNKNOWN:
        return (What.RECEIPT if clues.answers_notice else What.CHATTER), clues.has_time
    receipt = _is_receipt(text, bare, clues)
    score = _notice_score(text, bare, clues)
    if receipt and score < _RECEIPT_YIELDS:
        return What.RECEIPT, False
    if score >= _NOTICE:
        return What.NOTICE, score < _SURE_NOTICE
    if receipt or _late_receipt(text, bare, clues):
        return What.RECEIPT, False
    return What.CHATTER, score >= _SURE_CHATTER


_NOTICE, _SURE_NOTICE, _SURE_CHATTER, _RECEIPT_YIELDS = 2.85, 3.5, 2.5, 4.5
_THUMBS = re.compile("[👌👍🆗✅💪🫡🙏]|\\[(?:OK|ok|强|好的|抱拳|胜利)\\]")


def _wordless(text: str, clues: Clues) -> tuple[What, bool]:
    if clues.has_file:
        return What.CHATTER, clues.standing >= Standing.LEADER
    return (What.RECEIPT, False) if _THUMBS.search(text) else (What.CHATTER, False)


def _is_receipt(text: str, bare: str, clues: Clues) -> bool:
    if _GREETING.match(bare):
        return False
    if len(bare) <= 16 and _ACK.match(bare):
        return True
    if _CHAIN.search(text) and ("接龙" in text or clues.standing <= Standing.UNKNOWN):
        return clues.standing <= Standing.UNKNOWN or (
            len(_CHAIN.findall(text)) > 0 and "请" not in text
        )
    if _QUESTION.search(text):
        return False
    if clues.standing > Standing.LEADER and clues.has_time:
        return False
    if clues.standing <= Standing.UNKNOWN and _ANSWERED.match(text):
        return True
    if _ACK_HEAD.match(text) and len(bare) <= 40:
        return True
    if len(bare) <= 30 and (_DONE.match(text) or _DONE_HEAD.match(text)):
        return clues.standing <= Standing.UNKNOWN or len(bare) <= 8
    return False


def _late_receipt(text: str, bare: str, clues: Clues) -> bool:
    """Promises and figures handed in, once it is plain that the message asks nothing."""
    if clues.standing >= Standing.LEADER or _QUESTION.search(text):
        return False
    if len(bare) <= 14 and _PROMISE.match(_FILLER.sub("", text)):
        return True
    if clues.answers_notice and re.search(
        r"(?:报|交|投|发|填|转|办|改|传|签|弄|搞|答|登记|通知|处理)(?:好|完|过)?了[,。!~]?$", text
    ):
        return True
    if clues.answers_notice and len(bare) <= 40 and _STATUS.search(text):
        return not _GRUMBLE.search(text)
    return bool(_REPLY_COUNT.match(text)) and clues.standing <= Standing.UNKNOWN


def _notice_score(text: str, bare: str, clues: Clues) -> float:
    """Weight of evidence that somebody official asks or tells; hand-set, not fitted."""
    words = _LINKS.sub("", text)
    score = {Standing.OFFICE: 1.7, Standing.LEADER: 1.0, Standing.UNKNOWN: 0.0}.get(
        clues.standing, -1.0
    )
    order, hand_in = bool(_ORDER.search(words)), bool(_HAND_IN.search(words))
    announce, change = bool(_ANNOUNCE.search(words)), bool(_CHANGE.search(words))
    score += 1.2 * bool(_ADDRESS.search(words)) + 1.2 * order + 1.3 * hand_in
    score += 1.0 * announce + 1.3 * change + 1.2 * bool(_REMIND.search(words))
    score += (
        1.3 * clues.has_time
        + 1.6 * clues.forwarded
        + (2.0 if clues.standing > Standing.GRASSROOTS else 0.4) * clues.urgent
    )
    score += 1.2 * (clues.continues and (clues.has_time or hand_in or change))
    score += 0.5 * (len(bare) >= 30) + 0.4 * (len(bare) >= 60)
    score += 0.8 * (clues.has_time and bool(_HELD.search(words)))
    score += 1.5 * bool(_TITLED.match(words)) + 1.2 * bool(_ROTA.search(words))
    remind = bool(_REMIND.search(words))
    score += 0.8 * (remind and clues.same_sender_thread)
    answers = bool(_ACK_HEAD.match(text))
    score += 1.2 * (clues.emergency_on and not answers and (order or "把" in words))
    score += 1.4 * (clues.has_file and clues.continues and clues.standing > Standing.UNKNOWN)
    score += 0.8 * clues.has_file * (order or hand_in or announce or clues.has_time)
    return score - _against(text, bare, clues, order or hand_in)


def _against(text: str, bare: str, clues: Clues, asks: bool) -> float:
    weight = 0.0
    if _QUESTION.search(text):
        weight += 1.0 if asks and clues.standing >= Standing.LEADER else 2.2
    if _MOOD.search(text):
        weight += 0.6 if asks else 1.2
    if clues.standing <= Standing.UNKNOWN and _GRUMBLE.search(text):
        weight += 1.5
    if _FIRST_PERSON.search(text):
        weight += 1.3
    if _OFFICE_HELP.search(text):
        weight += 1.8
    if len(bare) <= 6:
        weight += 0.8
    if not asks and not clues.has_time and _THANKS.search(text):
        weight += 1.2
    if asks and not clues.has_time and _ACK_HEAD.match(text):
        weight += 2.0
    if _TO_ONE.match(text):
        weight += 1.2
    if clues.answers_notice and clues.standing <= Standing.UNKNOWN:
        weight += 0.6
    return weight
