"""What two lists share, and which columns only one of them wants."""

from datetime import datetime

from bot.domain.message import SHANGHAI
from bot.reading.likeness import features
from bot.reading.sharing import Shared, shared

AT = datetime(2026, 3, 2, 9, 0, tzinfo=SHANGHAI)
LIVING_ALONE = (
    "各村:请摸排本村60周岁以上独居老人情况,填写《独居老人信息台账》"
    "(姓名、身份证号、住址、联系电话),3月6日下班前报民政办。"
)
FOR_FIRE_SAFETY = (
    "请各单位统计一个人居住的60岁以上老人名单,内容包括姓名、身份证号码、家庭住址、民族,"
    "于3月9日17:00前发应急办邮箱。"
)


def _shared(one: str, other: str) -> Shared:
    return shared((one, features(one, AT)), (other, features(other, AT)))


def test_the_form_itself_an_age_and_who_is_called_upon_are_no_columns() -> None:
    """周岁、情况、信息、台账、各单位都不是要填的栏目。"""
    found = _shared(LIVING_ALONE, FOR_FIRE_SAFETY)
    assert found.both == ("姓名", "身份证号", "住址")
    assert (found.first_only, found.second_only) == (("联系电话",), ("民族",))


SCHOOL = "各校报新生花名册(姓名、性别、身份证号、监护人姓名和电话),6月16日前报教育局。"
CLINIC = "各院报新生名单,要姓名、出生日期、身份证号,6月17日前报卫健局。"


def test_a_column_is_named_where_it_stands_by_itself_and_by_no_word_before_it() -> None:
    """括号里的「姓名」不是后面的「监护人姓名」,「要姓名」的「要」不是栏目。"""
    assert _shared(SCHOOL, CLINIC).both == ("姓名", "身份证号")
    assert _shared(CLINIC, SCHOOL).both == ("姓名", "身份证号")
