"""The words for what is handed in: papers as such, their copies, and what is only told of."""

import re

# Each begins with a letter of its own, by which most places of a text are passed over at once.
SHEETS = (
    "表(?<![代外手仪发水电图气怀]表)(?![现示扬彰达情率决演面白格]|明(?!细))", "表格", "名单",
    "台账", "清单", "花名册", "名册", "底册", "手册", "册子", "册(?=$|[,。;、和及已还要报填])",
    "底数", "底子", "总结", "小结", "方案", "预案(?!要)", "报告(?!厅|会|制度)", "照片",
    "对比照(?!片)", "材料(?![费价])", "资料", "信息库", "信息稿", "情况说明", "人选", "回执",
    "申请(?!人|书|对象)", "申请书", "单子", "单(?=$|[,。;、和及已还要报填给交签])",
    "清运单", "签收单", "报销单", "记录本", "记录(?!仪|员|本)", "意见(?!书|箱)", "意见书", "承诺书",
    "责任书", "责任状", "协议(?!书)", "协议书", "明细", "目录", "线索", "档案(?![馆局员袋])",
    "周报", "月报", r"日报(?<!\d日报)", "季报", "年报(?!公示)", "快报", "续报", "首报", "定报",
    "发言稿", "讲稿", "倡议书", "明白卡", "明白纸", "责任牌", "公示牌", "光荣牌", "海报", "笔记",
    "心得",
)  # fmt: skip
# What only shows that a thing was done, or may be.
PROOFS = ("截图", "视频(?![会号])", "合同")
TOLD = (
    "信息(?!员|系统|公开|平台|化|库|站|技术)", "数据(?!库|报送)", "情况(?!说明|表)", "进度",
    "需求(?!量)", "需求量", "数量", "人数", "数(?<![少多次无分指参岁]数)(?=$|[,。、和及])", "户数",
    "处数", "面积", "建议", "议题", "计划(?!生育|免疫)", "典型", "对象", "联络员(?=$)",
)  # fmt: skip
# What ends the name of a paper, though in the midst of a text it mostly ends none.
_ENDS = (
    "账(?![号户目面务])", "书(?<![文秘图证]书)(?![记面籍写])", "说明", "证明", "证明书",
    "证书", "复印件", "问卷", "简介", "感受", "素材", "稿件", "稿子", "稿(?![费酬])", "承诺",
    "对照(?![片检表])", "票(?<![发邮车门粮投]票)",
)  # fmt: skip
_ON_PAPER = (
    "纸质(?:版|[材资]料|文件|文本|件|档|表)?|书面(?:版|件|材料)|原件|盖章(?:版|件|稿)|正式文本"
)
_BY_WIRE = "电子(?:版|文档|文件|[档件稿]|表格?)|扫描(?:版|件)|(?i:word|excel|pdf)(?:版|格式)?"
ON_PAPER, ON_PAPER_OR_NOT = re.compile(_ON_PAPER), f"(?:{_ON_PAPER}|{_BY_WIRE})"
COPY = rf"(?:(?:加?盖[公]?章|签字|盖好章)的?)?{ON_PAPER_OR_NOT}(?:盖章(?:版|件))?"


def either(words: tuple[str, ...]) -> str:
    """A pattern for any of several that begin with a letter, quick where none can begin."""
    first = "".join(sorted({word[0] for word in words}))
    return f"(?=[{first}])(?:{'|'.join(words)})"


SHEET = either((*SHEETS, *_ENDS))
_SHEET_END = re.compile(
    "(?=[EPWepw书人信倡光公册加协单原发台合名周回复季定对小年底心快总情意感截手扫承"
    "报方日明月材档正海清照申电盖目票稿笔签简素纸线续花表视记讲证说责账资问预首])(?:"
    rf"(?:{SHEET}|{either(PROOFS)}|{COPY})$"
    ")"
)
_TOLD_END = re.compile(rf"(?:{either(TOLD)})$")
_COPY_ONLY = re.compile(COPY)


def is_paper(name: str) -> bool:
    """Whether a name ends with a word for something that is handed in as such: a list, a copy."""
    return bool(_SHEET_END.search(name))


def is_report(name: str) -> bool:
    """Whether a name is that of a paper, or of what is told of: 排查情况, 参会人数."""
    return is_paper(name) or bool(_TOLD_END.search(name))


def is_copy(name: str) -> bool:
    """Whether these are but the words for a copy of a paper: 盖章纸质版."""
    return bool(_COPY_ONLY.fullmatch(name))
