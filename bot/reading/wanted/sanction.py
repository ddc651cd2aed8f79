"""What is threatened to those who do not, or not in time: 逾期未报的通报, 扣分, 约谈, 取消评优."""

import re

_WHAT = (
    r"通报批评|(?:点名|全[县镇市区乡]|公开|书面|大会)通报|(?<!情况)(?<!案例)通报(?!会|表扬|材料|"
    r"稿|如下|情况|所列|的问题|中|里|精神|了|:|指出|案例|典型|显示|后整改|各)|"
    r"点名(?!通知|册)(?=[,。;!\s]|$|批评)|扣(?:\d+分|[一二两三五十]分|分|绩效|工资|奖|补[助贴]|"
    r"钱|考核|年终|[^,。;!\n分]{1,6}(?:补[助贴]|绩效|工资|奖金?|积?分|考核))|约谈(?!室|记录|"
    r"笔录|情况)|"
    r"问责|追责|追究[^,。;!\n]{0,10}责任|责任自[负担]|后果自[负担]|一票否决|"
    r"取消[^,。;!\n]{0,10}(?:资格|评[优先]|名额|补[助贴]|奖)|不(?:予|得|能|"
    r"许)?(?:参[加与])?评[优先]|评[优先][^,。;!\n]{0,4}(?:取消|没份|免谈)|"
    r"(?:视为|视同|按|算)(?:自动)?(?:放弃|拒[报绝]|缺席|未完成|旷工|没报|零|瞒报|漏报|无|弃权|"
    r"不合格|缺考)|自动放弃|"
    r"(?:纳入|计入|列入|记入)[^,。;!\n]{0,10}(?:考核|黑名单|负面|(?:监管|失信|异常|"
    r"重点[^,。;!\n]{0,2})名单|失信|诚信|绩效)|"
    r"(?:影响|挂钩)[^,。;!\n]{0,8}(?:考核|评[优先]|绩效|年终|奖[补励]|补[助贴]|发放|拨付)|"
    r"与[^,。;!\n]{0,8}(?:考核|评[优先]|绩效|补助)挂钩|"
    r"(?:未|没|不)[^,。;!\n]{1,10}(?:停发|停止发放|停缴)|扣发|缺[^,。;!\n]{1,8}停发|"
    r"缺[^,。;!\n]{1,4}不(?:予?受理|收|办)|[过逾]期[^,。;!\n]{0,4}影响|"
    r"谁[^,。;!\n]{1,8}谁(?:负责|担责|取消)|(?:名额|额度|资金|指标)(?:收回|作废)|"
    r"收回[^,。;!\n]{0,6}(?:名额|额度|资金|指标)|不予(?:受理|认可|补录|办理|兑现|发放|拨付)|"
    r"(?:当面|大会|会上|书面)(?:检讨|说明|说清)|[写作做交](?:书面|深刻)?检[讨查](?!记录|表)|"
    r"(?:从严|从重|严肃)(?:处[理罚]|追|问)|亮[红黄]灯|"
    r"倒查|曝光|督办函|(?:到|来|上)(?:镇|县|街道|乡|我|书记)[^,。;!\n]{0,6}(?:说明|解释|"
    r"检讨)(?:情况|原因)?|报(?:纪委|县纪委|督查|书记|主要领导)"
)
_THREAT = re.compile(_WHAT)
# Without a condition these words may only tell of something: a clause beside must say when.
_WHEN = re.compile(
    r"逾期|超期|过期|[未不没][^,。;!\n]{0,12}的|迟[报交]|漏[报登填录]|缺(?!席)|瞒报|虚报|误报|"
    r"错报|拖延|拖拉|缺席|无故|不到[位场]|未[按在能完及上报交到]|"
    r"再[不没]|[不没](?:报|交|来|到|落实|完成|整改)|谁|[到过][^,。;!\n]{0,8}还|"
    r"影响[^,。;!\n]{0,6}的|排名?(?:靠后|末|最后|后)|后[三两五十]名|"
    r"低于|不足|少于|的(?:会|将|要|都|一律|全|在|村|单位|$)|垫底|出[了现]?(?:问题|事)|否则|不然|"
    r"凡|挂零|达不到|发现|造成|对[^,。;!\n]{2,16}(?:的|单位|村)|弄虚作假|不合格|敷衍|"
    r"错过|截[止至][^,。;!\n]{0,6}后|按时"
)
_SURE = re.compile(
    r"后果自|责任自|一票否决|自动放弃|视为|视同|取消[^,。;!\n]{0,8}(?:资格|评)|扣\d|扣分|"
    r"点名通报|纳入[^,。;!\n]{0,8}考核|计入|挂钩|拒报"
)
_NONE = re.compile(
    r"(?:不|不再|不会|无需|不作为?|不搞|免于?|取消|别怕|不要|不用|避免)[^,。;!\n的]{0,6}(?:通报|"
    r"扣分|约谈|问责|追责|考核|挂钩|检讨|点名|扣钱|处罚)"
)
_SENTENCE = re.compile(r"[^。;!?\n]+")
_CLAUSE = re.compile(r"[^,。;!?\n]+")
_LONGEST = 40


def sanction_in(text: str) -> str | None:
    """The words of normalised ``text`` that threaten, with on what condition; None for none."""
    if not _THREAT.search(text):
        return None
    for sentence in _SENTENCE.findall(text):
        if _THREAT.search(sentence):
            said = _said(_CLAUSE.findall(sentence))
            if said:
                return said
    return None


def _said(clauses: list[str]) -> str | None:
    for place, clause in enumerate(clauses):
        if not _THREAT.search(_NONE.sub(";", clause)):
            continue
        before = clauses[place - 1] if place else ""
        if _WHEN.search(clause):
            return _cut(clause)
        if before and _WHEN.search(before) and len(before) <= _LONGEST:
            return _cut(f"{before},{clause}")
        if _SURE.search(clause):
            return _cut(clause)
    return None


# What leads to the words: 同时,对…; 请按时上报,….
_LEAD = re.compile(
    r"^\s*(?:[(]?[\d一二三四五六七八九十]{1,2}[)、.])?\s*(?:同时|另外?|此外|并且?|将)?[,:]?"
)


def _cut(words: str) -> str:
    return _LEAD.sub("", words).strip(" \t()")[:_LONGEST]
