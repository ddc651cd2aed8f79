"""What who asked answers to a question about it is no new ask, and seldom calls it off."""

import pytest

from bot.domain.digest import Section
from tests.stories.kit import at, together
from tests.telling import digest_of, told, where

LIST = "08:00 民政办-小陈: 各村18日前报高龄津贴名单"
MEETING = "08:00 民政办-小陈: 各村:明天9:30开工作调度会,请村书记参加"


@pytest.mark.parametrize(
    ("asked", "question", "answer"),
    [
        (MEETING, "副书记来行不", "不行,必须书记本人参加"),
        (MEETING, "陈主任,视频参加可以吗?", "不行,要现场参会"),
        (LIST, "高龄津贴名单要附照片不", "要,每人一张"),
        (LIST, "高龄津贴名单要手写签名吗?", "需要,签名后扫描"),
        (LIST, "名单交到哪里", "交到民政办2楼,找小李"),
        (LIST, "没有的村还要报不", "不用报了"),
        (LIST, "我们村都报过了,名单还要报不", "不用报了"),
        (LIST, "名单还要交照片不", "不用交了"),
        (LIST, "名单能缓两天不", "不行,县里等着要"),
        (MEETING, "副书记还要参加不", "不用参加"),
        (LIST, "名单用去年的表行不", "可以"),
    ],
)
def test_an_answer_stands_with_what_was_asked(asked: str, question: str, answer: str) -> None:
    digest = digest_of(*told(f"{asked}\n09:00 桥头村老覃: {question}\n09:05 民政办-小陈: {answer}"))
    section, _ = where(digest, 1)
    assert section is not Section.CHANGED
    assert digest.requests == 1
    assert not digest.sections[Section.UNSURE]


def test_what_is_asked_no_more_is_called_off() -> None:
    question = "09:00 桥头村老覃: 高龄津贴名单还要报不"
    digest = digest_of(*told(f"{LIST}\n{question}\n09:05 民政办-小陈: 不用报了,系统里有"))
    assert together(digest, 1, 3)
    assert where(digest, 1)[0] is Section.CHANGED


def test_nobody_else_answers_it_away() -> None:
    question = "09:00 桥头村老覃: 高龄津贴名单还要报不"
    digest = digest_of(*told(f"{LIST}\n{question}\n09:05 石桥村阿杰: 不用报了,系统里有"))
    assert where(digest, 1)[0] is not Section.CHANGED


def test_a_new_ask_in_an_answer_is_one() -> None:
    question = "09:00 桥头村老覃: 死亡的还报不报"
    answer = "09:05 民政办-小陈: 要报,另外请各村明天12点前把死亡人员名单报我"
    digest = digest_of(*told(f"{LIST}\n{question}\n{answer}"))
    assert where(digest, 1)[1].deadline == at(18, 23, 59)
    assert any(line.deadline == at(13, 12) for line in digest.sections[Section.DUE_SOON])


def test_a_version_that_replaces_the_last_one_is_what_counts() -> None:
    said = "09:05 民政办-小陈: 上面那条不算,以这条为准:各村16日前报高龄津贴名单"
    digest = digest_of(*told(f"{LIST}\n{said}"))
    section, line = where(digest, 1)
    assert section is Section.DUE_LATER
    assert line.deadline == at(16, 23, 59)


@pytest.mark.parametrize("said", ["不好意思发错了,大家不用管", "撤回,发错群", "发错了请忽略"])
def test_what_went_to_the_wrong_group_is_withdrawn(said: str) -> None:
    digest = digest_of(*told(f"{LIST}\n09:05 民政办-小陈: {said}"))
    assert together(digest, 1, 2)
    assert where(digest, 1)[0] is Section.CHANGED


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (
            "各村20日前报进度表(附件1)、撂荒地复耕台账(附件2)",
            "附件2模板有误,以刚发的新表为准,时间不变。",
        ),
        (
            "65岁以上老人体检,14号早上7:30在村卫生室,空腹,请各组长通知到户",
            "B超机器坏了,这次体检B超不做,其他项目照常。",
        ),
    ],
)
def test_what_is_otherwise_about_it_stands_with_it(asked: str, said: str) -> None:
    digest = digest_of(*told(f"08:00 民政办-小陈: {asked}\n09:05 民政办-小陈: {said}"))
    assert together(digest, 1, 2)
    assert where(digest, 1)[0] is not Section.CHANGED


@pytest.mark.parametrize("said", ["名单里第5列不用填", "名单备注栏不用填了"])
def test_a_column_less_calls_nothing_off(said: str) -> None:
    digest = digest_of(*told(f"{LIST}\n09:05 民政办-小陈: {said}"))
    assert where(digest, 1)[0] is Section.DUE_LATER


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("核桃苗还要报不", "不用报了"),
        ("大棚还要搞不", "不用搞了"),
        ("低保那个表还要填不", "不用填了"),
        ("疫情日报还要报不", "不用报了"),
        ("残疾人还要报不", "不用报了"),
        ("大湾村还要报不", "不用报了"),
        ("电话号码还要填不", "不用填"),
        ("今天还要报不", "今天不用报了"),
        ("纸质的还要交不", "不用交"),
        ("周国平有精神病,名单要不要报", "不用报了"),
        ("系统里有了的还要再报不", "那就不用报了"),
    ],
)
def test_what_was_asked_about_another_thing_calls_nothing_off(question: str, answer: str) -> None:
    """Nobody can tell what is called off: it stands among what is unsure, or with the list."""
    digest = digest_of(*told(f"{LIST}\n09:00 桥头村老覃: {question}\n09:05 民政办-小陈: {answer}"))
    assert where(digest, 1)[0] is Section.DUE_LATER
    assert digest.requests == 1


@pytest.mark.parametrize("answer", ["不用报了", "台账不用报了", "系统里有,不用报了"])
def test_what_another_office_asked_is_not_ours_to_call_off(answer: str) -> None:
    lines = (
        LIST,
        "08:30 农业办-石磊: 各村15日前报危房台账",
        "09:00 桥头村老覃: 危房台账还要报不",
        f"09:05 民政办-小陈: {answer}",
    )
    digest = digest_of(*told("\n".join(lines)))
    assert where(digest, 1)[0] is Section.DUE_LATER
    assert where(digest, 2)[0] is not Section.CHANGED


def test_a_meeting_called_off_after_a_question_is_called_off() -> None:
    lines = (
        MEETING,
        "08:30 民政办-小陈: 各村18日前报高龄津贴名单",
        "09:00 桥头村老覃: 谁有充电宝借我用下",
        "09:05 民政办-小陈: 调度会不开了,书记去县里了",
    )
    digest = digest_of(*told("\n".join(lines)))
    assert where(digest, 1)[0] is Section.CHANGED
    assert where(digest, 2)[0] is Section.DUE_LATER


def test_a_new_ask_after_a_question_is_one() -> None:
    lines = (LIST, "09:00 桥头村老覃: 谁有铁锹借我用下", "09:05 民政办-小陈: 每村报一个典型案例")
    digest = digest_of(*told("\n".join(lines)))
    assert where(digest, 3)[1] is not where(digest, 1)[1]


def test_an_alarm_after_a_question_stays_one() -> None:
    lines = (
        "08:00 网格员 小木: 各楼栋今天报就业摸底表",
        "09:00 7栋 马二嫂: 7栋一单元楼道里煤气味大得很,眼睛都辣,哪家灶没关???",
        "09:01 网格员 小木: 7栋一单元所有人马上下楼!不准开灯不准按电梯,走楼梯,到篮球场集合!",
    )
    assert where(digest_of(*told("\n".join(lines))), 3)[0] is Section.URGENT


def test_a_meeting_that_is_held_no_more_is_called_off() -> None:
    lines = (MEETING, "09:00 桥头村老覃: 会还开不", "09:05 民政办-小陈: 不开了")
    assert where(digest_of(*told("\n".join(lines))), 1)[0] is Section.CHANGED


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("食堂还开不", "不开了"),
        ("下午的活动还搞不", "不搞了"),
        ("我们村还要去开会不", "不用来了"),
    ],
)
def test_what_else_is_held_no_more_leaves_the_meeting(question: str, answer: str) -> None:
    lines = (MEETING, f"09:00 桥头村老覃: {question}", f"09:05 民政办-小陈: {answer}")
    assert where(digest_of(*told("\n".join(lines))), 1)[0] is Section.MEETINGS


@pytest.mark.parametrize("answer", ["不用报了?谁说的", "不用报了吗,我怎么不知道"])
def test_who_asks_back_calls_nothing_off(answer: str) -> None:
    lines = (LIST, "09:00 桥头村老覃: 高龄津贴名单还要报不", f"09:05 民政办-小陈: {answer}")
    assert where(digest_of(*told("\n".join(lines))), 1)[0] is Section.DUE_LATER


@pytest.mark.parametrize(
    ("asked", "question", "answer"),
    [
        ("各村今天17点前报受灾情况", "我们村没受灾,还要报吗", "没受灾也要零报告"),
        ("请各网格18日前交居民信息确认表", "表上要居民本人签名吗?", "签名后拍照发给我也可以"),
        ("请各网格18日前交居民信息确认表", "需要本人签名不", "需要,签名后扫描"),
        ("请各校16日前报控辍保学台账", "转学走的学生还填不填", "转走的也要填,备注里写明去向"),
        ("请各网格18日前报消防隐患台账", "没有隐患的楼还要写吗", "没隐患的楼也要列,写无"),
    ],
)
def test_an_answer_in_the_words_of_the_question_asks_nothing_new(
    asked: str, question: str, answer: str
) -> None:
    found = digest_of(
        *told(f"""
        09:00 民政办-小陈: {asked}
        09:20 桥头村老覃: {question}
        09:25 民政办-小陈: {answer}
        """)
    )
    assert where(found, 3)[1] == where(found, 1)[1]
    assert found.requests == 1


def test_more_that_is_wanted_after_a_question_has_its_own_line() -> None:
    found = digest_of(
        *told("""
        09:00 民政办-小陈: 请各网格18日前报消防隐患台账
        09:20 桥头村老覃: 隐患要拍照吗
        09:25 民政办-小陈: 要拍照,每个网格发两张现场照片到群里
        """)
    )
    assert where(found, 3)[1] != where(found, 1)[1]
