"""What a text excuses without calling off what was asked: a channel, others, who has nothing."""

import re

NEED_NOT = "(?:不用|不必|无需|无须|不需要?|用不着|甭)"
"""That something is not needed, in a pattern; what that is stands behind."""
_NEED_NOT = rf"{NEED_NOT}(?:再|单独)?"
# 发微信就行不用发邮箱: how it is sent. 不用等周五: how long is waited.
_CHANNEL = (
    rf"(?:{_NEED_NOT}|别)(?:[发送交报传寄])(?:到|去|至|给)?(?:我的?)?"
    r"(?:邮箱|邮件|微信|QQ|钉钉|短信|传真|群里?|大群|纸质|书面|原件|打印|快递)[一-鿿]{0,3}"
)
# 排查表不用扫描了: how a paper is made ready.
_MADE = rf"{_NEED_NOT}(?:扫描|打印|复印|装订|塑封|邮寄|寄送|排版|编号)[^,。;!\n]{{0,6}}"
_WAITING = rf"{_NEED_NOT}等(?!了|$|[,。;!])[^,。;!\n]{{0,8}}"
_DO = r"[^,。;!\n]{1,8}"
_WHO = r"(?:村|社区|单位|乡镇|街道|部门|科室|学校|支部|网格|人员?|户|组|同志|同事|干部)"
# 其他村不用管, 其余单位不参加; but 其他报表不用报了 calls them off.
_OTHERS = (
    rf"(?:其[他它余]|剩下|别)的?各?"
    rf"[一-鿿]{{0,2}}{_WHO}(?:[的就都]|可以?|先)*(?:{_NEED_NOT}|不){_DO}"
)
# 没有的不用报, 已经报过的不用再报; but 没报的不用报了 calls it off.
_HAS_NONE = (
    r"(?:没(?!有?[上填]?[报交填做来去开发写])有?|无|已经?|[报交填发]过)[^,。;!\n不]{0,6}的"
    rf"(?:各?{_WHO})?(?:就|可以?)?"
    rf"(?:{_NEED_NOT}|不){_DO}"
)
# 没险情就不用报了
_IF_NONE = (
    r"(?:没(?!有?[上填]?[报交填做来去开发写])有?|无)[^,。;!\n不]{0,8}(?:的话)?[就可则]以?"
    rf"{_NEED_NOT}{_DO}"
)
# 那个零报告不用了
_NIL = rf"[零0]报告?[^,。;!\n不]{{0,2}}{_NEED_NOT}[^,。;!\n]{{0,4}}"
_EXCUSED = re.compile("|".join((_CHANNEL, _MADE, _WAITING, _OTHERS, _HAS_NONE, _IF_NONE, _NIL)))
# Without any of these letters nothing is excused.
_NOT = re.compile("[不无别甭]")


def without_excused(text: str) -> str:
    """Normalised ``text`` but for what it excuses: what else calls off calls the ask off."""
    return _EXCUSED.sub(" ", text) if _NOT.search(text) else text


# 马鞍村可以周一上午, 整改报告东湖社区可以25日前报; but 各村可以明天来领.
_GRANTS = re.compile(
    "(?=[乡局所村校社站组镇])(?:"
    r"(?<![各每]个)(?<![各每])(?:村|社区|[镇乡站所局校组])可以?(?:在|到)?"
    r"(?=[今明后下本周\d][^,。;?吗]{0,12}(?:[报交填](?!名)[上给]?|前)?(?:[,。;!]|$))"
    ")"
)


def grants(text: str) -> bool:
    """Whether a normalised text gives some unit a later time than others have."""
    return bool(_GRANTS.search(text))


# 核对表报送时间延至16日18:00,请各镇再核准.
_NEW_TIME = re.compile(
    r"(?:时间|期限|时限)(?:[由从][^,。;]{1,14})?(?:统一)?"
    r"(?:延[至到长期]|(?:推迟|顺延|提前)[至到]|调整[为到至]|改[为到至])"
)
_OPENS = 60


def tells_new_time(text: str) -> bool:
    """Whether a normalised text opens with another time of something, whatever it asks beside."""
    return bool(_NEW_TIME.search(text[:_OPENS]))
