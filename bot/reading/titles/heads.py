"""Things by the word that ends them: a paper or a deed, with all that stands before it."""

import re
from collections.abc import Iterator

from bot.reading.papers import PROOFS, SHEETS, TOLD, either
from bot.reading.titles.trim import GAP

# What is done or held: a name ends with one of these, or with a word for a paper.
_DEEDS = (
    "排查", "核查", "摸排", "摸底", "复查", "抽查", "自查", "检查(?!站|组|员|点|官)",
    "督查(?!组|室|局|员|办)", "巡查(?!员|队)", "统计(?![站局所员])", "普查(?!员)",
    "调查(?!员|组|队)", "清查", "登记", "登革", "核实", "核对", "复核", "审核", "更新", "认证",
    "认定", "年审", "验收", "初筛", "筛查", "接种", "体检", "整改", "整治", "清理", "清零", "清运",
    "回访", "走访", "慰问", "宣传", "培训班", "培训会", "培训(?!中心|学校|机构)", "演练", "接龙",
    "打卡", "投票", "答题", "竞赛", "征集", "征订", "征求", "征缴", "招募", "招聘", "申报", "报名",
    "推荐", "考试", "缴费", "收缴", "发放", "安装", "转移", "劝返", "公示", "签到", "填报",
    "采集", "录入", "升级", "值班", "值守", "巡河", "巡护", "消杀", "加固", "植树", "栽树", "年检",
    "备案", "调解", "抢险", "疏散", "扑救", "封桥",
    "会(?<![机社协工都就不]会)(?!议|员|计|场|商|长)", "会议(?![室记纪]|精神|材料)",
    "活动(?!室|中心|板房)", "讲座", "调研", "大赛", "比赛", "回头看", "复验", "评比", "评审",
    "评议", "听证", "补种", "投保", "结对", "结算", "盘点", "清淤", "植绿", "收购",
    "评估(?!组|办)", "到岗",
)  # fmt: skip


PAPER, DEED = either((*SHEETS, *PROOFS, *TOLD)), either(_DEEDS)
_ANY = either((*SHEETS, *PROOFS, *TOLD, *_DEEDS))
# A name ends only where no other noun goes on with it: 转移避险责任人, 核查组, 西部计划志愿者.
_NO_MORE = (
    rf"(?!用|需要?$)(?=$|"
    rf"[{GAP},。:;、()\"“”》】\x20和及与没未请于在从按每由完一再又也都将可改需后前中今明本下上到有是不只仅差就还要已"
    r"了给我交报填发送收传拿里换加增贴签盖漏别重抓尽截延推提另附各全统用把怎为昨最第这\d两几四五六七八九](?!的)|"
    r"工作|进[度展]|启动|开始|结束|时间|情况|任务|"
    r"通知|暂|取消|作废|的(?:表|登记|申请|时间|村|还)|目前|模板)"
)
_HEAD = re.compile(rf"(?:{_ANY})+{_NO_MORE}")
_NAME_END = re.compile(rf"(?:{_ANY}|[户人员”])$")
_LAST_WORD = re.compile(rf"(?:{_ANY})+$")
# What stands beside it: 方案和图片, 责任人名单、巡查车辆、举报电话.
_BESIDE = re.compile(
    rf"(?:[、和及与/]|以及)(?:(?:[^,。:;{GAP}请把将并报交填发要送]|"
    rf"举报){{1,24}}(?=[{GAP},。:;报交填发送]|$)|"
    rf"[^,。:{GAP}请把将并报]{{0,10}}?(?:{PAPER}|原因|号码|电话|方式))"
)
# What parts a thing from what stands before it: a verb that wants it, to whom it is said.
_APART = re.compile(
    r"(?=[\x00:「上交做再写准列发召各填完将带帮开形急把报按提收直组给继补要请送"
    "附])(?:"
    rf"{GAP}前?|请(?![假求示])|(?<!火)把(?![手关])|将(?![军来近至于])|报送|上报|填报|补报|直报|填写|"
    rf"提交|提供|报备?(?=《)|"
    r"(?<![申填补年预通汇海警情党电周月日季首快续定上没未不])报(?![酬警刊告备废销纸社账关送表栏法到过数]|名(?![单册额]))|(?<![公展召])开(?![完过了始展放个])(?=[^,。]{1,12}会)|"
    r"填(?![平埋坑补])|"
    r"(?<![社外移提上转公成递没未不])交(?![通流接叉办易警界底付])|"
    r"(?<![接报运输护转])送(?![水气餐医教检达到考])|"
    r"(?<![开转印研突频多补停])发(?![出展放生改现票热烧明包布动证电育行病])|"
    r"列(?![管入为车席举])[出个]?|准备好?|附|带上|写(?![清明])好?|完成|做好|做(?![过完])|"
    r"形成|收集|开展|(?<![级党各])组织(?=[一开召群参])|召开|(?<!应)急需|"
    r"[给帮]我(?![们国省市县区镇乡村街])|按照?(?=[^,]{0,6}要求)|要求|继续|再(?!生|就业)|"
    r"(?<=[组局办站所镇县市区院里])要用?(?!求)|[:「]|"
    r"各[村乡镇县街地社区单位网格片组站所支部]{1,6}(?:\(社区\))?(?:(?<=网格)[员长])?"
    ")"
)

# Between two words of a name nothing is told.
_TELLS = re.compile(r"[还已没未要就才只仅能可改请在里有是,]|的表")
_SHORT = 5


def headed(clause: str) -> Iterator[str]:
    """The things of a clause that end with a word for a paper or a deed, the last one first."""
    start, last = len(clause), len(clause)
    for end in reversed([_end(clause, head) for head in _HEAD.finditer(clause)]):
        before = _begins(clause, end)
        if before < start or _TELLS.search(clause, end, last):
            yield clause[before:end]
        start, last = before, end


def _end(clause: str, head: re.Match[str]) -> int:
    """Where a name ends: with what stands beside its head, and a mark that closes there."""
    beside = _BESIDE.match(clause, head.end())
    end = beside.end() if beside else head.end()
    closes = clause[end : end + 1] in ("”", "》") or clause[: end + 1].endswith('"')
    return end + closes


def _begins(clause: str, end: int) -> int:
    """Where a name begins that ends at ``end``: after the last word that parts it from the rest."""
    parted = [one for one in _APART.finditer(clause, 0, end) if one.end() < end - 1]
    if parted and parted[-1][0] == GAP and end - parted[-1].end() < _SHORT:
        parted.pop()  # 学校\0安全检查: a time in the midst of a name
    return parted[-1].end() if parted else 0


def names(words: str) -> bool:
    """Whether words end as the name of a thing does."""
    return bool(_NAME_END.search(words))


def last_word(words: str) -> str:
    """The word for a paper or a deed with which words end; "" for none."""
    found = _LAST_WORD.search(words)
    return found[0] if found else ""
