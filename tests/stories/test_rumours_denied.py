"""Rumours that somebody denies: nobody may read them as news."""

import pytest

from bot.domain.digest import Section
from tests.telling import digest_of, told, where


@pytest.mark.parametrize(
    ("said", "title"),
    [
        (
            "县府办-陈立: 网传我县明天全县停电检修,经与供电公司核实为不实信息,请大家不信谣不传谣。",
            "辟谣:我县明天全县停电检修不实",
        ),
        ("县水务局-李伟: 网上流传“全县停水三天”系谣言,目前供水正常", "辟谣:全县停水三天不实"),
        (
            "党政办-小夏: 关于群里转发的“全镇学校停课”的消息,经核实不属实,请不要再转发",
            "辟谣:全镇学校停课不实",
        ),
        ("防汛办-老周: 水库溃坝是谣言!水库水位正常,大家不要信不要传", "辟谣:水库溃坝不实"),
        ("书记-赵长河: 并村的事没影子,别瞎传", "辟谣:并村不实"),
    ],
)
def test_a_denied_rumour_is_told_as_a_denial(said: str, title: str) -> None:
    section, line = where(digest_of(*told(f"14:00 {said}")), 1)
    assert (section, line.title) == (Section.INFO, title)


@pytest.mark.parametrize(
    ("asked", "answer", "title"),
    [
        (
            "听人说要把咱村并到前进村去,真的假的",
            "没有的事,谁也别瞎传,镇上没这个说法",
            "辟谣:把咱村并到前进村去不实",
        ),
        (
            "群众都在传青龙水库要垮坝,是不是真的哦",
            "假的!青龙水库水位正常,各村跟群众讲清楚莫乱传",
            "辟谣:青龙水库要垮坝不实",
        ),
        (
            "听说医保要涨到六百了,先交的不算数,是不是哦",
            "莫乱说,就是四百,哪个说的六百,都是谣言,交了就算数",
            "辟谣:医保要涨到六百不实",
        ),
        (
            "听讲明天起全乡停电三天 真的假的",
            "假的 没得这个事 供电所没有停电计划 莫乱传",
            "辟谣:明天起全乡停电三天不实",
        ),
        (
            "听说因为沙尘,明天全县中小学停课?家长都在问我",
            "没有这回事!我局未发布任何停课通知,明天各校正常上课,请大家不信谣不传谣。",
            "辟谣:明天全县中小学停课不实",
        ),
        (
            "听讲个虾仔船三个人冇咗?外面都传开啦",
            "乱讲!三个人都喺船上好端端,啱啱先同我通过电话,唔好再传。",
            "辟谣:虾仔船三个人冇咗不实",
        ),
    ],
)
def test_a_bare_denial_is_of_what_was_asked(asked: str, answer: str, title: str) -> None:
    found = digest_of(*told(f"10:50 二组组长-老韩: {asked}\n10:58 应急办-老谭: {answer}"))
    assert where(found, 2)[1].title == title


@pytest.mark.parametrize(
    "said",
    [
        "听说医保要涨到六百了,先交的不算数,是不是哦",
        "听人说村部要搬到河对岸,是真的吗",
        "外头都在说下个月不发补贴了,有没有这回事",
    ],
)
def test_who_asks_if_a_rumour_is_so_tells_no_news(said: str) -> None:
    assert digest_of(*told(f"13:40 幺妹: {said}")).notices == 0


def test_a_denial_of_nothing_is_no_news() -> None:
    found = digest_of(*told("10:58 书记-赵长河: 没有的事,别瞎传"))
    assert found.notices == 0


def test_a_denial_is_no_part_of_the_alarm_it_is_about() -> None:
    found = digest_of(
        *told("""
        10:06 物业-邓斌: 紧急!3号楼天然气泄漏,请网格员立即到现场协助疏散居民!
        10:10 社区书记-方敏: 请3号楼周边各网格立即提醒居民绕行,第三网格派两人支援
        10:25 第二网格-何军: 居民群里有人说炸了,还有人受伤,是真的吗?
        10:31 社区书记-方敏: 不属实,没有爆炸、没有人员伤亡,请各网格在居民群统一口径辟谣。
        """)
    )
    assert where(found, 1)[0] is Section.URGENT
    assert where(found, 4)[1].title.startswith("辟谣:")


def test_a_rumour_of_those_in_danger_denied_is_no_alarm() -> None:
    found = digest_of(
        *told("""
        09:07 村支书-陈国雄: 附近有船嘅即刻回话!所有小船唔好出港,唔好自己冲过去,浪太大。
        10:03 细妹妈: 听讲个虾仔船三个人冇咗?外面都传开啦
        10:05 村支书-陈国雄: 乱讲!三个人都喺船上好端端,啱啱先同我通过电话,唔好再传。
        """)
    )
    assert where(found, 3)[0] is Section.INFO


@pytest.mark.parametrize(
    "said",
    [
        "县信访局-刘斌: 石桥镇张某反映低保问题,经核实反映情况不属实,请石桥镇3月16日前答复信访人",
        "县统计局-小何: 部分乡镇上报数据不实,请各乡镇3月15日前重新核实上报",
        "县网信办-小周: 编造、传播不实信息是违法行为,请各村提醒群众不信谣不传谣",
        "派出所-小周: 最近有假的医保补贴链接在群里传,都是骗子的,大家不要点",
        "县纪委-小郑: 网传柳树村修路费用问题,经查情况属实,已责令整改",
        "县卫健局-何芳: 近日网传我县出现死亡病例,系谣言。请各乡镇今天18:00前排查辖区转发情况报我局",
    ],
)
def test_what_denies_nothing_or_asks_more_keeps_its_name(said: str) -> None:
    assert "辟谣" not in where(digest_of(*told(f"14:00 {said}")), 1)[1].title


@pytest.mark.parametrize(
    "said",
    [
        "14:00 书记-赵长河: 网传王秀英家低保是关系户,系谣言,大家别信",
        "14:00 派出所-小周: 网传“身份证13012319900101123X的王强吸毒”系谣言",
        "10:50 二组-老韩: 听说王秀英得艾滋病了,真的假的\n10:58 应急办-老谭: 没有的事,别瞎传",
    ],
)
def test_a_rumour_about_somebody_is_denied_and_not_repeated(said: str) -> None:
    digest = digest_of(*told(said))
    assert [line.title for line in digest.sections[Section.INFO]] == ["辟谣:关于个人的传言不实"]
