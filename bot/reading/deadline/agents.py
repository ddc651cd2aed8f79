"""Whose time it is: what other people promise, plan or are away until is not the reader's."""

import re

from bot.reading.deadline.closing import LACKING
from bot.reading.deadline.reads import Around
from bot.reading.deadline.verbs import any_of

_TITLES = "主任|书记|镇长|乡长|科长|所长|局长|站长|部长|院长|校长|委员|会计|老师|师傅|经理|医生"
# People who are spoken of, not to.
_PERSON = (
    rf"(?:(?<!其)他们?|她们?|人家(?!庭)|对方|(?<![@\u4e00-\u9fff])[\u4e00-\u9fff]{{1,2}}(?:{_TITLES})"
    r"|(?<![\u4e00-\u9fff])(?:书记|镇长|乡长|主任|领导)"
    r"|(?<![@\u4e00-\u9fff])[小老](?![数台规问办地百统系人旧区组学程麦])[\u4e00-\u9fff](?![组区型年板]))"
)
_FIRM = any_of(
    """[水电气热]司(?!机|法)
    施工(?:队|方|单位) 工程队 承包[商方人] 承建 建设单位 中标(?:单位|人|方) 厂家 厂商
    厂里 供应商 商家 供电 电力
    热力(?!图) 供热
    电信 移动公司 联通 广电 燃气公司 自来水 水务 水厂 物业 开发商 快递 物流 财政(?!所) 税务 银行
    保险公司 设计院
    监理 维保 运维 技术(?:员|人员|支持) 客服 [电水瓦木泥焊]工 师傅 维修 修理 包工头 老板 甲方 乙方
    业主 医院 专家
    律师 法院 公司 第三方
    外包 平台方 工人 司机 车队 测绘 检测(?:机构|站) 审计(?:组|所) 评审(?:组|会)
    """
)
_ABOVE = (
    r"(?:[省市县区](?:里|上|局|委|办|[\u4e00-\u9fff]{1,5}[局委办部院厅中心])|上级|上头"
    r"|[\u4e00-\u9fff]{2,6}[局厅]|镇里|乡里|街道)"
)
_PROMISED = any_of(
    """答复 回复 回话 表态 放话 松口 拍着?胸脯 打了?包票 答应 承诺 保证 表示 应允 有望 可望 约好
    说好 定好 预计 预估 估计 计划 打算"""
)
# What is done for the reader.
_FOR_US = re.compile(
    any_of(
        r"""送[到来货] 到货 到账 到位 发货 [修装建铺搬换弄挖抢]好 安装 完工 竣工 恢复 拨付 拨款 打款
    打到 拨(?=[,。;!]|$) 拨下来
    打[进入] 上门 处理[完好] 回来 返回 返岗 回[村镇单]位? 到岗 调试 抢修 来[水电修装送]
    通[水电气车网] 上热
    开通 [拉运寄]来 批[下复]来? 下来 出[结来炉] 公布 印发 下发 发放 兑现 能[好完干修装送]
    [干做忙弄搞](?:完|好|得完) 出院 休完 给[咱我]们?[送修装办搞弄通] 动工 进场 开工 拆[完除掉]
    清运 解决
    办下来
    结账 结清 付清 付款 给钱 还钱 [改修建铺装挖浇][造建设缮通]?(?:完|好|通)
    答复[咱我]们 有[结答]果? 定下来
    """
    )
)
_BUSY = re.compile(
    "(?:都|一直|还|全|得|要|会|才)?(?:去[县市省]|在(?!线|群|系统|平台)|不在|回(?!复|执|话|我|传|个)|返"
    "|到岗|请假|休|没空|有事|出差|值班|开会|赶不|[走溜撤](?=[,。;]|$))"
)
_ASKED = re.compile(
    "请(?!假)|务必|必须|一律|通报|点名|[不没][报交]|给我|[报发交]我|[报交发]给"
    "|(?<![到给往至向])[各你]们?村"
    "|大家(?![别不放])|你们|记得|抓紧|(?:报|交|发|传|反馈|回复)(?:到|至|来|上来|镇|村|社区)"
)
_TO_READER = re.compile("各|你|大家|我们村|每个?村|本村|@|请")
# 劝他们今天下午五点前回来, 街道要求月底前装完: others are to be urged, or give the order.
_URGED = re.compile(
    "(?:[劝催喊]|督促|盯[着紧住]|动员)[^,。;]{0,8}$|(?:要求|规定|责令|限定)(?:我们|大家|各[^,。;]{1,3}|在|于)?$"
)
# 8月30号前大家先别登录.
_KEEP_OFF = re.compile(
    "(?:大家|各[^,。;]{1,3}|你们|先|都|请|一律){0,3}(?:先)?(?:别|不要|不得|不准|不许|禁止|勿)(?!再?[忘漏拖等误晚])"
)
_REST = "(?:(?![表单料件合册账名数证照]|的(?!人|师傅|同志|工人))[^,。;]){0,8}$"
_SUBJECT = re.compile(rf"(?:{_PERSON}|{_FIRM}|{_ABOVE}){_REST}")
_PROMISE = re.compile(
    rf"(?:{_PERSON}|{_FIRM}|{_ABOVE}|(?<!本)(?:单位|部门|企业))[^,。;]{{0,8}}{_PROMISED}[^,。;]{{0,4}}$"
)
# 星期二师傅来修, 今晚民政办到学校登记, 上午检测公司来: who does it stands after the time.
_THEY_DO = re.compile(
    rf"(?!我|[^,。;]{{0,3}}[开派叫]车)(?:{_PERSON}|{_FIRM}|[县市省区](?:里|上|[一-鿿]{{0,3}}[局办委院队组])|[一-鿿]{{2,3}}[办局]|[一-鿿]{{0,2}}(?:医生|警官|领导|老板|公司|车))"
    "(?:的人|他们)?(?:会|就|再|也|统一|自己)?(?:来|到(?=[一-鿿]{2})|去|下来|上门|进场|派人|换|修|抽|送|拉|打电话)"
    "(?![^,。;]{0,6}[你们大各])"
)
# 那家公司说3月20日前给答复.
_SAID = re.compile(
    rf"(?:{_FIRM}|(?<!其)他们?|她们?|人家|对方)[^,。;]{{0,4}}(?:说|讲|称)(?:是|了)?$"
    r"|(?<![@\u4e00-\u9fff])[小老][\u4e00-\u9fff](?:说|讲|回话)(?:是|了)?$"
)
# 老板拍胸脯讲的,元旦前铺完.
_BOASTED = re.compile(
    rf"(?:{_PERSON}|{_FIRM})[^。;!?]{{0,6}}(?:拍着?胸[脯口]|打了?包票|夸了?(?:下)?海口|给了?准话)[^。;!?]{{0,6}}$"
)
_WANTS = re.compile("(?:前|之前)?(?:就|都)?(?:要(?!是)|必须|得|各|大家|你|收)")
_PLANNED = re.compile("(?:预计|估计|预估|有望|可望)[^,。;]{0,3}$")
_OUTSIDER = re.compile(rf"(?:{_PERSON}|{_FIRM}){_REST}")
_DOER = re.compile(rf"(?:{_PERSON}|{_FIRM}|[供送撒清铲救洒接校][一-鿿]{{0,2}}车)[^,。;]{{0,4}}$")
_SELF = re.compile(r"(?:^|[,;:、\s])(?:我(?!们|县|镇|村|局|区|校|院)|俺|本人)(?:[要得会]?[到在]?)$")
# 我20号之前要给县里交材料,这几天别找我.
_MY_DUTY = re.compile(
    "(?:就)?(?:要|得|必须|还要)?(?:给|向|跟|往|到|去)(?:[县市省区州]|上级|领导|书记|镇长|局)[^,。;]{0,6}(?:交|报|汇报|开会|送|办)"
)
# 周五前他还在县里开会.
_HE_IS = re.compile(rf"{_PERSON}(?:都|还|一直|要|会){{0,2}}(?:在(?!线|群)|不在|出差|请假|没空)")
_TELLS = re.compile("[说讲称]|回复|告诉|来电|争取|尽量|会$|能$")
_BY_OTHERS = re.compile(
    "由(?![^。;!?]{0,16}(?:后|再|并|统一)[报送交])(?!各|你|村|社区|网格|组|小组|所在|本|户"
    "|专人|单位|支部|包)"
)
_RUMOUR = re.compile(
    "谣言|谣传|网传|网上说|别信|流传|辟谣|不实(?:信息|消息)|假消息|是诈骗|诈骗(?:短信|电话|信息|分子)|骗子"
)
_QUOTED = re.compile("让|称|说|要求|叫|冒充|网传|谎")
# 可不可以明天交, 是四点还是五点: the reader asks; 能不能中午前给我 is an order.
_ASKS_BACK = re.compile(
    "可不可以|是不是|行不行|要不要|(?<![就都还])来得及|来得及[吗么不]|几点|哪[天个张份种些条]|是…?[^,。]{1,5}还是|到底|可以吗|行吗|好吗"
    "|还能[^,。]{0,8}[吗么嘛不]$|能(?:不能)?再?[拖延缓宽]|能[^,。给报交发传]{1,10}[吗么嘛不]$|听说|据说|来着|谁知道|有人知道"
)
# 为啥总是下班前就要.
_GRUMBLE = re.compile("(?:为[啥什]么?|怎么|咋|凭[啥什]么?)(?:总|老|每次|每回|回回|又|都|一直)")
# 确认要不要换证: what the reader is to find out.
_FIND_OUT = re.compile("[问核查看摸统登征写标填]|确认|弄清|了解|告诉|告知|反馈|回复|讲|说|[报定]")
_TO_ME = re.compile("[给报发交传回跟]到?我|给个|答复")
# 在催了,晚上补齐: who answers that they are at it.
_REQUESTS = re.compile(
    "我|请|务必|必须|能不能|可否|能否|行不|好不|可以|麻烦|辛苦|各|还没|咋|怎么|为[啥什]"
)
_AT_IT = re.compile(
    "(?:还在|正在|在(?=[催数弄做搞填跑查核贴改问找收][^,。;]{0,3}了)"
    "|去了)[^,。;请]{0,8}(?:,|$)[^,。;]{0,4}$"
)
# What is foretold, not asked: 今晚恢复供水, 3天内会联系你, 上午我在县里, 下午有雨, 明天给你答复.
_FORESEEN = re.compile(
    "|".join(
        (
            "[^,。;]{0,5}(?:降雨|降水|气温|冷空气|寒潮)(?:偏|来|影响|明显|持续|增|减|较|[,。]|$)",
            r"(?:才|就|才?能|可以?|会|将|基本|全[面部]|陆续|争取|达到){0,2}(?:恢复|来[电水气暖]"
            r"|[给供通送][水电气暖](?![司务利站厂办])|\d+度|回[去屋家])",
            "[与和跟][您你]们?联系|[^,。;]{0,2}(?:原路退|退还(?:未|给|您|你|保证))",
            "(?:会|将|就会|统一)[^,。;]{0,4}(?:联系|通知|回复|答复|告知|上门|处理|退|给)(?:你|您"
            "|大家|各位|申请|户|[,。;]|$)",
            "(?:就|应该|大概|估计|肯定|差不多|一定|都|全|基本|准|按时|准时){0,2}(?:会(?![议前后场上商])|能(?!不能"
            "|[^,。;]{0,8}[的吗么?]))",
            "我(?:要|得|会|还)?(?:(?:[在去到有陪忙]|带(?!走))|请假|不在|出差|开会)(?![^,。;]{0,6}[收看查检取拿讲找])",
            "(?:要|会|可能|将|有|是){0,2}(?:[小中大暴阵]?[雨雪雾]|下[雨雪]|大风|霜|降温"
            "|降雨|雷|[晴阴])",
            "[^,。;报交发填]{0,5}(?:不会|未必|不一定|说不准)|(?:就|会|将|统一|陆续)?[打发][到进至](?:卡|账|折|个人)",
            "(?:才|就|能|会)?(?:到[货站]|出(?:结果|成绩|来|台)?(?=[,。;!]|$)|下[来达拨文](?=[,。;!]|$))",
            "(?:都|均|就)?(?:可以|能)(?:过?来|去|随时|找|打|联系|问)(?![^,。;]{0,4}[报登申领办交补签])",
            "(?:将|会|就|正面|开始){0,2}(?:登陆|过境|来袭|到达(?=我|本))",
            "(?:都|也|还|恐怕|怕是|估计|肯定|根本|绝对){0,2}[一-鿿]{1,2}不(?:来|了|完|到|上|出来)(?=[,。;!]|$)",
            "还(?:给|回)?(?:您|你)(?=[,。;!]|$)",
            "陆续|逐[步渐]|还会|可能|也许|或许|有可能|能不能",
            "(?:(?:我们?|俺)(?:会|就|再)?)?(?:再|就|一定|统一|肯定|保证|准){0,2}"
            "(?:(?<=我)把[^,。;]{1,8}|(?<=[就会]把)[^,。;]{1,8}|(?:先)?把[^,。;]{1,8}(?=[给发](?:给|到)?(?:你|大家|各位)))?"
            "(?:[给回发][给复]?|答复|告诉|通知)(?:你们?|您|大家|各位)(?!一"
            "|[^,。;]{0,2}[的要])",
        )
    )
)
_PLAN = re.compile("(?:计划|打算|规划|拟)(?:在|于)?(?:[今明本]年)?$|(?<![大议例机])会[在于]$")
_THING = re.compile(
    "(?:款项?|钱|资金|补[贴助]|工资|津贴|赔偿|奖金|种子|农药|物资|设备|快递|包裹|货|结果"
    "|批复|信号)$"
)
_NOT_US = re.compile(
    "(?<![叫让请通知给和跟其])(?:他们?|她们?|人家|隔壁|外[乡镇村县])(?:[镇村县组所家乡区])?(?:[群那]里?)?[^,。;:]{0,8}$"
)
_MUST = re.compile("就?(?:得|必须|务必)")
# 我尽量明天下班前弄完; 我22号前报上去 tells what a level above wants.
_I_WILL = re.compile(
    r"(?:^|[,;:、\s单表条料件])(?:我(?:们?(?:村|社区|这边|这里|家|所|站))?|咱们?村|俺)"
    "(?:就|会|尽量|争取|一定|保证|打算|准备|应该|可以|能|大概|最晚|最迟|再|先|今天|都){0,3}$"
)
_GIVES = re.compile(
    "(?![^,。;]{0,4}(?:必须|务必|[要得用看收]))[^,。;]{0,6}(?:[报交发送补弄做办传回]|给"
    "|完成|(?:打印|放|摆|带|贴|挂|拷|印)[^,。;]{0,2}(?:好|完|到|在|过))(?!我)(?![^,。;]{0,4}(?:上去|[县市镇]))"
)
_RECEIPT = re.compile(
    "^(?:收到|好[的嘞咧呢哒]?|明白|知道了|OK|ok|行|嗯+|遵命|没问题|谢谢[^,。;]{0,4}|辛苦了?){1,3}"
    "[了啦哈呀!]?[,.~! ]+(?!.*(?:请|各|大家|@|你们?))"
)
# 报:...限9月5日前整改。妥否,请批示: told to those above.
_UPWARD = re.compile("妥否|请(?:领导|书记|镇长|局长)(?:批示|指示|审[阅示定])|特此(?:报告|汇报)")
_LAST_YEAR = re.compile(
    "(?:去年|前年|往年|上年度?|上[一个]?[次回届轮批年月周]|以前|历年|当时|当初|那阵子?|那时候?|那会儿|往常|历来)[^。;!?]{0,16}$"
)
_TOLD = re.compile("[^,。;]{0,8}的(?=[,。;!?)]|$)|[^,。;]{0,6}[了过](?=[,。;!?)]|$)")
_IT_WAS = re.compile("是$")
_GONE = re.compile(
    "(?:就(?![^,。;]{1,2}不[了出下上到])(?![得要该关停封锁截没晚过来不作失通退清剩一二两三四五六七八九十\\d])|已经?|便|[都全](?![得要该给]))[^,。;要得该]{1,6}了(?=[,。;!?)]|$)"
    "|(?:就|已经?|都)[^,。;]{0,5}[交报发完办送开结到传填成][^,。;]{0,3}的(?=[,。;!?)]|$)"
)
# 3月12日前种的树; but 前没交的, 前要的.
_WHICH = re.compile(
    "[^,。;报交填发传录领要完成没未天日月周两把将]{1,2}(?<!新)的(?!时间|日期|期限|话)|的(?:事|数据?|情况|记录|台?账|旧|老|存量)"
)

# 明天上午要除草,水费我后天上午来收: why who speaks comes on another day.
_MEANWHILE = re.compile(
    "(?:要|得)[^,。;请各交报填送拿取收发查检会训课]{1,6},[^,。;]{0,6}我(?:就|再|改)?[^,。;我]{2,8}(?:再|挨家)?来[收取拿]"
)


def is_others(here: Around) -> bool:
    """县里答应月底前修好, 李主任周四前都在培训, 3月底前由施工方完工, 我3点前在开会."""
    before, after = here.before, here.after
    if _URGED.search(before):
        return False
    if _not_an_order(here) or _answers(here):
        return True
    if _ASKED.search(after) or _TO_READER.search(before):
        return False
    if _THEY_DO.match(after):
        return True
    if _BOASTED.search(here.sentence_before):
        return True
    if _BY_OTHERS.match(after) or _PROMISE.search(before) or _HE_IS.match(after):
        return True
    if _SAID.search(before) and not _WANTS.match(after):
        return True
    if is_elsewhere(here):
        return True
    if not _FOR_US.search(after):
        return False
    ordered = after[:1] == "把" and not _TELLS.search(before)
    return bool(_PLANNED.search(before) or (not ordered and _SUBJECT.search(before)))


def is_third(here: Around) -> bool:
    """师傅明天来, 厂家周四来收: whose doing is told stands before the time."""
    return bool(_DOER.search(here.before) or _SUBJECT.search(here.before))


def is_elsewhere(here: Around) -> bool:
    """小李每月20号去县里, 隔壁镇每周五开会: where others are then."""
    busy = _OUTSIDER.search(here.before) and _BUSY.match(here.after)
    return bool(busy or (_NOT_US.search(here.before) and not _MUST.match(here.after)))


def _not_an_order(here: Around) -> bool:
    """A rumour, a forecast, a plan, a question: no level gives orders in such words."""
    before, after = here.before, here.after
    said = here.sentence_before + here.sentence_after
    if _GRUMBLE.match(here.sentence_before):
        return True
    # 各村辟谣,截图下午5点前发我; but 骗子让村干部下午5点前给我转账.
    wanted = _TO_ME.match(after) and not _QUOTED.search(before)
    rumour = _RUMOUR.search(said) and not wanted
    if here.quoted or rumour or _KEEP_OFF.match(after):
        return True
    if _FORESEEN.match(after) and not (after.startswith("恢复") and _TO_READER.search(before)):
        return True
    if _THING.search(before) and _FOR_US.search(after):
        return True
    told = _ASKED.search(after) or _TO_READER.search(before)
    if _PLAN.search(before) and not told:  # but 请将年度计划于19日前报司法所
        return True
    if here.questioned and not _REQUESTS.search(said):
        return True
    asks = _ASKS_BACK.search(f"{before}…{after.partition(':')[0]}")  # 要:几户、要不要安置
    if (
        asks
        and asks.start() > len(before)
        and _FIND_OUT.search(after, 0, asks.start() - len(before))
    ):
        return False
    return bool(asks) and not _TO_ME.search(said) and not LACKING.match(after)


def _answers(here: Around) -> bool:
    """Who speaks says what they or others will do: 收到,周五前报; 我尽量明天弄完."""
    before, after = here.before, here.after
    if _MEANWHILE.match(here.sentence_after):
        return True
    if _AT_IT.search(here.sentence_before) and not _ASKED.search(after):
        return True
    if _I_WILL.search(before) and _GIVES.match(after):
        return True
    to_do = _SELF.search(before) and _MY_DUTY.match(after)
    if to_do and not _TO_READER.search(here.sentence_after) and not _ASKED.search(here.rest):
        return True
    if is_receipt(here) or _UPWARD.search(here.sentence_after + here.beyond):
        return True
    return bool(_SELF.search(before) and _BUSY.match(after))


def is_receipt(here: Around) -> bool:
    """收到,周五前报: who answers tells what they will do."""
    return bool(_RECEIPT.match(here.sentence_before + here.sentence_after))


def is_past(here: Around, *, before: bool) -> bool:
    """去年是3月20日前报的, 8点前就交了: what is told has been. ``before``: it is said with 前."""
    if _GONE.match(here.after) or (before and _WHICH.match(here.after)):
        return True
    told = _TOLD.match(here.after) or (not here.after and _IT_WAS.search(here.before))
    return bool(told) and bool(
        _LAST_YEAR.search(here.sentence_before) or (here.after and _IT_WAS.search(here.before))
    )
