"""Whether relief is told of another named thing, side or person than a danger: 石门水库险情排除."""

import re

_KINDS = "水库|山塘|大桥|桥|小区|花园|隧道|大道|[公国省县乡村]道|路|街|码头|工?厂|公司|加油站|煤矿"
_NAMED = re.compile(rf"(?:^|[,。;!?在把将])(?P<name>[一-龥]{{2,3}})(?:{_KINDS})")
# 进村路, 这条路, 全线公路: these are names of nothing.
_NO_NAME = re.compile("[这那条全进出都已了的个座各公国省县乡村镇道主被]|现在|目前|刚才|我们?")
# 东边的火灭了; but 前面的队伍撤回 is said of people.
_SIDE = re.compile("(?:^|[,。;!])([东南西北前后左右][边面侧坡山片头])的?[火烟水路桥险灾]")
_OLD = re.compile("(?:老[人奶爷汉]|大[爷妈]|爷爷|奶奶)[^,。;!?]{0,6}(?:找|寻|救|接)")
_AGED, _YOUNG = re.compile("老|大[爷妈]|[奶爷]"), re.compile("娃|孩|童|(?<!\\d)1?\\d岁")
_PUPILS, _SCHOOL = re.compile("学生|师生"), re.compile("学|师生|校|幼儿园")
# 石桥恢复供电了: of which place, where no cry names it.
_BACK = re.compile(r"(?:^|[,。;!])(?P<where>[一-龥]{2,3}?)(?:已经?|都|也)?恢复(?:供|通)")
_NO_PLACE = re.compile(
    "[全已都现目正水电气管厂户们人家网]|线路|[公道]路|[国省县乡村]道|[路桥]面|大桥|车辆|交通|今天|[上下]午|[早晚]上"
)


def is_told_elsewhere(text: str, cry: str) -> bool:
    """Whether normalised ``text`` of relief names a thing, a side, or people of another age than
    the danger's, and nothing that its ``cry`` does.
    """
    named = {one for one in _names_in(text) if one not in cry}
    if named and len(named) == len(_names_in(text)) and _NAMED_ANYWHERE.search(cry):
        return True
    if any(side not in cry for side in _SIDE.findall(text)):
        return True
    if _OLD.search(text) and not _YOUNG.search(text) and _YOUNG.search(cry):
        return not _AGED.search(cry)
    if _PUPILS.search(text) and not _SCHOOL.search(cry):
        return True
    back = _BACK.search(text)
    where = back["where"] if back else ""
    said = (where[at : at + 2] in cry for at in range(len(where) - 1))
    return bool(where) and not (_NO_PLACE.search(where) or any(said))


_NAMED_ANYWHERE = re.compile(f"[一-龥]{{2}}(?:{_KINDS})")


def _names_in(text: str) -> set[str]:
    names = {found["name"] for found in _NAMED.finditer(text)}
    return {one for one in names if not _NO_NAME.search(one)}
