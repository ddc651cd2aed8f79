"""A pasted chat and its digest: read in a folder that is gone before the answer is given."""

import asyncio
from datetime import datetime
from io import BytesIO

import structlog

from bot.app import make_digest
from bot.config import Config
from bot.domain.errors import JianfuError
from bot.domain.message import SHANGHAI
from bot.importers import PASTED, read_stream
from bot.sandbox.model import Json
from bot.wording import demo as words
from bot.wording.layout import lay_out
from bot.wording.page import render_body
from bot.wording.problems import listed, problem

LONGEST = 300_000
"""Characters: some five thousand messages, which take a few seconds."""
_PROBLEMS_SHOWN = 3

log = structlog.get_logger(__name__)
_one_at_a_time = asyncio.Semaphore(1)


async def digest_of(text: str) -> Json:
    """The contract's answer for a pasted text, whatever it is."""
    if len(text) > LONGEST:
        return _refused(words.PASTE_TOO_LONG)
    async with _one_at_a_time:
        try:
            return await asyncio.to_thread(_digest_of, text)
        except JianfuError:
            return _refused(words.PASTE_FAILED)
        except Exception:
            log.exception("paste_failed", length=len(text))
            return _refused(words.PASTE_FAILED)


def _digest_of(text: str) -> Json:
    given = BytesIO(text.encode("utf8", "replace"))
    today = datetime.now(SHANGHAI).date()
    items = read_stream(given, "-", PASTED, default_day=today)
    digest, problems = make_digest(items, on=None, config=Config(), data=None)
    sentences = [problem(PASTED, p.line, p.reason, p.detail) for p in problems]
    if digest is None:
        why = " ".join(listed(sentences, _PROBLEMS_SHOWN))
        return _refused(f"{words.PASTE_NOTHING} {why}".strip())
    page = lay_out(digest)
    return {
        "html": render_body(digest),
        "headline": page.summary,
        "messages": sum(group.messages for group in digest.groups),
        "skipped": len(problems),
        "error": None,
    }


def _refused(why: str) -> Json:
    return {"html": "", "headline": "", "messages": 0, "skipped": 0, "error": why}
