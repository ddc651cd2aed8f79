"""Words and file names by which a unit says that it handed something in."""

import re

_LONGEST = 40
_SAID = re.compile(
    r"(?:已经?|都|刚刚?)(?:上?报|上?交|私?发|上?传|填|送|提交|反馈|完成|录入|回复)|"
    r"(?:报|交|发|传|填|送|提交|录入|反馈)(?:好|过|完|齐)?(?:给|到|去|过去|上去)?"
    r"(?:您|你|邮箱|民政办|QQ)?了|(?:上报|报送|提交|填报|录入)完(?:成|毕)"
)
_NOT = re.compile(
    r"没|未|还差|不|吗|么|呢|[??]|马上|稍后|一会|正在|等|再|催|谁|哪|如果|要是|"
    r"请(?!查收|查看|查阅|收|审|核|领导)|(?:已经?|刚刚?)发(?:各|到?村民|到?[^,。]{0,4}群)"
)
_FIGURE = re.compile(
    r"\S{0,8}?[::,\s]?\s*(?:\d+\s*(?:户|人|份|个|名|处|台|亩|头|只|张|家|条|件|起|套|辆)|"
    r"[::\s]\d+$|无$|零报告|0$|没有$)"
)
_COLLECTED = re.compile(r"(?:村|社区|嘎查|村委会|居委会)$")
_TO_VILLAGES = re.compile(r"[各每]个?(?:村|社区|居|嘎查|网格)|村(?:委会|两委|书记|文书)")
_TO_OFFICES = re.compile(r"各(?:单位|部门|站所|办所|站|所|中心|学校|科室|线)")
_TO_ALL = re.compile(r"各|所有|全[镇乡县体]|每[个村]|大家")


def says_handed_in(text: str) -> bool:
    """低保名单已报, 交了, 已发您邮箱请查收; not 已报了吗, 还没报, 已发村民群."""
    return len(text) <= _LONGEST and bool(_SAID.search(text)) and not _NOT.search(text)


def without_saying(text: str) -> str:
    """What is left to name the thing."""
    return _SAID.sub(" ", text)


def gives_figures(text: str) -> bool:
    """东河村:3户, 无, 零报告: the very thing that was asked for, in answer to it."""
    return len(text) <= _LONGEST and bool(_FIGURE.match(text))


def is_collected_from(unit: str) -> bool:
    """Whether a unit is one that things are collected from: a village or a community."""
    return bool(_COLLECTED.search(unit))


def common_name(unit: str) -> str:
    """东河村委会 and 东河村 are one."""
    return unit.removesuffix("委会") if unit.endswith("村委会") else unit


def names_unit(text: str, unit: str) -> bool:
    """Whether a file name names a unit, its kind left out or not: 东河低保.xlsx."""
    stem = re.sub(r"(?:村|社区|嘎查)$", "", unit)
    return unit in text or (len(stem) > 1 and stem in text)


def without_unit(text: str, unit: str) -> str:
    """The text without the name of a unit."""
    return text.replace(unit, " ").replace(re.sub(r"(?:村|社区|嘎查)$", "", unit), " ")


def is_for_villages(text: str) -> bool:
    """请各村…: asks villages and communities, and no offices."""
    return bool(_TO_VILLAGES.search(text)) and not _TO_OFFICES.search(text)


def is_for_all(text: str) -> bool:
    """请各村…: whatever single unit is named besides."""
    return bool(_TO_ALL.search(text))
