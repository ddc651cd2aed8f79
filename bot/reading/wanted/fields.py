"""How the names of fields are told from other words: 身份证号, 是否参保, 住哪里."""

import re
from functools import lru_cache

from bot.reading.likeness.words import load

ENDING = re.compile(
    "(?=[专主了井产亩人代价位住体保值做内利办单卡厚原去受台号名品图在地坐型埋备姓存学宽密尺届属工帐带年当性总情意户所手"
    "承措收数文方日时期权村来标树桥概次比民水没河法流浓淤深渠温湿特状率现班生用申电病省种等管籍类级组经结编职联行街规证诉"
    "负责账费路身车进速部量金长问隐需面额驾高])"
    r"(?:姓名|名称|名字|电话|手机号?码?|号码|[证卡账帐户编学车文型图]号|原因|[时期]间|日期|年月|"
    r"地点|地址|住址|位置|面积|数量|人数|户数|"
    r"亩数|台数|次数|数|金额|类型|类别|种类|等级|级别|职务|职称|年龄|性别|民族|学历|车牌|型号|"
    r"规格|进度|措施|办法|责任人|负责人|"
    r"联系人|联系方式|经办人|户主|品种|产量|[长宽高厚深温湿浓密速]度|品牌|经纬度|坐标|去向|流向|"
    r"用途|备注|需求|"
    r"意愿|诉求|行业|[概比费利]?率|额|总?量|产值|收入|"
    r"尺码|身高|体重|病种|工种|专业|单位|部门|来源|方式|状况|现状|情况|存栏|结果|问题|内容|标准|"
    r"年限|期限|届次|时段|班次|做法|隐患|状态|主体|"
    r"[渠路街村河桥树人户]名|[水淤埋井]深|所在[村组]|[村组]别|村组|籍贯|生日|工龄|特长|(?:经营|"
    r"承租|承包|管理|保管|申请|受益|权属|产权|驾驶|法|当事|申报)人|(?:驾驶|管理)员|[车路]况|"
    r"[住籍在属产]地|省份|[编代]码|人次|时长|[值带]班(?:领导|人员|员)|人口|车次|没有|了没|价格|"
    r"单价|金|费)$"
)
_ASKS = re.compile(
    r"^(?:[一-龥]{0,4})(?:谁|几(?!个村)|多[少大长高久深宽重粗远厚]|哪[里个儿些天年家片块种类]?|啥|"
    r"什么|是否|是不是|有没有|有无|能不能|何时|会不会|怎么|"
    r"([一-龥])(?:没|不)\1)"
)
# A clause that does something is no field; nor is who does it.
_NO_FIELD = re.compile(
    r"^(?:请|各|经(?![营度纬办销济手])|把|由|已[经报交发有]|将|并|于|在(?![读校职建哪园岗册库编册])|对|到(?!位|"
    r"岗|账|期)|个|"
    r"要(?!改)|先|再|每[村人个天日户]|按|凡|如|若|不(?!在)|没|逐|去(?![向处年世哪没])|[^,]*的(?:先|"
    r"再|要|就|都|也|请|得)|一下|别光|.{0,12}(?:过|核)一遍|今[天晚日早]|明[天日早晚]|后天|[上下]午|[^,]*[报给]个|抓|做|"
    r"开[展始会]|几句|会议(?![次名地时场数])|"
    r"全[县镇村]|[^,]*[两三四五六七八九十]个[一-龥]{1,3}$|本[周月]|[好坏]的|可以|有(?![无没]))|"
    r"可以|"
    r"签字|盖章|签名|照片|截图|视频|拍|复印|接龙|[月日]前|报送|上报|填报|通知|给我|报我|发我|[日号点]前|不填$|不用|就行|写$|看看$"
)


CLAUSE, _NAME = 30, 8
"""Letters of a clause, and of a name, that are looked at."""


@lru_cache(maxsize=2048)
def is_column(words: str) -> bool:
    """Whether words end as the name of a field does, or ask for one: 在哪里."""
    if len(words) > CLAUSE or is_no_field(words):
        return False
    return bool(ends_as_known(words) or ENDING.search(words) or _ASKS.search(words))


def is_no_field(words: str) -> bool:
    """Whether words name a paper or picture, or do something, and so are no field."""
    return bool(words.endswith(_words()[1]) or _NO_FIELD.search(words))


@lru_cache(maxsize=1)
def _words() -> tuple[frozenset[str], tuple[str, ...]]:
    """How fields are written, and how papers, pictures and places are, which are none."""
    known = load("request_words")
    papers = {*known["no_fields"]}
    told = [
        (name, spelling)
        for name, spellings in known["columns"].items()
        for spelling in (name, *spellings)
    ]
    fields = frozenset(one for name, one in told if name not in papers and len(one) > 1)
    return fields, tuple({*papers, *(one for name, one in told if name in papers)})


def ends_as_known(words: str) -> str:
    """The longest end of words that is a field's name; "" for none."""
    fields = _words()[0]
    starts = range(max(0, len(words) - _NAME), len(words))
    return next((words[start:] for start in starts if words[start:] in fields), "")


def apart(many: str) -> list[str]:
    """姓名电话 are two fields; 户主姓名 is one."""
    first = _TWO.match(many)
    rest = many[first.end() :] if first else ""
    return [many[: -len(rest)], rest] if rest and ends_as_known(rest) == rest else [many]


_TWO = re.compile(r"(?:姓名|名字|性别|年龄)(?=[一-龥]{2})")


def bare(words: str) -> str:
    """A field without what leads to it: 列出位置 is 位置."""
    rest = _LEADS.sub("", words)
    return rest if is_column(rest) else words


_LEADS = re.compile(
    r"^(?:列[出明]?|报(?![刊表告名销备社警价道])|含(?![税水量])|填|写[上明]?|补充|落实|注明|明确)(?=.{2})"
)
