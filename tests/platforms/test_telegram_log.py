"""The token stands in every URL; it must stand in no log."""

import asyncio
import io
import logging
import re
from collections.abc import Iterator
from contextlib import suppress

import pytest
from telegram.error import BadRequest

from bot.domain.boundary import Outgoing, PlatformError
from bot.platforms.telegram import Telegram
from bot.platforms.telegram_address import Account
from bot.platforms.telegram_errors import translate
from bot.platforms.telegram_log import TokenFilter, hide, hide_secrets, install, redact
from tests.platforms.kit import TOKEN, Clock, Keeper, refusal, serving, telegram

HALF = TOKEN.partition(":")[2]


@pytest.fixture
def logged() -> Iterator[io.StringIO]:
    """All that is logged, down to DEBUG, while the filter is installed."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logging.Formatter("%(message)s %(extra)s", defaults={"extra": ""}))
    root = logging.getLogger()
    levels = {
        name: logging.getLogger(name).level
        for name in ("", "httpx", "httpcore", "telegram", "telegram.request")
    }
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    install(TOKEN)
    yield stream
    root.removeHandler(handler)
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)
    for known in (*root.handlers, logging.lastResort):
        for one in list(known.filters if known else ()):
            if known and isinstance(one, TokenFilter):
                known.removeFilter(one)


def test_tokens_of_any_bot_are_hidden() -> None:
    other = "99:BBtest-token_0123456789abcdefghijklmn"
    for text in (f"/bot{other}/getMe", f"x{other}", other.replace(":", "%3A"), f"1{other} 3:4"):
        assert "BBtest" not in redact(text)
    assert redact("12:30 开会 https://t.me/c/1/2") == "12:30 开会 https://t.me/c/1/2"


def test_a_short_token_and_a_webhook_secret_are_hidden_once_known() -> None:
    hide(["1:short-token", "hook-secret-1"])
    assert redact("short-token hook-secret-1") == "<hidden> <hidden>"


def test_wherever_it_stands_in_a_record(logged: io.StringIO) -> None:
    log = logging.getLogger("tests.anything")
    url = f"https://api.telegram.org/bot{TOKEN}/getMe"
    log.info(url)
    log.info("asked %s", url)
    log.info("asked %(url)s", {"url": url})
    log.info("asked %r", [url.encode()])
    log.info("bot%s:%s", *TOKEN.split(":"))
    log.info("more", extra={"extra": {"url": [url]}})
    log.info({"event": "asked", "url": url})
    log.info("stack", stack_info=True, extra={"extra": (url,)})
    log.info("%d %d", url)
    try:
        raise ValueError(url)
    except ValueError:
        log.exception("failed")
    shown = logged.getvalue()
    assert HALF not in shown
    assert shown.count("<hidden>") >= 9
    assert "ValueError: https://api.telegram.org/<hidden>/getMe" in shown
    assert "Traceback" in shown


def test_structlog_goes_past_the_handlers_and_is_covered_by_a_processor() -> None:
    event = {"event": "failed", "exception": f"…/bot{TOKEN}/getMe", "numbers": [1, TOKEN], "n": 2}
    safe = hide_secrets(None, "error", event)
    assert safe == {
        "event": "failed", "exception": "…/<hidden>/getMe", "numbers": [1, "<hidden>"], "n": 2
    }  # fmt: skip


def test_other_records_stay_as_they_are(logged: io.StringIO) -> None:
    logging.getLogger("tests.anything").info("%s of %d", "3", 4)
    assert "3 of 4" in logged.getvalue()


def test_calls_that_fail_in_every_way_log_no_token(logged: io.StringIO) -> None:
    async def story() -> list[str]:
        said = []
        async with serving() as server:
            keeper = Keeper(faults=[RuntimeError(f"/bot{TOKEN}/")])
            server.will("getUpdates", refusal(409, "Conflict"), "reset", (200, "no json"))
            server.will("getUpdates", (200, {"ok": True, "result": [{"update_id": 1}]}))
            server.will(
                "sendMessage",
                refusal(400, f"Bad Request: /bot{TOKEN}/"),
                refusal(401, "Unauthorized"),
                refusal(500, "Internal"),
                (200, "no json"),
                "reset",
            )
            async with telegram(server, keeper=keeper) as (ours, clock):
                await server.held.wait()
                for _ in range(5):
                    clock.now += 60
                    with pytest.raises(PlatformError) as caught:
                        await ours.send("telegram:4242:7", Outgoing(plain="好"))
                    said.append(f"{caught.value!r} {caught.value.__cause__!r}")
        nowhere = Telegram(TOKEN, base_url=server.url, clock=Clock())
        with pytest.raises(PlatformError) as caught:
            await nowhere.send("telegram:4242:7", Outgoing(plain="好"))
        said.append(repr(caught.value))
        async with serving() as server:
            server.will("getMe", refusal(401, "Unauthorized"))
            with suppress(PlatformError):
                async with telegram(server):
                    pass
        return said

    said = asyncio.run(story())
    assert HALF not in "".join(said)
    assert HALF not in logged.getvalue()
    assert "no updates taken in" in logged.getvalue()


@pytest.mark.parametrize(
    "said",
    [
        "Chat_id 5550123456 is invalid",
        'Can\'t parse entities: unsupported start tag "小田" at byte offset 7',
        "Inline keyboard button url 'tg://user?id=5550123456' is invalid",
        "Cannot write to 小田",
    ],
)
def test_what_goes_wrong_with_telegram_names_nobody(said: str) -> None:
    told = str(translate(BadRequest(said), Account(bot_id=4242)))
    assert "BadRequest: " in told
    assert not re.search("5550123456|小田", told)
