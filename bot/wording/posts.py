"""Appointing coordinators and contacts: lists, questions, links, and what an office may do."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.boundary import Button, Outgoing
from bot.domain.case import Rank, Refusal
from bot.domain.people import Presence
from bot.domain.review import Invitation
from bot.services.appointing import Contact, Officer
from bot.wording import dates, tiers
from bot.wording.admins import UNDO, called
from bot.wording.commands import COMMANDS, first_word
from bot.wording.groups import assign_buttons, unassigned
from bot.wording.linking import person
from bot.wording.text import isolated, shorten

RANKS = {Rank.FIRST: "经办", Rank.BACKUP: "复核", Rank.UPPER: "上级"}
GONE = "这个按钮已经不能用了,什么都没有改。发「经办人」看现在的情况。"
BAD_LINK = "这个链接用过了、过期了,或者发链接的人已不是上级经办人。请再要一个。"
ONLY_UPPER = "没有改:您是唯一的上级经办人。请先再请一位上级经办人。"
YOURSELF = "没有改:自己不能免去自己,请另一位上级经办人来。"
BAD_UNIT = "没有记下:请写单位的名称,例如「县教育局」;不要只写「局」「办公室」。"
UNIT_HOW = "要请的经办人是哪个单位的?点按钮,或发单位名称。"
CONTACT_HOW = "要请哪个单位的联系人?请发发布单位的名称,例如「县教育局」。"
RANK_HOW = (
    "请哪一级?\n经办:新来的意见先给这一级\n复核:经办超时了,转到这一级\n"
    "上级:看所有的群,超时再转到这一级;也能请人、免人"
)
GROUPS_HOW = "管哪些群的意见?以后新加的群,早上的清单会请您分派。"
PICK_HOW = "点群名选上或去掉,选完点「选好了」。"
NO_GROUPS = "还没有群。先把机器人加进工作群;或者请一位上级经办人,不用选群。"
NONE_PICKED = "还没有选群。"
DECLINED = "好,没有接受。链接在到期前还能用。"
OPEN_AGAIN = "这个按钮不能用了。要接受,请再点一次链接。"
ACCEPTED_BEFORE = "您已经接受过了,不用再点。"
DECLINED_BEFORE = "您刚才点了「不用」。要接受,请再点一次链接。"
STOPPED = "好,没有改动。"
STOP = "不改了"
OWN_UNIT = "本单位"
_NAME, _TITLE = 20, 24
_A_PAGE, _IN_A_ROW, _LISTED = 20, 2, 30


def listed(
    officers: Sequence[Officer],
    contacts: Sequence[Contact],
    me: int,
    part: str,
    without: Sequence[Presence] = (),
) -> Outgoing:
    """Coordinators and contacts, each with a button to change or end it; those with ``part``.

    Without a part also the groups ``without`` a coordinator.
    """
    lines = ["减负办经办人:"]
    rows: list[tuple[Button, ...]] = []
    found = [one for one in officers if part in one.member.name + one.post.unit]
    for index, one in enumerate(found[:_LISTED], 1):
        lines.append(f"{index}. {_officer(one)}")
        if one.member.id != me:
            label = f"{index} {person(one.member)}"
            rows.append((Button(label=label, data=f"post:one:{one.member.id}"),))
    if not part:
        lines += unassigned(without)
        rows += assign_buttons(without)
    known = [each for each in contacts if part in each.member.name + each.issuer]
    lines += ["", "发布单位联系人:" if known else "没有发布单位联系人。"]
    for each in known[:_LISTED]:
        lines.append(f"{unit(each.issuer)}:{person(each.member)}")
        label = f"免去 {unit(each.issuer)} {person(each.member)}"
        rows.append((Button(label=label, data=f"post:cut:{each.mark}"),))
    left = len(found[_LISTED:]) + len(known[_LISTED:])
    if left:
        lines.append(f"还有{left}位,写上姓名或单位找,例如「经办人 民政」。")
    rows.append(
        (
            Button(label="请一位经办人", data="post:new:-"),
            Button(label="请一位联系人", data="post:contact:-"),
        )
    )
    rows.append((tiers.button(),))
    return Outgoing(plain="\n".join(lines), buttons=tuple(rows))


def _officer(one: Officer) -> str:
    groups = "所有的群" if one.post.rank is Rank.UPPER else f"管{len(one.groups)}个群"
    return " · ".join((person(one.member), unit(one.post.unit), RANKS[one.post.rank], groups))


def unit(name: str) -> str:
    """A unit's name, safe inside our own words."""
    return isolated(shorten(name, _NAME))


def about(one: Officer) -> Outgoing:
    """One coordinator: the groups they review, and what can be changed."""
    groups = "、".join(called(group.title) for group in one.groups)
    row = [Button(label="免去", data=f"post:drop:{one.member.id}")]
    if one.post.rank is not Rank.UPPER:
        row.insert(0, Button(label="改管的群", data=f"post:groups:{one.member.id}"))
    text = _officer(one) + (f"\n{groups}" if groups else "")
    return Outgoing(plain=text, buttons=(tuple(row), (_stop(),)))


def _stop() -> Button:
    return Button(label=STOP, data="post:stop:-")


def which_unit(own: str) -> Outgoing:
    """Of which unit the new coordinator is."""
    mine = Button(label=f"{OWN_UNIT}({unit(own)})", data="post:own:-")
    return Outgoing(plain=UNIT_HOW, buttons=((mine,), (_stop(),)))


def which_issuer() -> Outgoing:
    """For which issuer the new contact answers."""
    return Outgoing(plain=CONTACT_HOW, buttons=((_stop(),),))


def which_rank(name: str) -> Outgoing:
    """Which rank the new coordinator has."""
    row = tuple(Button(label=label, data=f"post:rank:{rank}") for rank, label in RANKS.items())
    return Outgoing(plain=f"{unit(name)}的经办人。{RANK_HOW}", buttons=(row, (_stop(),)))


def all_or_some(count: int) -> Outgoing:
    """Which groups they review."""
    row = (
        Button(label=f"现在的{count}个群都管", data="post:all:-"),
        Button(label="选几个群", data="post:some:0"),
    )
    return Outgoing(plain=GROUPS_HOW, buttons=(row, (_stop(),)))


def pick(groups: Sequence[Presence], picked: frozenset[int], page: int) -> Outgoing:
    """Groups to choose from, those chosen marked."""
    first = page * _A_PAGE
    shown = groups[first : first + _A_PAGE]
    made = [
        Button(
            label=("✓" if one.chat in picked else "") + isolated(shorten(one.title, _TITLE)),
            data=f"post:pick:{page}:{one.chat}",
        )
        for one in shown
    ]
    rows = [tuple(made[i : i + _IN_A_ROW]) for i in range(0, len(made), _IN_A_ROW)]
    turn = []
    if page:
        turn.append(Button(label="上一页", data=f"post:some:{page - 1}"))
    if groups[first + _A_PAGE :]:
        turn.append(Button(label="下一页", data=f"post:some:{page + 1}"))
    done = Button(label=f"选好了({len(picked)}个群)", data="post:made:-")
    text = f"{GROUPS_HOW}\n{PICK_HOW}现在选了{len(picked)}个群。"
    return Outgoing(plain=text, buttons=(*rows, *((tuple(turn),) if turn else ()), (done, _stop())))


def link(invitation: str, offered: str, until: datetime) -> Outgoing:
    """The one-time link, to be passed on."""
    text = (
        f"请把下面这条私下转给要请的人({offered})。只能用一次,"
        f"{dates.stamp(until)}前有效;点开以后对方还要确认。\n{invitation}"
    )
    return Outgoing(plain=text)


def offered_words(name: str, rank: Rank | None, count: int) -> str:
    """县教育局的联系人; 县减负办的经办人(上级)."""
    if rank is None:
        return f"{unit(name)}的联系人"
    groups = "" if rank is Rank.UPPER else f",管{count}个群"
    return f"{unit(name)}的经办人({RANKS[rank]}{groups})"


def invited(found: Invitation, groups: Sequence[Presence], mark: str) -> Outgoing:
    """What an office sees and may do, to be accepted or not; ``mark`` names the link."""
    row = (
        Button(label="接受", data=f"join:yes:{mark}"),
        Button(label="不用", data=f"join:no:{mark}"),
    )
    lines = _contact(found) if found.rank is None else _coordinator(found, groups)
    return Outgoing(plain="\n".join(lines), buttons=(row,))


def _contact(found: Invitation) -> list[str]:
    return [
        f"请您当「{unit(found.unit)}」的联系人,代单位答复减负办。",
        "能看到:减负办向您单位问到或定了的事项和理由。看不到谁提的、多少人提的、写了什么。",
        "可以做:撤回、改期、合并自己单位的事,说明依据,确认已办。每一步先给您看效果,再确认。",
        "减负办先私下问您,再往上说。",
        "您本人发过的通知,由您单位别的联系人答复,您看不到;别的照常。",
        "随时可以请减负办免去。",
    ]


def _coordinator(found: Invitation, groups: Sequence[Presence]) -> list[str]:
    assert found.rank is not None
    where = "所有的群" if found.rank is Rank.UPPER else _titles(groups)
    more = "还能请经办人和联系人、免去他们。" if found.rank is Rank.UPPER else ""
    return [
        f"请您当{offered_words(found.unit, found.rank, len(found.chats))},办理大家私下提的意见。",
        f"管:{where}。",
        "能看到:事项、理由、大概人数和提出人愿意写的话。看不到谁提的,也不要去打听。",
        f"可以做:接办、问提出人(匿名转达)、问发布单位、写办理决定。{more}",
        "自己单位发的、自己发的通知,按规定回避,看不到。有工作时限,到时会提醒,每天最多催一次。",
    ]


def _titles(groups: Sequence[Presence]) -> str:
    shown = "、".join(called(one.title) for one in groups[:10])
    return f"{shown}等{len(groups)}个群" if groups[10:] else shown or "(还没有群)"


def accepted(found: Invitation) -> str:
    """The office is theirs."""
    said = offered_words(found.unit, found.rank, len(found.chats))
    if found.rank is None:
        return f"您现在是{said}。发「{first_word('record')}」看有没有要答复的;有了会私下告诉您。"
    return f"您现在是{said}。发「{first_word('queue')}」看有什么要办;工作日早上有一份清单。"


def settled(what: str, *, accepted: bool) -> str:
    """What stands in place of an invitation, once its buttons are gone."""
    return f"{what}:您{'已接受' if accepted else '没有接受'}。"


def has_accepted(name: str, found: Invitation) -> str:
    """The same, told to whoever made the link."""
    who = isolated(shorten(name, _NAME)) or "对方"
    return f"{who}接受了:{offered_words(found.unit, found.rank, len(found.chats))}。"


def dismissed(one: Officer) -> Outgoing:
    """A coordinator was dismissed, with the way back."""
    back = Button(label=UNDO, data=f"post:back:{one.member.id}")
    text = f"已免去:{_officer(one)}。手上没办完的,到时自动回到待办。"
    return Outgoing(plain=text, buttons=((back,),))


def put_back(one: Officer) -> str:
    """They were put back."""
    return f"已恢复:{_officer(one)}。"


def cut(one: Contact) -> Outgoing:
    """A contact was dropped, with the way back."""
    back = Button(label=UNDO, data=f"post:recut:{one.mark}")
    return Outgoing(plain=f"已免去{contact_words(one)}。", buttons=((back,),))


def contact_words(one: Contact) -> str:
    """县教育局的联系人小王."""
    return f"{unit(one.issuer)}的联系人{person(one.member)}"


def recut(one: Contact) -> str:
    """The contact was put back."""
    return f"已恢复{contact_words(one)}。"


def groups_set(one: Officer) -> str:
    """They review other groups now."""
    return f"已改:{_officer(one)}。"


def refused(refusal: Refusal, otherwise: str) -> str:
    """Why nothing was changed."""
    return YOURSELF if refusal is Refusal.NOT_NOW else otherwise


def office_help(names: Sequence[str], head: str) -> str:
    """The part of the help for those who hold an office."""
    return "\n".join((head, *(f"「{first_word(n)}」{COMMANDS[n].help}" for n in names)))


FOR_COORDINATORS, FOR_CONTACTS = "经办人:", "发布单位联系人:"
