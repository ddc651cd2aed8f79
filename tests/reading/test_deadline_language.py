"""What the language can say of times, a class of sayings each, as of 17 March 2026, 9:12."""

from datetime import datetime

import pytest

from bot.domain.lexicon import Clock
from bot.domain.message import SHANGHAI
from bot.reading.deadline import read_times
from bot.reading.normalise import normalise
from bot.storage.workdays import load_calendar

CALENDAR = load_calendar()
TUESDAY = datetime(2026, 3, 17, 9, 12, tzinfo=SHANGHAI)

# Each line: when it is due, and what was said.
DUE = {
    "counted from an event of the message": """
        03-20T14:00 20号下午2点开会，材料会前交
        03-18T23:59 20号下午2点开会，提前两天报参会名单
        03-19T23:59 20号开会，会前一天把发言稿给我
        03-23T23:59 20号开会，会后三天内交心得
        03-21T18:00 20号上午的会，每人写篇心得，第二天下班前交
        03-21T23:59 合同3月31日到期，续签材料提前十天交司法所
        03-18T09:00 明天上午10点开调度会，9点前把ppt发我
    """,
    "counted from what the message dates by name": """
        03-19T19:00 3月19日19时系统切换，切换前务必导出旧台账
        03-23T23:59 名单先评议，评议后三天内报，评议定的是20号
        03-18T18:00 保险公司18号晚上8点出单，有变动的出单前两个钟头告诉我
    """,
    "the day before a feast, or the working day before a break": """
        03-19T23:59 春分前一天报播种面积
        03-29T23:59 清明前一周把方案定好
        04-03T18:00 清明放假前把值班表交来
        04-07T18:00 清明节后第一个工作日报情况
        04-30T18:00 五一休息前一天下班前把清单交来
    """,
    "the lunar calendar without its name": """
        04-19T20:00 三月三晚上8点前把活动照片发群里
        03-20T23:59 二月二前把民俗活动方案报来
    """,
    "ends of months, quarters and halves": """
        03-31T17:00 月底最后一天下午5点系统关闭，没录的抓紧
        03-31T23:59 一季度结束前完成
        06-30T23:59 上半年内完成整改
        03-31T18:00 本月最后一个工作日下班前报
        04-01T18:00 下月第一个工作日报报表
        03-18T18:00 安排表下一个工作日下班前交党政办
        03-20T23:59 盘点表旬底前给我
    """,
    "the last day of an intake, and days given without a word for within": """
        03-17T23:59 投票最后一天，每人拉十个
        03-17T23:59 材料收取最后一天了，没交的村抓紧
        03-20T23:59 六十岁以上体检没上传的，三天补完
    """,
    "what was said is taken back": """
        03-27T23:59 原定3月20日报的台账延期至3月27日
        03-19T23:59 更正：不是20日，是19日前报
        03-18T17:00 更正一下，上条的周五改成明天17点前
        03-21T12:00 原定今天交的台账改周六中午
        03-23T23:59 经请示，宽限到下周一
        03-19T19:30 后天天黑前……算了说具体点，后天晚上七点半，把户数报我
    """,
    "told as an afterthought": """
        03-18T09:00 9点前必须到我桌上，明天
        03-17T22:00 10点前报（今晚）
        03-19T16:40 周四放学前收齐，放学按16:40算
        03-25T23:59 3月25号，最后期限
        03-20T17:00 名单，周五下午五点，过期自负
    """,
    "the level above, the sender and the reader": """
        03-18T18:00 县里周五要，大家周三下班前给我
        03-18T12:00 我明天下午要去县里交，各村明天上午给我
        03-20T23:59 县里给到23号，我们乡20号就要
        03-17T17:00 镇里明天要报县局，今天下午5点前各村报来
        03-17T20:00 我等到晚上8点，没报的自己去解释
    """,
    "among other times": """
        03-20T18:00 数据取到2月28日，周五下班前传我
        03-18T18:00 上周五发的通知才报了4家，剩下的明天下班前报齐
        03-24T23:59 分两批交：第一批3月24日，第二批3月31日
        03-17T18:00 今天是最后一天，下班前没录的不再受理
    """,
    "what closes, is still missing or is refused after": """
        03-31T23:59 城乡居民养老保险认证到31号就关口子了，还剩19个老人没刷脸
        03-18T12:00 没上传的村：柳河、石桥、东营。明天中午再没有就通报了
        03-30T23:59 反馈意见没有就回“无”，3月30日未回视为无意见
        03-20T17:00 调休单20号17点以后交来的算下个月考勤
        03-25T23:59 过了25号就不收了啊
        03-20T23:59 还没开始弄的赶紧动，20号是红线
        03-20T23:59 这张表拖了两周了！周五！最后一次！
        03-20T23:59 离3月20日就三天了，一半人没交，你们自己算算
    """,
    "what the speaker needs or takes by then": """
        03-19T08:30 物资清单周四一早我要带走
        03-21T12:00 帮扶日志周六中午我后台一键导出，空白的自己跟书记说
        03-20T12:00 工会慰问品登记，周五中午12点我下单
        03-17T15:30 三点半领导要开会用，每组把困难户数字填一下
        03-20T23:59 我周五要收表
    """,
    "before what is to come": """
        03-18T10:00 卡号明早十点我去农商行，在那之前给我哈
        03-20T10:00 周五十点交叉检查组进场，台账在他们来之前必须摆上桌
        03-17T16:30 16:30开碰头会前，各口把数字发我
        03-25T23:59 贷款3月25号到期的几户，通知他们到期前一定要还上
        03-18T12:00 明天上午植树，照片中午前传
    """,
    "to others, to us": """
        03-19T23:59 县直单位3月18日下班前反馈；咱们乡镇是3月19日前反馈
        03-19T12:00 科协、妇联18日前；工会、残联20日前；咱们司法所单独，19日12点前报
        03-20T23:59 明后天吧，最迟不过周五，把村集体收入核实了
        03-20T23:59 名册周五前给我，懂？
    """,
    "office work in plain words": """
        03-20T23:59 主题党日材料20日归档
        03-20T23:59 周五结账
        03-20T23:59 没弄好的周五补签
        03-20T23:59 周五清单打包丢群里
        03-20T23:59 路灯台账周五过一遍
        03-20T23:59 展板周五挂出来
        03-19T12:00 消防栓编号照片，你们片区后天中午给齐
        03-19T23:59 请将本单位学法计划于3月19日前报司法所
        03-20T17:30 请于 2026 年 3 月 20 日 17 时 30 分前报送
        03-18T18:00 值班表明天下班钱给办公室
    """,
    "numerals, slips of the pen and signs": """
        03-20T17:00 周5下午五点前报
        03-17T17:30 ⏰今天下午5:30⏰\n防汛通讯录！报我！
        03-17T12:12 仨钟头内发我邮箱
    """,
}  # fmt: skip
RECURRING = {
    "03-31T23:59": "流动党员去向表每季度末更新上报",
    "03-19T23:59": "水质检测单每旬末前一天交",
    "03-24T10:00": "碰头会双周周二上午十点开，下一次是3月24日",
    "03-27T18:00": "台账每两周交一次，上次是3月13日交的，下次照旧周五下班前",
    "03-24T16:00": "接待日是每月10号和25号，材料在接待日前一天下午4点前报",
    "03-18T12:00": "法律顾问每周四上午到村坐班，要排号的头一天中午前跟我报",
    "03-19T17:00": "夜巡逢三六九出队，出队名单当天下午五点前报所里",
    "03-18T10:00": "每周二、周三上午10点前报，今天的我已经收了",
    "03-18T19:00": "防火巡查逢双日晚七点前填报",
    "04-06T10:00": "应急广播试播，每月第一和第三个周一上午十点，今天说的是下月",
    "03-17T17:00": "涉稳信息一天两报，9点一次，17点一次",
    "03-17T15:00": "固定周二下午3:00线上会商火险",
    "03-25T23:59": "每月25日前报医保门诊统筹对账单，逢节假日不顺延",
    "03-20T12:00": "虫情灯逢周一、周五上午报数。上午！别下午想起来了再报",
}
NOTHING = {
    "others promise, plan or foretell": """
        县里答应月底前把路灯修好，大家别急
        施工队说后天下午能干完
        该项目3月底前由施工方完工，届时再通知
        工作人员3天内会联系你
        抢修人员预计今晚12点前修复
        保险公司回话，理赔款15个工作日内打到卡上
        下午要下雨，晒谷的收一收
    """,
    "who speaks answers": """
        收到，周五前完成
        我尽量明天下班前弄完发群里
        请假条我周五前补给你
        我3点前一直在开会，电话打不通
        李主任周四前都在县里培训，有事找我
    """,
    "it has been": """
        去年这时候是3月20日前报的，今年等通知
        他们村昨晚8点前就交了，表扬
        上周五前应报的表格已全部收齐
        截止昨天下班，还有三个村没动静
        入党时间应为1974年12月3日，表上写成1975了
    """,
    "hours, validity, publicity, cut-offs": """
        便民大厅工作日8:30-12:00、14:30-17:30受理业务
        本证有效期至2027年3月31日
        公示期3月18日至3月24日，有异议请向纪委反映
        公交末班车改到晚上9点
        系统将于今晚22点至明早6点升级维护，期间无法登录
        退役军人优待证办理时限为15个工作日
        食品厂那批次3月18日过期的面包已下架
        质疑人不服的可自收到之日起15个工作日内向财政部门投诉
    """,
    "weather, not solar terms": """
        气象台说明天夜里到后天有中到大雪，大家开车慢点
        降雨将持续到周四，请注意
    """,
    "quoted, rumoured, asked back": """
        网上流传的“三天内拆迁”是谣言
        “12点前报台账”，我们的人都跑到亲戚家去了
        这个表到底是18号还是20号交？
        自评表可不可以明天交？
    """,
    "rules, and how long a service takes": """
        文件规定，接到信访件后15日内告知受理情况，60日内办结
        给新来的同志说下，急难型1个工作日办结，支出型10个工作日，是从我们受理那天算的
        学籍转出，接收学校点了同意之后我们10个工作日内办结，请耐心解释
        被狗抓破皮的，24小时之内打第一针，别自己抹蒜汁
        养老待遇资格认证12个月内做一次就行，手机能弄
    """,
    "done, or none of our business": """
        全村的入户我们三天走完，累得不行
        别拖到最后一天，医保早点缴
        莫再问我了，镇上25号关账，我们20号就交了的
        答复意见书周五送到了，老陈签的字
        3号楼电梯困人，6:52报的，两人无恙
        隔壁乡群里讲补偿月底前要报，我们这边没见到文
        县里周五统一拉数据，不用我们管
        我20号之前要给县里交材料，这几天别找我办别的事
        活动时间由原定3月20日推迟，具体时间另行通知
        小李说他周四前能把图画好
    """,
    "scope of data, shows, sales": """
        新生年龄截止到8月31日，以后出生的明年再报
        报表口径3月1日至3月25日，模板在群文件
        书画展到3月20日，欢迎来看
        促销截止周五，满100减20
        下午2点到4点尽量莫下地，老人娃娃看好
    """,
    "asked back without a sign": """
        问一下，医保断缴三个月内补上还算连续吗
        过了3月31日还能补缴吗
        能不能拖到周五？
    """,
    "what recurs without an order": """
        每周三是县城大集
        每月10日发工资
        村医张大夫每周二、周四在家坐诊
    """,
}  # fmt: skip


def due(text: str) -> str | None:
    found = read_times(normalise(text), TUESDAY, CALENDAR, Clock()).deadline
    return found.strftime("%m-%dT%H:%M") if found else None


def lines(sayings: dict[str, str]) -> list[str]:
    return [line.strip() for block in sayings.values() for line in block.strip().split("\n    ")]


@pytest.mark.parametrize("line", lines(DUE))
def test_a_deadline_is_read_as_people_mean_it(line: str) -> None:
    expected, text = line.split(" ", 1)
    assert due(text) == expected


@pytest.mark.parametrize(("expected", "text"), RECURRING.items())
def test_a_recurrence_gives_its_next_time(expected: str, text: str) -> None:
    found = read_times(normalise(text), TUESDAY, CALENDAR, Clock())
    assert found.recurs
    assert due(text) == expected


@pytest.mark.parametrize("text", lines(NOTHING))
def test_no_deadline_is_read_where_none_is_set(text: str) -> None:
    assert due(text) is None
