"""What a case can come to, and how many raised it, in the words that everybody reads."""

from collections.abc import Mapping

from bot.domain.case import Band, CaseEvent, Outcome
from bot.domain.review import News
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
    Band.FEW: "3人以下",
    Band.SOME: "3–5人",
    Band.MANY: "6人以上",
}

OFFICE = "减负办"
UNTIL_THEN = "确认前请按原通知准备"
_DONE: Mapping[Outcome, str] = {
    Outcome.CANCEL: "已取消",
    Outcome.MERGE: "已合并",
    Outcome.SIMPLIFY: "已精简",
    Outcome.EXTEND: "已延期",
    Outcome.SYSTEMIC: "已完善制度",
}
_TITLE_SHOWN, _WORDS_SHOWN = 60, 160


def advice_words(outcome: Outcome | None, issuer: str = "") -> str:
    """What stands at a request until its issuer confirms what is advised."""
    return f"{OFFICE}{OUTCOMES[outcome] if outcome else '有建议'},待{issuer}确认;{UNTIL_THEN}"


def news_line(news: News) -> str:
    """意见办理:每日走访拍照打卡 → 发布单位已取消,改为随访随记."""
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
    if news.event is CaseEvent.VERIFIED:
        return f"发布单位{_DONE[decision.outcome]},{said}"
    if news.event is CaseEvent.GIVE_UP:
        return f"{OFFICE}{OUTCOMES[decision.outcome]},未能落实:{said}"
    return f"{OUTCOMES[decision.outcome]}:{said}"
