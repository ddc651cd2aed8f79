"""Where the last field of a list ends: 联系电话报民政办, 处置情况通过平台报送."""

import re

from bot.reading.wanted.fields import is_column

_TAIL = re.compile(
    r"(?:等(?:信息|内容|情况|字段|要素|基本情况|数据|相关信息|\d*项)?|信息|写明白|写清楚?|写全|"
    r"列清楚?|都写上?|一并|(?:[两三四五六\d]项)?缺一不可|[两三四五六七八九十\d]{1,2}[栏列项].*|"
    r"就[够好成]了?|的(?:名单|通讯录|台账|花名册|清单|表).*|不少于.*|一项不能少|"
    r"(?:[都均要须需应]|登记(?!时|日|号|证)|汇总|更新|导入|通过|经|由|私|微信|列表|报|发|交|送|填|"
    r"写|录|反馈|于|在|前|造|列|必|准|逐|按|请|到|给|齐|"
    r"不得|不能|别|统一|即可|就行|[今明]天|周[一二三四五六日]|\d).*|"
    r"核实.*|如实.*|准确.*|清楚.*|完整.*)$"
)
# 拒不配合户报消安办: whatever it is, it ends where it is handed in.
_HANDED_IN = re.compile(
    r"[^报发交送填录]{2,8}(?=(?:报|交|发|送|填|录)(?:至|到|给|"
    r"送)?[一-龥]{0,8}(?:[办站所局科室队群我入]|邮箱))"
)
# Among fields 处置情况 is one; by itself it is what is reported.
_STATE = re.compile(r"(?![请各报])[一-龥()]{2,6}情况")
_LONGEST = 14


def shorn(piece: str) -> str:
    """A last piece without what follows the field: 联系电话报民政办."""
    for end in range(min(len(piece), _LONGEST), 1, -1):
        head, rest = piece[:end], piece[end:]
        if is_field(head) and (not rest or _TAIL.match(rest)):
            return head
    cut = _HANDED_IN.match(piece)
    return cut[0] if cut else piece


def is_field(words: str) -> bool:
    """Whether words are a field, or tell how a thing is, which among fields is one: 处置情况."""
    return is_column(words) or bool(_STATE.fullmatch(words))
