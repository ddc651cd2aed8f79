"""Forms that a text expressly does not want: 不用盖章, 无需纸质版, 照片不要发."""

import re
from functools import lru_cache

# A match begins with one of the letters before: most places need no try.
WORDS = (
    r"(?:(?=[EPWepw上书佐公其加原台合图填复工录总情截扫报拍接文有材活照现盖相短章签系纸表视附])(?:加?盖公?章|签字盖章|签[字名]表|签字|签名|纸质(?:版|件|材料|表格?|的)?|原件|复印件|扫描件|"
    r"(?:现场|"
    r"工作|活动)?(?:照片|相片|图片)|"
    r"拍[张个]?照|拍视频|拍(?![卖])|截[图屏]|截个图|(?:短)?视频|录像|接龙|填表|表格|报表|附表|"
    r"表(?![现示扬态彰])|(?:文字|书面|佐证|其[他它])?材料|"
    r"(?:书面|文字)?总结|(?:书面|文字)?报告|情况说明|合影|台账|[Ee][Xx][Cc][Ee][Ll]|"
    r"[Ww][Oo][Rr][Dd]|[Pp][Dd][Ff]|公?章|系统|上传系统|录入系统))"
)
_AND = r"(?:[、/]|和|或者?|与|及|,?也?不[用要]?)"
# Who does not is threatened (不拍照的通报): that is wanted.
_STILL = r"(?![^,。;!\n]{0,4}(?:的|者)(?!话)|就|将|一律(?!不))"
_BEFORE = re.compile(
    r"(?:(?:不用|不必|不需要?|无需|无须|不要求?|不得|不准|不再|不搞|不收|免(?!冠)|禁止|严禁|"
    r"取消|停止|别|莫|甭|"
    r"(?<![能得要办])不)(?:再|另|单独|另外|额外|打印|提供|报送?|交|送|发|附|上传?|填|写|搞|做|"
    r"要求?|拍|走){0,3}"
    rf"(?:任何|其[他它])?){WORDS}(?:{_AND}{WORDS}){{0,4}}{_STILL}"
)
_AFTER = re.compile(
    rf"{WORDS}(?:{_AND}{WORDS}){{0,4}}(?:就|都|也|均|可以|可|先|一律|暂){{0,2}}"
    r"(?:不用|不必|不需要?|无需|不要|不收|不交|不拍|不发|不写|不填|不盖|不算数?|不作数|不认|不行|"
    r"不接|无效|"
    r"免|省)(?:了|交|发|报|送|再|传|附|盖|填|拍)*(?=[,。;!\s~)]|$)|"
    # 表我来填,章我来盖: the sender's own work.
    rf"{WORDS}(?:由|还是|就|都)?我们?(?:这边|自己|统一|来|去|帮[你大]家?们?){{1,2}}"
    r"[填做盖弄汇出打写拍整](?=[,。;!\s~)]|$|了|好|总|印|理)|"
    # 有照片就附,没有也不勉强.
    rf"有(?:{WORDS})?(?:就|的话)?(?:附|发|带|传)上?[,;]?(?:没有?|无)的?(?:也|就)?(?:不勉强|算了|"
    rf"不强求|没关系|不要紧)"
)


@lru_cache(maxsize=8)
def without_refused(text: str) -> str:
    """Normalised ``text`` with a break of the same length for each form that is refused."""
    plain = text
    if _NO.search(text):
        for pattern in (_BEFORE, _AFTER):
            plain = pattern.sub(_break, plain)
    return plain


def _break(found: re.Match[str]) -> str:
    return ";" * len(found[0])


_NO = re.compile("[不无免别莫甭禁停省我]|取消")
