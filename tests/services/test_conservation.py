"""The law of the digest: every notice stands in exactly one line, and the sums are true."""

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.app import knowledge
from bot.config import Config
from bot.domain.message import SHANGHAI, Message
from bot.domain.reading import Earlier, What
from bot.reading.reader import read
from tests.telling import DAY, GROUP, digest_of

_SENDERS = ["民政办-小陈", "县教育局 周", "东河村文书-阿强", "西河村老李", GROUP, None]
_TEXTS = st.one_of(
    st.sampled_from(
        [
            "请各村明天下班前报低保名单",
            "低保名单不用报了",
            "还差东河、西河没报",
            "改到周五下午3点",
            "明天上午9点开全镇干部大会",
            "收到",
            "1.今天17点前报防火台账⏎2.明天12点前报春耕进度表",
            "暴雨红色预警,沿河住户立即转移!",
            "周末值班:周六小陈,周日老李",
            "表格见附件,每村不少于5份",
            "哈哈哈",
            "",
        ]
    ),
    st.text(max_size=40),
)
_MESSAGES = st.lists(
    st.tuples(st.sampled_from(_SENDERS), _TEXTS, st.integers(0, 36 * 60)), max_size=12
)
_START = datetime(2026, 3, 11, 6, tzinfo=SHANGHAI)


def _day(drawn: list[tuple[str | None, str, int]]) -> list[Message]:
    return [
        Message(
            group=GROUP,
            number=number,
            sent_at=_START + timedelta(minutes=minute),
            sender=sender,
            text=text.replace("⏎", "\n"),
        )
        for number, (sender, text, minute) in enumerate(
            sorted(drawn, key=lambda one: one[2]), start=1
        )
    ]


@settings(max_examples=40, deadline=None)
@given(_MESSAGES)
def test_every_notice_stands_in_exactly_one_line(drawn: list[tuple[str | None, str, int]]) -> None:
    messages = _day(drawn)
    if not messages:
        return
    digest = digest_of(*messages)
    lexicon, calendar = knowledge(Config())
    before: list[Earlier] = []
    asked: dict[int | str, int] = {}
    for message in messages:
        reading = read(message, message.sent_at, tuple(before[-20:]), lexicon, calendar)
        before.append(Earlier(message=message, reading=reading))
        inside = digest.period.start < message.sent_at <= digest.period.end
        if inside and reading.what is What.NOTICE:
            asked[message.number] = len(reading.asks)
    lines = [line for part in digest.sections.values() for line in part]
    for number, asks in asked.items():
        holding = [line for line in lines if any(s.number == number for s in line.sources)]
        assert 1 <= len(holding) <= asks
    assert digest.notices == len(asked)
    fresh = [line for line in lines if not line.carried and not line.key.startswith("unsure")]
    assert digest.requests == len(fresh)
    assert len({line.key for line in lines}) == len(lines)
    assert digest.period.end.astimezone(UTC).date() == DAY
