"""What a coordinator tells others themselves, as the bot tells them nothing; to be copied."""

from bot.domain.boundary import Button, Outgoing
from bot.domain.case import Outcome
from bot.domain.review import Case, Decision
from bot.wording.cases import STOP, named
from bot.wording.outcomes import OFFICE, OUTCOMES
from bot.wording.sheets import DO
from bot.wording.text import isolated, shorten

NOT_PASSED_ON = "减负助手不会通知对方,请您自己转过去;转了就点「已线下告诉」。"
SAY_SO = "已经告诉他们了?可以这样说:"
NOTED_ONLY = "确定后只记进经过,不另外告诉提意见的人和群里。"
_TITLE, _NAME, _WORDS = 60, 20, 400


def ready(case: Case, decision: Decision) -> str:
    """The words for whoever is to act: the issuer, or whom a case is handed on to."""
    title = isolated(shorten(case.title, _TITLE)) or "(没有标题)"
    issuer = isolated(shorten(case.issuer or "", _NAME))
    whose = f"{issuer}的" if issuer else ""
    why = f"理由:{_cut(decision.reason)}\n依据:{_cut(decision.basis)}"
    if decision.outcome is Outcome.TRANSFERRED:
        to = f"转请{_cut(decision.about)}" if decision.about else "转请您单位"
        return f"{whose}「{title}」不归{OFFICE}管,{to}看一看,有了结果告诉{OFFICE}。\n{why}"
    said = f"{OFFICE}对{whose}「{title}」{OUTCOMES[decision.outcome]}。{_cut(decision.feedback)}"
    return f"{said}\n{why}\n请看一看:可以撤回、改期、合并,或者说明。"


def will_tell(case: Case, decision: Decision) -> Outgoing:
    """What a coordinator may tell them, before it is noted that they did."""
    text = "\n".join((named(case), SAY_SO, ready(case, decision), NOTED_ONLY))
    sure = Button(label=DO, data=f"case:toldnow:{case.number}:{case.version}")
    stop = Button(label=STOP, data=f"case:stop:{case.number}")
    return Outgoing(plain=text, buttons=((sure, stop),))


def _cut(text: str) -> str:
    return isolated(shorten(text, _WORDS))
