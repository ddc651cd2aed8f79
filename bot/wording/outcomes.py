"""What a case can come to, and how many raised it, in the words that everybody reads."""

from collections.abc import Mapping

from bot.domain.case import UPHELD, Band, CaseEvent, Outcome
from bot.domain.review import Deed, News, Remedy
from bot.wording import dates
from bot.wording.text import isolated, shorten

OUTCOMES: Mapping[Outcome, str] = {
    Outcome.CANCEL: "建议取消",
    Outcome.MERGE: "建议合并",
    Outcome.SIMPLIFY: "建议精简",
    Outcome.EXTEND: "建议延期",
    Outcome.SYSTEMIC: "建议完善制度",
    Outcome.EXPLAINED: "已说明",
    Outcome.NOT_UPHELD: "不支持",
    Outcome.TRANSFERRED: "转办",
}
BANDS: Mapping[Band, str] = {
    Band.FEW: "不到3人",
    Band.SOME: "3–5人",
    Band.MANY: "6人以上",
}

OFFICE = "减负办"
UNTIL_THEN = "确认前请按原通知准备"
_DONE: Mapping[Outcome, str] = {
    Outcome.CANCEL: "已取消,不用再做",
    Outcome.MERGE: "已合并,报一次就行",
    Outcome.SIMPLIFY: "已精简,按新要求做",
    Outcome.EXTEND: "已延期,按新时间做",
    Outcome.SYSTEMIC: "已完善制度,以后按新规定做",
    Outcome.EXPLAINED: "发布单位已说明,照常办",
    Outcome.NOT_UPHELD: "不支持,照常办",
    Outcome.TRANSFERRED: "已转有关部门,有回话前照常办",
}
_DID = "已"
_TITLE_SHOWN, _WORDS_SHOWN = 60, 160


def advice_words(outcome: Outcome | None, issuer: str = "") -> str:
    """What stands at a request until its issuer confirms what is advised."""
    return f"{OFFICE}{OUTCOMES[outcome] if outcome else '有建议'},待{issuer}确认;{UNTIL_THEN}"


def news_line(news: News) -> str:
    """意见办理:每日走访拍照打卡 → 发布单位已撤回,不用再做."""
    title = isolated(shorten(news.title, _TITLE_SHOWN)) or "(没有标题)"
    return f"意见办理:{title} → {news_words(news)}"


def news_words(news: News) -> str:
    """What became of a case, as the groups it concerns hear it."""
    decision = news.decision
    if news.event is CaseEvent.RECUR or decision is None:
        return "又出现,已重新办理"
    said = isolated(shorten(decision.feedback, _WORDS_SHOWN))
    if news.event is CaseEvent.ADVISE:
        issuer = isolated(shorten(news.issuer or "", _TITLE_SHOWN)) or "发布单位"
        return advice_words(decision.outcome, issuer)
    result = result_words(decision.outcome, news.event, news.remedy)
    if news.event is CaseEvent.VERIFIED:
        # What was written with the advice speaks of the time before it was done.
        said = isolated(shorten(news.remedy.said, _WORDS_SHOWN))
        result = f"发布单位{result}" if result.startswith(_DID) else result
    return f"{result}:{said}" if said else result


def result_words(outcome: Outcome, event: CaseEvent | None, remedy: Remedy) -> str:
    """What came of a case, and what there is to do now: 已撤回,不用再做."""
    match remedy.deed:
        case Deed.WITHDRAWN if outcome in UPHELD:
            return _off(remedy)
        case Deed.WITHDRAWN:
            return f"{OUTCOMES[outcome]};这件事{_off(remedy)}"
        case Deed.JOINED:
            title = isolated(shorten(remedy.title, _TITLE_SHOWN)) or "另一件"
            return f"「{title}」已并到这一件,不用单独报"
        case Deed.MOVED:
            return f"已改到{dates.stamp(remedy.at)}" if remedy.at else "原来的时间作废,等新通知"
    if event is CaseEvent.GIVE_UP:
        return f"{OFFICE}{OUTCOMES[outcome]},没有落实;请按原通知办"
    return _DONE[outcome]


def _off(remedy: Remedy) -> str:
    return "已取消,不用准备了" if remedy.event else "已撤回,不用再做"
