"""What the board says of the catalogue of data items: what was said of them, and what it does."""

from bot.domain.catalogue import Amendment, Claim
from bot.domain.people import Member
from bot.services.catalogue import Refusal
from bot.services.rematching import SPEAKING, Difference, Foretold
from bot.storage.catalogue import Kept, Proposal
from bot.wording import dates
from bot.wording.linking import person
from bot.wording.text import isolated

_MACHINE = "配置文件"
NOT_READ = "没有看懂。请返回,再选一次。"
DENIED = "已记下:不是。以后不再问"
NOTHING_ELSE = "近45天的事项里,没有认法会变的。"
_REFUSED = {
    Refusal.NO_NAME: "没有办:名称要2到20个字,有汉字,没有标点;「名单」「上报」这样到处有的不行。",
    Refusal.NO_ITEM: "没有办:目录里没有这一项。请先查找,或先新增。",
    Refusal.ONE_NAME: "没有办:两处写的是同一个名称。",
    Refusal.ALREADY: "没有办:目录里已经是这样。",
    Refusal.LOOP: "没有办:这一项隔着一层属于那一项,并成一项就属于它自己了。请先理清上下级。",
    Refusal.GONE: "没有办:刚才已经定了,或者不在这里改。",
    Refusal.LATER: "没有办:后来还说过这一项的别的,请先撤销后来的。",
}
_LINKS = {
    None: "不提",
    "merges": "并成一件",
    "asks": "问是不是重复",
    "same_data": "注明要同一批数据",
}


def refused(why: Refusal) -> str:
    """Why the catalogue stays as it is."""
    return _REFUSED[why]


def said(made: Amendment) -> str:
    """What somebody says of an item."""
    name, other = f"「{isolated(made.name)}」", f"「{isolated(made.other)}」"
    match made.claim:
        case Claim.ITEM:
            return f"新增{name}" + (f",属于{other}" if made.other else "")
        case Claim.ALIAS:
            return f"{other}就是{name}"
        case Claim.DROPPED:
            return f"{other}不再是{name}的叫法"
    return f"{name}和{other}不是一项"


def made(amendment: Amendment) -> str:
    """What holds from now on."""
    return f"已记下:{said(amendment)}"


def undone(amendment: Amendment) -> str:
    """What holds no more."""
    return f"已撤销:{said(amendment)}"


def by(kept: Kept, who: Member | None) -> str:
    """Who said so, and when."""
    return f"{dates.stamp(kept.at)} {person(who) if who else _MACHINE}"


def question(asked: Proposal) -> str:
    """Whether what a decision makes likely is so."""
    name, other = asked.amendment.name, asked.amendment.other
    both = f"「{isolated(name)}」和「{isolated(other)}」"
    if asked.amendment.claim is Claim.APART:
        return f"{both}是不同的两项数据?"
    return f"{both}说的是同一项数据?"


def because(asked: Proposal, who: Member | None) -> str:
    """What it was taken from."""
    apart = asked.amendment.claim is Claim.APART
    what = "定了不是重复" if apart else "定了是同一件,或要同一批数据"
    return f"{dates.stamp(asked.at)} {person(who) if who else ''}把这样叫的两件事{what}"


def yes(asked: Proposal) -> str:
    """The button for: it is so."""
    return "是两项" if asked.amendment.claim is Claim.APART else "是同一项"


def no(asked: Proposal) -> str:
    """The button for: it is not."""
    return "是同一项" if asked.amendment.claim is Claim.APART else "不是"


def speaking(told: Foretold) -> str:
    """How many requests speak of it, and how many would be linked otherwise."""
    if not told.speaking:
        return "您看得到的群里,近45天没有事项提到它。"
    count = f"{told.speaking}件以上" if told.speaking >= SPEAKING else f"{told.speaking}件"
    newest = f"(看了最近{told.looked_at}件)" if told.looked_at < told.speaking else ""
    links = f"其中{len(told.otherwise)}对的认法会不同{newest}:" if told.otherwise else NOTHING_ELSE
    return f"您看得到的群里,近45天有{count}事项提到它。{links}"


def otherwise(one: Difference) -> str:
    """How two requests are linked now, and how they would be."""
    return f"现在{_LINKS[one.stored]},以后{_LINKS[one.now]}"
