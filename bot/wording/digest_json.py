"""A digest as the object of the JSON contract, version 1 (DESIGN §6)."""

from datetime import datetime

from bot.domain.case import CaseEvent
from bot.domain.digest import Digest, GroupCount, Line, Period, Section
from bot.domain.review import News
from bot.wording import digests
from bot.wording.dates import local
from bot.wording.layout import line_numbers
from bot.wording.marks import Context, all_marks
from bot.wording.outcomes import news_words
from bot.wording.text import one_line

VERSION = 1


def digest_object(digest: Digest) -> dict[str, object]:
    """Every key of the contract, ready for ``json.dumps``; local times to the minute.

    Lines keep the model's order. Numbers within marks are those of the rendered digest.
    """
    context = Context(now=digest.period.end, numbers=line_numbers(digest))
    return {
        "v": VERSION,
        "period": _period(digest.period),
        "groups": [_group(group) for group in digest.groups],
        "notices": digest.notices,
        "requests": digest.requests,
        "sections": {
            section.value: [_line(line, context) for line in digest.sections.get(section, ())]
            for section in Section
        },
        "same_data": [list(pair) for pair in digest.same_data],
        "clashes": [list(pair) for pair in digest.clashes],
        "amplified": [
            {
                "key": relay.key,
                "upstream": local_minute(relay.upstream),
                "local": local_minute(relay.local),
                "added": [one_line(said) for said in relay.added],
                "wider": [[one_line(said) for said in both] for both in relay.wider],
            }
            for relay in digest.amplified
        ],
        "outcomes": [_outcome(news) for news in digest.news],
        "coverage": {
            "unread": {m.value: n for m, n in digests.unread_totals(digest.groups).items()},
            "skipped": digest.skipped,
            "gaps": [_period(gap) for gap in digest.gaps],
            "note": digests.NOTE,
        },
    }


def _outcome(news: News) -> dict[str, object]:
    """Never a case's number: numbers that are missing would tell of cases nobody decided yet."""
    decision = news.decision
    return {
        "title": one_line(news.title),
        "issuer": one_line(news.issuer) if news.issuer is not None else None,
        "event": _EVENTS[news.event],
        "outcome": decision.outcome.value if decision else None,
        "words": news_words(news),
    }


_EVENTS = {
    CaseEvent.ADVISE: "advised",
    CaseEvent.VERIFIED: "done",
    CaseEvent.EXPLAIN: "answered",
    CaseEvent.GIVE_UP: "not_done",
    CaseEvent.RECUR: "returned",
}


def local_minute(moment: datetime) -> str:
    """YYYY-MM-DDTHH:MM in the groups' time zone."""
    return local(moment).strftime("%Y-%m-%dT%H:%M")


def _minute_or_none(moment: datetime | None) -> str | None:
    return local_minute(moment) if moment else None


def _period(period: Period) -> dict[str, object]:
    return {"from": local_minute(period.start), "to": local_minute(period.end)}


def _group(group: GroupCount) -> dict[str, object]:
    unread = {media.value: count for media, count in group.unread.items() if count}
    return {"name": group.name, "messages": group.messages, "unread": unread}


def _line(line: Line, context: Context) -> dict[str, object]:
    return {
        "key": line.key,
        "title": one_line(line.title),
        "issuer": one_line(line.issuer) if line.issuer is not None else None,
        "kind": line.kind.value if line.kind else None,
        "deadline": _minute_or_none(line.deadline),
        "starts_at": _minute_or_none(line.starts_at),
        "carried": line.carried,
        "sources": [{"group": s.group, "message_id": s.number} for s in line.sources],
        "marks": [words for _, words in all_marks(line, context)],
    }
