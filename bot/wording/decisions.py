"""Deciding a case step by step: what is asked and offered, and all of it as it will be read."""

from collections.abc import Mapping, Sequence

from bot.domain.boundary import Button, Outgoing
from bot.domain.case import UPHELD, Outcome, Pool
from bot.domain.flag import FlagReason
from bot.domain.review import Case, Decision
from bot.wording.cases import BACK, STOP, named
from bot.wording.outcomes import OUTCOMES
from bot.wording.sheets import DO, decision_lines
from bot.wording.text import isolated, shorten

NO_CONTACT_HEARS = "发布单位现在没有收得到消息的联系人,请线下告诉他们;办好后点「已看到办好」。"
FIELDS = ("reason", "basis", "feedback")
PRESS_SURE = "都写好了:点「确定」就定下来,要改点「上一步」。"
_SHOWN = 400
MEANS: Mapping[Outcome, str] = {
    Outcome.CANCEL: "这件事不必要",
    Outcome.MERGE: "和别的要求重复",
    Outcome.SIMPLIFY: "可以少要一些",
    Outcome.EXTEND: "时间太紧",
    Outcome.SYSTEMIC: "不是一件事,要改规定",
    Outcome.EXPLAINED: "发布单位已说清楚",
    Outcome.NOT_UPHELD: "按规定应当做",
    Outcome.TRANSFERRED: "不归减负办,转有关部门",
}
ASKED: Mapping[str, str] = {
    "reason": "理由是什么?请发一两句。",
    "basis": "依据是什么?请发文件名和条款,或事实。",
    "feedback": "给提意见的人和群里说什么?请发一两句。",
}
NAMES: Mapping[str, str] = {"reason": "理由", "basis": "依据", "feedback": "给大家的话"}
_REASONS: Mapping[Outcome, str] = {
    Outcome.CANCEL: "反映的是「{reason}」,经核查,这件事不是工作必需的。",
    Outcome.MERGE: "反映的是「{reason}」,经核查,和已有的要求重复,报一次就够。",
    Outcome.SIMPLIFY: "反映的是「{reason}」,经核查,要求可以更简单。",
    Outcome.EXTEND: "反映的是「{reason}」,经核查,给的时间太短。",
    Outcome.SYSTEMIC: "反映的是「{reason}」,经核查,这类要求多处都有,要从规定上改。",
    Outcome.TRANSFERRED: "反映的是「{reason}」,不属于减负办职责。",
}
_FEEDBACK: Mapping[Outcome, str] = {
    Outcome.CANCEL: "经核查,这件事不是工作必需的。",
    Outcome.MERGE: "经核查,和已有的要求重复,报一次就够。",
    Outcome.SIMPLIFY: "经核查,要求可以更简单。",
    Outcome.EXTEND: "经核查,给的时间太短。",
    Outcome.SYSTEMIC: "经核查,这类要求多处都有,要从规定上改。",
    Outcome.EXPLAINED: "经核查,发布单位已说明理由和依据。",
    Outcome.NOT_UPHELD: "经核查,这件事按规定应当做。",
    Outcome.TRANSFERRED: "经核查,这件事不归减负办管,已转有关部门。",
}


def defaults(
    field: str, case: Case, outcome: Outcome, reasons: Mapping[str, FlagReason]
) -> tuple[str, ...]:
    """Words that may be used as they are for one field of a decision."""
    known = reasons.get(case.reason)
    if field == "reason":
        words = _REASONS.get(outcome)
        return (words.format(reason=known.words),) if words and known else _issuer_said(case)
    if field == "basis":
        return known.basis if known and outcome in UPHELD else _issuer_said(case)
    return (_FEEDBACK[outcome],)


def _issuer_said(case: Case) -> tuple[str, ...]:
    """What the issuer explained in words of its own."""
    said = case.issuer_said or ""
    return () if said.isascii() else (said,)


def which_outcome(case: Case) -> Outgoing:
    """What the case can come to."""
    lines = [f"{OUTCOMES[one]}:{means}" for one, means in MEANS.items()]
    made = [
        Button(label=OUTCOMES[one], data=f"case:out:{case.number}:{case.version}:{one}")
        for one in MEANS
    ]
    rows = tuple(tuple(made[i : i + 3]) for i in range(0, len(made), 3))
    text = "\n".join((named(case), "定什么结论?前五种要发布单位确认了才算数。", *lines))
    return Outgoing(plain=text, buttons=(*rows, (_stop(case),)))


def _stop(case: Case) -> Button:
    return Button(label=STOP, data=f"case:stop:{case.number}")


def _back(case: Case, version: int) -> Button:
    return Button(label=BACK, data=f"case:back:{case.number}:{version}")


def asked(
    field: str,
    case: Case,
    version: int,
    outcome: Outcome,
    given: Mapping[str, str],
    offered: Sequence[str],
) -> Outgoing:
    """The next question, with what was given so far, and words that may be used as they are."""
    lines = [named(case), f"结论:{OUTCOMES[outcome]}"]
    lines += [f"{NAMES[name]}:{_cut(given[name])}" for name in FIELDS if name in given]
    lines += ["", ASKED[field]]
    if offered:
        lines.append("也可以直接用:")
        lines += [f"{index}. {_cut(words)}" for index, words in enumerate(offered, 1)]
    use = tuple(
        Button(
            label=f"用{index}" if len(offered) > 1 else "就用这句",
            data=f"case:use:{case.number}:{version}:{index}",
        )
        for index in range(1, len(offered) + 1)
    )
    rows = ((use,) if use else ()) + ((_back(case, version), _stop(case)),)
    return Outgoing(plain="\n".join(lines), buttons=rows)


def _cut(text: str) -> str:
    return isolated(shorten(text, _SHOWN))


def all_of_it(case: Case, version: int, decision: Decision, head: str = "") -> Outgoing:
    """The whole decision as people will read it, to be confirmed."""
    lines = [*([head, ""] if head else []), named(case), *decision_lines(decision), ""]
    if decision.outcome in UPHELD:
        if case.pool is Pool.GROUP:
            lines.append(
                f"群里这件事会标:减负办{OUTCOMES[decision.outcome]},待发布单位确认;"
                "确认前请按原通知准备。"
            )
        lines.append("发布单位联系人会看到上面四行,请他们办。")
    told = "结论,办好了再写结果" if decision.outcome in UPHELD else "结论和给大家的话"
    groups = "" if case.pool is Pool.COUNTY else f";群里的今日一览「意见办理」写{told}"
    lines.append(f"提意见的人会看到上面四行{groups}。定了就不能改。")
    sure = Button(label=DO, data=f"case:sure:{case.number}:{version}")
    return Outgoing(plain="\n".join(lines), buttons=((sure, _back(case, version), _stop(case)),))


def decided(outcome: Outcome, *, heard: bool) -> str:
    """The decision stands; ``heard``: a contact of the issuer can be told."""
    said = f"已定:{OUTCOMES[outcome]}。"
    if outcome not in UPHELD:
        return f"{said}已答复提意见的人。"
    if not heard:
        return f"{said}{NO_CONTACT_HEARS}"
    return f"{said}已告诉发布单位联系人和提意见的人,等发布单位办。"
