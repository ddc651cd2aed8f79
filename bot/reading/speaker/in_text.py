"""The body that a text names as its own: in its head or signature, or whose words it passes on."""

import re

from bot.reading.speaker.body_patterns import FIXED_BODIES, STEM, TAIL
from bot.reading.speaker.level import with_level

# A body that opens the text: 县委督查室定于…, 【县教育局】…, 民政办:…
_HEAD = re.compile(
    r"^\s*(?:\[[^\]]{0,12}\]|【(?P<bracket>[^】]{2,20})】|"
    r"(?P<colon>[一-龥]{2,14}):|(?P<verb>[一-龥]{2,14}?)(?=定于|决定|通知|要求|提醒|将于|拟于|"
    r"请各|转发))"
)
# A signature at the end: 青石镇人民政府 2026年3月1日 / ——民政办
_SIGNATURE = re.compile(
    r"(?:\n\s*|[—\-]{2,}\s*|[。!;\s]\s*[(\[]?)(?P<body>[一-龥]{2,20}?(?:局|办|委|站|所|院|中心|"
    r"部|会|府|室|队|支部|公司|校))"
    r"[)\]]?\s*(?:\d{4}[年./-]\d{1,2}[月./-]\d{1,2}日?|\d{1,2}月\d{1,2}日)?\s*$"
)
_NO_NAME = re.compile(r"[昨今明后前][天晚日早]|刚|对|把|在|从|按|接|经|据|因|为|请|如|由|依据|遵照")
# A school or a firm before a colon is spoken to: 柏子坪小学:…
_CALLED_UPON = re.compile(
    r"(?:小学|中学|幼儿园|学校|厂|公司|企业|物业|分队|小队)(?:[^局办站所]{0,3})$"
)
_HOLDS = re.compile(rf"(?:{STEM}).{{0,6}}?(?:{TAIL})|{FIXED_BODIES.pattern}")
# 接县教育局通知: the sender only passes on what that body wants.
_PASSED_ON = re.compile(
    rf"^(?:[^:,。]{{0,12}}[:,])?\s*接(?:到)?(?P<body>[一-龥]{{1,5}}?(?:委|"
    rf"政府)?(?:{STEM})(?:{TAIL}))[^,。]{{0,6}}(?:通知|要求|电话|来电|函)"
)
# (这条替镇团委): whose words the sender lends a voice to.
ON_BEHALF = re.compile(
    rf"\s*[(\[]?(?:这条|这个)?[是]?(?:替|代|帮)(?P<body>[县区市镇乡]?(?:{STEM})(?:{TAIL})?)"
    r"(?=[)\]:,]|[发转问收催通])"
)
# 【转发】县安委办:…, 【转县农业农村局】…: what stands before its head, or whose words it is.
PASTED = re.compile(
    r"^\s*(?:【转发?(?P<of>[^】]{0,12}[局委办部厅院会府])?(?:通知|文件)?】|\[转发?\]|转发?:)\s*"
)


def body_in_text(text: str, group: str) -> str | None:
    """The body whose words a normalised text says it is, as a group calls it; None where none."""
    passed_on = _PASSED_ON.match(text) or ON_BEHALF.match(text)
    if passed_on:
        return short_name(passed_on["body"], group)
    pasted = PASTED.match(text)
    if pasted and pasted["of"]:
        return short_name(pasted["of"], group)
    text = PASTED.sub("", text)
    head = _HEAD.match(text)
    if head and not text.lstrip().startswith(("各", "全", "请", "@")):
        name = head["bracket"] or head["colon"] or head["verb"] or ""
        half = head["verb"] and not (name.startswith("转") or _ends_as_body(name))
        called = head["colon"] and _CALLED_UPON.search(name)
        if names_body(name) and not (half or called or _NO_NAME.match(name)):
            return short_name(name, group)
    end = text[-60:]
    signature = _SIGNATURE.search(end)
    signed = signature and not (
        _NOT_SIGNED.search(signature["body"]) or _FOR_WHOM.search(end, 0, signature.start())
    )
    if signed and signature and names_body(signature["body"]):
        return short_name(signature["body"], group)
    return None


# 参会单位:镇纪委;镇派出所: the last of those whom it is for signs nothing.
_FOR_WHOM = re.compile("(?:单位|部门|人员|[主抄]送|参[会加])[^。!\n]*$")
_NOT_SIGNED = re.compile("通知|碰|一样|其[他它]|联系|[来找问报交送发去到给]")


def names_body(name: str) -> bool:
    """Whether a name is a body's, and holds hardly more."""
    found = _HOLDS.search(name)
    return bool(found) and len(name) - len(found.group()) <= 6 if found else False


def _ends_as_body(name: str) -> bool:
    """Whether a body is all that a name says: not 体检上站名单."""
    return any(not _AFTER.sub("", name[found.end() :]) for found in _HOLDS.finditer(name))


_AFTER = re.compile("^(?:紧急|现|再次|已|特|统一|今日)+")


def short_name(name: str, group: str) -> str:
    """A body as a group calls it: without what it asks, whole names cut short."""
    for whole, short in _CALLED:
        name = name.replace(whole, short)
    body = _HOLDS.search(name)
    if body:
        more = _OFFICE_OF.match(name, body.end())
        name = name[: more.end() if more else body.end()]
    name = re.sub(r"(?:关于.*|的?通知|紧急|提示|提醒|公告|消息|转发|各位.*)$", "", name)
    name = re.sub(r"^(?:来自|现?转发|现?转)", "", name)
    name = re.sub("(?<=^[县区市镇乡])里(?=.)", "", name)
    name = re.sub(r"(?<=[一-龥]{2})[口线]$", "办", name)
    return with_level(name, group)


# 安委办 is not the 安委 it serves.
_OFFICE_OF = re.compile("(?<=[委指组])(?:办公室|办)|(?<=政府)督查室")
_CALLED = (
    ("安全生产委员会办公室", "安委办"),
    ("防汛抗旱指挥部办公室", "防汛办"),
    ("防汛抗旱指挥部", "防指"),
    ("森林草原防灭火指挥部办公室", "森防办"),
    ("森林防火指挥部办公室", "森防办"),
)
