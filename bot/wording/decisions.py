"""Deciding a case step by step: what is asked and offered, and all of it as it will be read."""

from collections.abc import Mapping, Sequence

from bot.domain.boundary import Button, Outgoing
from bot.domain.case import UPHELD, Outcome, Pool
from bot.domain.flag import FlagReason
from bot.domain.review import Case, Decision
from bot.wording.cases import BACK, STOP, named
from bot.wording.outcomes import OUTCOMES
from bot.wording.sheets import DO, decision_lines
from bot.wording.telling import NOT_PASSED_ON
from bot.wording.text import isolated, shorten

NO_CONTACT_HEARS = (
    "发布单位没有联系人:请您线下告诉他们,告诉了就点「已线下告诉」;办好后点「已看到办好」。"
)
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
    "feedback": "给提意见的人和群里的答复怎么说?请发一两句。",
}
_ASKED: Mapping[Outcome, str] = {
    Outcome.EXTEND: "答复怎么说?请发一两句,写明建议延到哪天几点。",
    Outcome.MERGE: "答复怎么说?请发一两句,写明和哪一件合并。",
    Outcome.TRANSFERRED: "答复怎么说?请发一两句,写明转给哪个部门。",
}
NAMES: Mapping[str, str] = {"reason": "理由", "basis": "依据", "feedback": "答复"}
ABOUT: Mapping[Outcome, tuple[str, str]] = {
    Outcome.MERGE: (
        "和哪一件合并",
        "请发布单位把两件要求并成一件;只是把几张办理单放在一起答复,用「并入」。",
    ),
    Outcome.EXTEND: ("建议延到", "日期和几点,要比现在的时间晚。例如「下周五下班前」。"),
    Outcome.TRANSFERRED: ("转给哪个部门", "提意见的人会看到。"),
}
"""What else an outcome needs to be said of it, and how it is meant."""
_NAMES_IT: Mapping[Outcome, str] = {
    Outcome.EXTEND: "建议延到{about}。",
    Outcome.MERGE: "建议和「{about}」合并,报一次。",
    Outcome.TRANSFERRED: "这件事不归减负办管,已转{about}。",
}
_REASONS: Mapping[Outcome, str] = {
    Outcome.CANCEL: "反映的是「{reason}」,建议取消这件事。",
    Outcome.MERGE: "反映的是「{reason}」,建议和另一件要求合并。",
    Outcome.SIMPLIFY: "反映的是「{reason}」,建议要得简单些。",
    Outcome.EXTEND: "反映的是「{reason}」,建议多给些时间。",
    Outcome.SYSTEMIC: "反映的是「{reason}」,不只这一件,建议从规定上改。",
    Outcome.TRANSFERRED: "反映的是「{reason}」,不属于减负办职责。",
}
_FEEDBACK: Mapping[Outcome, str] = {
    Outcome.CANCEL: "建议取消这件事。",
    Outcome.SIMPLIFY: "建议要得简单些。",
    Outcome.SYSTEMIC: "建议从规定上改。",
    Outcome.EXPLAINED: "发布单位已说明理由和依据。",
    Outcome.NOT_UPHELD: "这件事按规定应当做。",
}


def answer(outcome: Outcome, about: str, feedback: str) -> str:
    """The words for all, which name the other request or the department where there is one."""
    words = _NAMES_IT.get(outcome)
    if words is None or not about or about in feedback:
        return feedback
    return words.format(about=about) + feedback


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
    words = _FEEDBACK.get(outcome)
    if outcome is Outcome.EXPLAINED and not _issuer_said(case):
        # Nobody of the issuer explained anything yet.
        return ()
    return (words,) if words else ()


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
    lines += ["", (_ASKED.get(outcome) if field == "feedback" else None) or ASKED[field]]
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
    if decision.outcome is Outcome.TRANSFERRED:
        lines.append(NOT_PASSED_ON)
    told = "结论,办好了再写结果" if decision.outcome in UPHELD else "结论和答复"
    groups = "" if case.pool is Pool.COUNTY else f";群里的今日一览「意见办理」写{told}"
    lines.append(f"提意见的人会看到上面四行{groups}。定了就不能改。")
    sure = Button(label=DO, data=f"case:sure:{case.number}:{version}")
    return Outgoing(plain="\n".join(lines), buttons=((sure, _back(case, version), _stop(case)),))


def decided(outcome: Outcome, *, heard: bool) -> str:
    """The decision stands; ``heard``: a contact of those who are to act can be told."""
    said = f"已定:{OUTCOMES[outcome]}。"
    if outcome is Outcome.TRANSFERRED:
        also = "对方的联系人也告诉了。" if heard else NOT_PASSED_ON
        return f"{said}已答复提意见的人。{also}"
    if outcome not in UPHELD:
        return f"{said}已答复提意见的人。"
    if not heard:
        return f"{said}{NO_CONTACT_HEARS}"
    return f"{said}已告诉发布单位联系人和提意见的人,等发布单位办。"
