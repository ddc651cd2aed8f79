"""The fields that are wanted of each thing, as they stand in a text: 姓名、身份证号、联系电话."""

import re
from collections.abc import Iterator
from itertools import islice

from bot.reading.wanted.endings import is_field, shorn
from bot.reading.wanted.fields import (
    CLAUSE,
    ENDING,
    apart,
    bare,
    ends_as_known,
    is_column,
    is_no_field,
)
from bot.reading.wanted.quoted import quoted_in

_ASKED = re.compile(
    r"(?:[谁哪][^的]{0,6}|多少[^的]{0,4}|几[^的]{0,3}|是否[^的]{1,8}|有没有[^的]{1,8})$"
)
_LEAD = re.compile(
    r"(?:注明|写明白?|写清楚?|写上|写全|标明|标清|标注清?楚?|列明|列清楚?|列出|载明|说明|填写|"
    r"填[全清齐好]?|写|(?<!未)含有?|(?<!不)包括|包含|内容[为是]?|"
    r"(?:信息|栏目|字段|指标|要素|项目)(?:为|有|含|包括)|登记|报送|上报|报|提供|附上?|"
    r"核[对准实](?:一[遍下])?|采集|录入|统计(?:一下)?|掌握|摸清|收集|带上|要有|须有|都要|把|"
    r"(?:表|名单|名册|花名册|台账|清单|册|表格)(?:里|中|上)?(?:要|需|须)?(?:有|列|填|写)?)[:]?"
)
_STRONG = re.compile(
    r"(?=[写列包含填标注说载附])(?:注明|写明白?|写清楚?|写上|写全|标明|标清|标注|列明|列清楚?|载明|(?<!况)说明(?=原因|"
    r"理由|情况|去向|用途)|填写|填[全清齐好上]|(?<!未)含(?!有问题|量)|(?<!不)包括|包含|"
    r"写(?=[一-龥])|附(?=[一-龥]{0,4}(?:电话|号码|姓名|证号|名称)))"
)
_HARD = re.compile(r"[。;!?\n]")
# 出国(境)情况 and 17:00 are of one piece.
_SEGMENT = re.compile(
    r"(?:[^,:()《》“”\"「」]|(?<=[一-龥])\([一-龥]{1,2}\)(?=[一-龥](?!交|送))|(?<=\d):(?=\d))+"
)
_LISTED = re.compile(r"[、/+]|(?<=[一-龥])\s+(?=[一-龥])")
_ALSO = re.compile(r"(?:以及|[及和与])")
_INNER = re.compile(rf"{_STRONG.pattern}|登记|填报|记录|核[对实]|报送|上报|采集|统计|掌握|摸清")
_OPENS, _QUOTES = ':(“"「', '“"「《'
_EITHER = re.compile(r"(?:均可|都行|都可以?|也行|皆可|即可|就行)$")
# 船长(米)、主机功率: what is said in passing within a list.
_ASIDE = re.compile(r"\([^()\n]{1,20}\)(?=、)")
_LONGEST, _SHORT, _MOST = 14, 8, 20


def columns_in(text: str, *, loose: bool = True) -> tuple[str, ...]:
    """The fields that normalised ``text`` wants; ``loose`` also where no word leads to them."""
    found = dict.fromkeys(quoted_in(text))
    for sentence in _HARD.split(_ASIDE.sub("", text)):
        for one in _in_sentence(sentence, loose):
            found.setdefault(one)
    found = dict.fromkeys(islice(found, 2 * _MOST))
    found = dict.fromkeys(one for many in found for one in apart(bare(many)))
    whole = [one for one in found if not any(one != other and one in other for other in found)]
    return tuple(whole[:_MOST])


def _in_sentence(sentence: str, loose: bool) -> Iterator[str]:
    segments = [
        (
            one[0].strip(),
            sentence[one.start() - 1 : one.start()],
            sentence[one.end() : one.end() + 1],
        )
        for one in _SEGMENT.finditer(sentence)
    ]
    pure: list[str] = []
    leads = False
    for words, before, after in segments:
        pieces = _pieces(words)
        if len(pieces) > 1:
            yield from _of_list(pieces, before, after, loose or leads or before == "(")
        elif before == "(" and after == ")" and is_column(words):
            yield words
        else:
            yield from _single(words)
        # 姓名,电话,住址: a list with commas.
        quoted = bool(before) and before in _QUOTES
        if len(pieces) == 1 and is_column(words) and len(words) <= _SHORT and not quoted:
            pure.append(words)
        else:
            if len(pure) > 1:
                yield from pure
            pure = [_last(words)] if after == "," and _last(words) else []
        leads = bool(_STRONG.search(words[-8:]))
    if len(pure) > 1:
        yield from pure


def _last(words: str) -> str:
    """The field with which a segment ends after a word that leads to it: 请写明姓名."""
    leads = list(_STRONG.finditer(words[-CLAUSE:]))
    rest = words[-CLAUSE:][leads[-1].end() :] if leads else ""
    return rest if 0 < len(rest) <= _LONGEST and "、" not in rest and is_column(rest) else ""


def _pieces(words: str) -> list[str]:
    pieces = []
    for part in _LISTED.split(words):
        cut = [one for one in _ALSO.split(part) if one]
        pieces += cut if len(cut) > 1 and all(map(is_column, (cut[0], shorn(cut[-1])))) else [part]
    return [piece.strip() for piece in pieces if piece.strip()]


def _of_list(pieces: list[str], before: str, after: str, loose: bool) -> Iterator[str]:
    """The pieces of a list, if it is one of fields."""
    whom = len(pieces) > _SOME and _WHO.match(pieces[0])
    pieces = _from_inner_lead(pieces[1:] if whom else pieces)
    if len(pieces) == 1:
        yield from _single(pieces[0])
        return
    opened = bool(before) and before in _OPENS
    if _NOT.search(pieces[0]):
        return
    first, led = _first(pieces[0], opened)
    parts = [first, *pieces[1:-1], _without_filling(shorn(pieces[-1]))]
    if _EITHER.search(pieces[-1]) or (after == ":" and not led):
        return
    if not _is_of_fields(parts, pieces, led, loose):
        run = _run_at_end(parts)
        yield from run if len(run) > _SOME else _single(pieces[-1])
        return
    for place, part in enumerate(parts):
        plain = part.removesuffix("等").strip()
        if (place or led or is_column(plain)) and _may_be(plain):
            yield plain


def _from_inner_lead(pieces: list[str]) -> list[str]:
    """A list from the piece on in which a word leads to fields: 沟渠、泵站损毁的登记位置、长度."""
    for place in range(len(pieces) - 1, 0, -1):
        piece = pieces[place]
        lead = _INNER.search(piece)
        strong = lead and lead.start() > 1 and _STRONG.match(piece, lead.start())
        if lead and is_column(shorn(piece[lead.end() :])) and (strong or not is_column(piece)):
            return [piece[lead.start() :], *pieces[place + 1 :]]
    return pieces


def _first(piece: str, opened: bool) -> tuple[str, bool]:
    """The field in a first piece, and whether anything leads to it."""
    brief = len(piece) <= _BRIEF and not _INNER.search(piece) and not _VERB.match(piece)
    first, led = _after_lead(piece)
    plain = _OF_THESE.sub("", _BEFORE_FIRST.sub("", piece))
    if plain != piece and is_column(plain) and len(plain) <= _LONGEST:
        return plain, True
    if (opened or brief) and is_column(piece) and not _CONTENTS.search(piece):
        first = piece
    return first, led or opened


_WHO = re.compile(r"(?:请|@)?(?:各|全体)[^的把将前报填\d]{1,6}$")
_NOT = re.compile(r"^对(?!象|口)|(?:不|别|勿|严禁|禁止|不得|不准)(?:要|再|许)?[发传报晒露填写]")
# 气源、软管、切断阀逐项填: whatever is filled in one by one.
_FILLED = re.compile(r"(?:逐[项个户家]|分别|都要?|如实|挨个)(?:填|登记|列|录|写)")


def _without_filling(piece: str) -> str:
    found = _FILLED.search(piece)
    return piece[: found.start()] if found else piece


def _run_at_end(parts: list[str]) -> list[str]:
    """The fields with which a list ends: 要倒的、挡光的树在哪、啥树、多粗、归谁管."""
    run: list[str] = []
    for part in reversed(parts):
        if not is_column(part):
            break
        run.insert(0, part)
    return run


def _is_of_fields(parts: list[str], pieces: list[str], led: bool, loose: bool) -> bool:
    """Whether enough of a list are fields, for what leads to it."""
    head, last = pieces[0], pieces[-1]
    known = sum(map(is_field, parts)) if is_column(parts[0]) or led else sum(map(is_column, parts))
    if known > 1 and known * 2 >= len(parts) and (led or loose):
        return True
    if led and known * 2 > len(parts):
        return True
    longest = max(map(len, parts))
    # 姓名、意向园、监护人电话: a field at each end, what is between is too.
    if (
        led
        and longest <= _SHORT
        and is_column(parts[0])
        and is_field(parts[-1])
        and len(parts) > _SOME
    ):
        return True
    if longest <= _SHORT and is_column(parts[0]) and _STRONG.search(head):
        return True
    if len(parts) > _SOME and longest <= _SHORT and _FILLED.search(last):
        return True
    told, ends = bool(_CONTENTS.search(head)), is_field(parts[-1])
    most = _SHORT if told and ends else _TERSE
    return len(parts) > _SOME and longest <= most and (told or (led and ends))


def _may_be(plain: str) -> bool:
    return bool(
        0 < len(plain) <= _LONGEST
        and plain not in _HOW_MANY
        and (not is_no_field(plain) or is_field(plain))
        and not _OTHER.search(plain)
    )


_VERB = re.compile("[填报写含附注把交]")
_CONTENTS = re.compile(
    r"注明|写明|写清|填写|列明|标明|(?:内容|栏目|字段|指标)(?:为|是|有|包括|含)|按[一-龥]{1,2}填"
)
# What stands before a first field: 将辖区内生猪存栏数, 每天发现数, 含签约人数, 愿意的姓名.
_BEFORE_FIRST = re.compile(
    r"^(?:.{0,24}[把将](?=[一-龥]{2}))?(?:(?:辖区内?|本辖区|本[村镇社区单位组所站校院县乡]{1,2}|各自|自己|你们?|"
    r"其|该)(?:的|内)?)?"
    r"(?:每[天日周月村户人家组个栋处次]{1,2}(?:的|填|写)?)?"
    r"(?:(?:早上|晚上|上午|下午|中午)?[一二三四五六七八九十\d]{1,3}[点时]前?)?(?:上?报(?![告名警]))?(?:含有?|包括|包含|内容[为是]|注明|"
    r"写[明清]楚?)?"
    r"(?:[^的]{1,3}的(?=姓名|名字|电话|手机|住址|身份证))?"
)
# What is said of what: 撂荒地块的位置 is 位置; but 没进的原因.
_OF_THESE = re.compile(r"^(?:一下)?(?:各(?:村|社区|单位|组|户))?(?:[^的]{4,}的(?=[一-龥]{2,4}$))?")
_REMARK = "备注"
_HOW_MANY = frozenset({"几个", "多少", "数量多少", "几个人"})
_TERSE, _BRIEF, _SOME = 4, 6, 2
_OTHER = re.compile(
    r"(?:复印件|证明|材料|总结|报告|方案|表|名单|台账|花名册|记录|承诺书|申请书?|原件|凭证|票据|"
    r"户口[本簿]|身份证复印?)$|^(?:盖|签(?![约订收])|拍|附)|照$|[一两三四五\d]+[张份篇段]$"
)


def _after_lead(piece: str) -> tuple[str, bool]:
    """The field at the end of a first piece, and whether a word leads to it."""
    piece = piece[-CLAUSE:]
    for lead in reversed(list(_LEAD.finditer(piece))):
        rest = _OF_THESE.sub("", piece[lead.end() :].lstrip("的:有"))
        if rest and len(rest) <= _LONGEST and (is_column(rest) or len(rest) <= 4):
            return rest, True
    known = ends_as_known(piece)
    if known:
        return known, False
    asked = _ASKED.search(piece)
    if asked:
        return piece[asked.start() :], False
    found = ENDING.search(piece)
    if found and len(piece) > _BRIEF and len(found[0]) > 1:
        return piece[found.start() :], False
    return piece, False


_EXACT = re.compile(r"^(?:具体|准确|真实|完整|详细)的?")


def _single(words: str) -> Iterator[str]:
    """注明原因: one field after a word that leads to it surely."""
    for lead in islice(_STRONG.finditer(words), _SOME):
        rest = _EXACT.sub("", words[lead.end() : lead.end() + _LONGEST])
        name = shorn(rest)
        if (
            name
            and name != _REMARK
            and is_column(name)
            and len(name) > 1
            and not _OTHER.search(name)
        ):
            yield name
            return
