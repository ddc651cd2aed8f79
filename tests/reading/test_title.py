"""A title names the thing that is wanted: not whom it is asked of, nor how it is to look."""

import pytest

from bot.domain.reading import Kind
from bot.reading.normalise import normalise
from bot.reading.titles.title import make_title
from tests.reading.test_reader import readings


def title_of(text: str, kind: Kind = Kind.REPORT) -> str:
    return make_title(normalise(text).text, [], kind)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("请大家动动手指给我乡的“好媳妇”投票,每天可投2票", "给我乡的“好媳妇”投票"),
        ("敬老院床位登记,房号、床号、姓名,附一张照片", "敬老院床位登记"),
        ("渡口船只“回头看”:请逐船排查,形成台账", "渡口船只“回头看”"),
        ("为做好汛期工作,请各村报沙袋底数", "沙袋底数"),
        ("各村妇女主任:留守儿童名单请对一遍", "留守儿童名单"),
        ("老井户摸一下,填《农村老井排查登记表》交我", "农村老井排查登记表"),
        ("有限空间培训请各企业报人", "有限空间培训"),
        ("困难家庭助学的申请还剩两户没交", "困难家庭助学的申请"),
        ("姐妹们,今年两癌筛查启动啦!各乡镇把应筛妇女名单理出来", "应筛妇女名单"),
        ("请对辖区内的老旧电梯开展一次安全检查", "老旧电梯安全检查"),
        ("独居老人、残疾人今天要上门看看,药够不够,走访登记表给我", "独居老人、残疾人走访登记表"),
        ("各村有想参加月嫂培训的吗,报我", "月嫂培训"),
        ("会场坐不下,财会培训分两场,请重新报名", "财会培训分两场"),
        ("还有3天,低保复核汇总表只收到两家,其他的在干啥", "低保复核汇总表"),
        ("2月离校未就业高校毕业生登记表时间放宽到周五", "2月离校未就业高校毕业生登记表"),
        ("4月纠纷排查表换新式样,加“风险等级”", "4月纠纷排查表"),
        ("请各村网格员把出租房、租住人员信息更新完毕", "出租房、租住人员信息更新"),
        ("各办所8月差旅费报销单请贴好票交财政所", "8月差旅费报销单"),
        ("请各乡镇党委把长期在外务工的党员列个名册", "长期在外务工的党员名册"),
        ("汛前请各村排查山塘水库隐患点,清单报我", "排查山塘水库隐患点"),
        ("低保对象年度核查表交民政办", "低保对象年度核查表"),
        ("请各村对所管山塘再做一次全面检查,隐患逐条记入台账", "所管山塘检查"),
    ],
)
def test_the_thing_is_named(text: str, title: str) -> None:
    assert title_of(text) == title


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("@四组 老田 @三组 黄师傅 秸秆禁烧承诺书就差你们两个组了", "秸秆禁烧承诺书"),
        ("镇平安办要求排查电动车飞线充电,发现一处拍一张", "排查电动车飞线充电"),
        ("防火巡护日志每月25日前交镇里", "防火巡护日志"),
        ("每周一上午10点前把上周的环境卫生检查照片发群里", "环境卫生检查照片"),
        ("各组长把本组没交医保的名单报给我", "没交医保的名单"),
        ("把低保复核那个表弄好给我", "低保复核表"),
        ("上次说的那个防返贫表今天要交了啊", "防返贫表"),
        ("各组把要修的危房报个数给我", "要修的危房数"),
        ("把你们村在外面打工的人数摸一摸,给我", "在外面打工的人数"),
        ("老张、老李,你们两个组的退耕还林面积还没给我", "退耕还林面积"),
        ("请报送进度表", "进度表"),
        ("请各村报名单", "名单"),
        ("县里要求报一下返乡创业人员情况,18日前报我", "返乡创业人员情况"),
        ("明天市里来调研,请每个乡镇推荐1个春耕现场点位", "推荐春耕现场点位"),
        ("将责任表(见附件2)加盖公章后扫描报林业站", "责任表"),
        ("会上布置的:年度考核佐证材料交县考核办", "年度考核佐证材料"),
        ("最美家庭每个社区推1户,800字以上", "最美家庭"),
        ("火把节活动方案征集,点子两三句就行", "火把节活动方案征集"),
        ("请各村报一次性生活补贴发放表", "一次性生活补贴发放表"),
        ("一次性告知清单请各窗口上墙", "一次性告知清单"),
        ("报销单据6月18号之前交到财政所", "报销单据"),
        ("请各村网格员马上入户排查", "马上入户排查"),
        ("贵村的厕改台账还没交", "厕改台账"),
        ("请@李丽把育龄妇女名单报我", "育龄妇女名单"),
        ("@所有人请把值班表报我", "值班表"),
        ("王书记要的山塘台账报我", "山塘台账"),
        ("有时间的话各村摸一下空置房数给我", "空置房数"),
        ("请示报县里,原件存档", "请示报县里"),
        ("上次电子版报过的不用再报", "电子版报过"),
    ],
)
def test_a_title_is_what_a_clerk_calls_the_thing(text: str, title: str) -> None:
    assert title_of(text) == title


@pytest.mark.parametrize(
    ("text", "kind", "title"),
    [
        ("在村委会开组长会,商量修水渠的事", Kind.MEETING, "组长会"),
        ("在镇三楼会议室开防火推进会,各村书记参加", Kind.MEETING, "防火推进会"),
        ("各村值班人员要在岗,在群里报一次平安", Kind.CHECK_IN, "报平安"),
        ("机关大扫除,请各办公室安排人员到位", Kind.TASK, "机关大扫除"),
    ],
)
def test_where_and_who_is_no_part_of_it(text: str, kind: Kind, title: str) -> None:
    assert title_of(text, kind) == title


def test_what_says_but_a_time_is_called_by_it() -> None:
    assert make_title("@李丽 明天9点前", [(4, 9)], Kind.REPORT) == "明天9点前"


def test_an_item_is_named_with_the_heading_it_stands_under() -> None:
    reading = readings(
        "09:00 民政办-何丽: 清明节文明祭扫几项工作：⏎1.各乡镇今天下班前报1名联络员；"
        "⏎2.3月27日前完成辖区公墓安全隐患排查，排查表发我"
    )[0]
    assert [ask.title for ask in reading.asks] == ["清明节文明祭扫联络员", "公墓安全隐患排查表"]


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("入户登记表3月18日前报,汇总表3月20日前报", ["入户登记表", "汇总表"]),
        ("进度表3月20日前报,台账(附件)3月23日前报", ["进度表", "台账"]),
    ],
)
def test_no_ask_is_called_by_the_one_before_it(text: str, titles: list[str]) -> None:
    reading = readings(f"09:00 民政办-何丽: {text}")[0]
    assert [ask.title for ask in reading.asks] == titles


def test_who_passes_a_wish_on_names_the_paper_they_want() -> None:
    reading = readings(
        "09:00 应急办-赵勇: 转县防指：请各乡镇于今天18时前上报防汛值班安排。"
        "⏎请各村今天12时前把防汛值班表报镇应急办，并立即检查雨量计。"
    )[0]
    assert reading.asks[0].title == "防汛值班表"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("请各村摸底收粮点、烘干塔,周五前报排查表", "收粮点、烘干塔排查表"),
        ("请把办公室用电安全自查一遍,自查表签字交应急办", "办公室用电安全自查表"),
        ("今晚起24小时值班,值班表6点前报", "24小时值班表"),
    ],
)
def test_a_sheet_that_tells_nothing_is_named_with_its_matter(text: str, title: str) -> None:
    assert title_of(text) == title


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "请报送以下材料:1.发展党员情况表;2.流动党员名单;3.履职鉴定表。",
            "发展党员情况表、流动党员名单等3项",
        ),
        ("请报会议记录、查摆问题清单、整改台账", "会议记录、查摆问题清单、整改台账"),
        ("请报会议记录、查摆问题清单、整改台账、党费收缴明细", "会议记录、查摆问题清单等4项"),
        (
            "请报规上工业企业预计产值、增速、用电量、在手订单情况",
            "规上工业企业预计产值、增速等情况",
        ),
    ],
)
def test_many_papers_are_told_as_one(text: str, title: str) -> None:
    assert title_of(text) == title
    assert len(title) <= 18


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("临时救助申请人 覃玉华 422823196309173547 到底是哪个村的", "临时救助申请人"),
        ("转移名单各网格给小唐,别漏", "转移名单"),
        ("供电抢修0551-62958831,我已打", "供电抢修"),
        ("王秀英家庭的临时救助申请表请补报", "临时救助申请表"),
        ("请把张桂芳的残疾证复印件送来", "残疾证复印件"),
        ("困难户王秀英的情况说明请报我", "困难户情况说明"),
        ("李秀兰、王桂英两户的低保申请表请补报", "两户的低保申请表"),
        ("请报王秀英家庭的收入证明、张桂芳的照片", "收入证明、照片"),
        ("困难群众王桂芳等5户的核查表请报我", "困难群众等5户的核查表"),
        ("死亡人员张桂英的注销证明请交我", "死亡人员注销证明"),
        ("表格请发给@李丽 ", "表格"),
        ("蒲公英的种植面积报我", "蒲公英的种植面积"),
        ("高龄老人的体检名单报我", "高龄老人的体检名单"),
    ],
)
def test_nobody_is_named_and_no_mask_stands_in_a_title(text: str, title: str) -> None:
    assert title_of(text) == title


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("光荣牌到货,各街道来领,悬挂时要有仪式感", "领光荣牌"),
        ("文明祭祀倡议书在我办公室,请驻村干部来领了带到村里", "领文明祭祀倡议书"),
        ("请各村张贴防溺水告知书", "张贴防溺水告知书"),
    ],
)
def test_what_is_done_is_named_with_what_it_is_done_to(text: str, title: str) -> None:
    assert title_of(text, Kind.TASK) == title


@pytest.mark.parametrize(
    ("text", "kind", "title"),
    [
        ("原定明天下午的表彰学习会取消,时间另行通知", Kind.CHANGE, "表彰学习会"),
        ("定于明天上午召开全区创卫攻坚调度会", Kind.MEETING, "全区创卫攻坚调度会"),
        ("学校今天有3个孩子发烧,已经让家长接回", Kind.INFO, "学校有3个孩子发烧"),
        ("早上路滑结冰,来开会的同志注意安全", Kind.INFO, "早上路滑结冰"),
        ("河边巡护员请求沙袋50个,现在就要", Kind.TASK, "河边巡护员请求沙袋50个"),
    ],
)
def test_other_kinds_are_named_by_their_thing(text: str, kind: Kind, title: str) -> None:
    assert title_of(text, kind) == title


def test_a_sheet_is_named_with_the_work_that_was_asked_before_it() -> None:
    reading = readings(
        "09:00 农业办-老李: 请各村11月30日前完成一轮生猪全覆盖排查。"
        "⏎排查台账11月27日17:30前报农业办。"
    )[0]
    assert "生猪全覆盖排查" in reading.asks[0].title
    assert reading.asks[-1].title.startswith("生猪全覆盖排查")


def test_an_item_without_a_name_of_its_own_is_called_by_what_stands_over_it() -> None:
    reading = readings(
        "09:00 应急办-雷主任: 【暴雨黄色预警】请各村:⏎1.低洼户中午12点前全部转移到位;"
        "⏎2.下午1点前上报转移人数;⏎3.以后每两小时报一次,零报告也要报"
    )[0]
    assert [ask.title for ask in reading.asks][1:] == ["转移人数", "暴雨黄色预警"]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("洪水过后要消杀,各村把要多少消毒粉报一下,下午5点前", "消毒粉需求数"),
        ("需要几台抽水机今晚报我", "抽水机需求数"),
        ("还有想改厕所的户,申请表礼拜五前交给我", "改厕所申请表"),
        ("想参加培训的,报名表周五前交给我", "培训报名表"),
        ("要改的村,汇总表周五前交给我", "汇总表"),
        ("会上邓局讲的自查表,周五前先把表给我", "自查表"),
    ],
)
def test_what_people_want_names_how_many_of_it_and_the_paper_for_it(text: str, title: str) -> None:
    (reading,) = readings(f"2026-03-11 09:00 民政办-陈芳: {text}")
    assert reading.asks[0].title == title


def test_data_alone_are_named_with_whose_they_are() -> None:
    text = "请各县区3月20日前上报基层卫生院设备缺口情况。各乡镇卫生院的数据请3月17日前报我局"
    (reading,) = readings(f"2026-03-12 09:00 县卫健局-何芳: {text}")
    assert "数据" not in [ask.title for ask in reading.asks]
