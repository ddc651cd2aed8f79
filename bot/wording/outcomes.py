"""What a case can come to, and how many raised it, in the words that everybody reads."""

from collections.abc import Mapping

from bot.domain.case import Band, Outcome

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
