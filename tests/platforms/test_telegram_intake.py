"""Receiving: nothing is acknowledged before it is kept."""

import asyncio
import io
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from bot.domain.boundary import MessageIn
from bot.domain.errors import StorageError
from bot.platforms.telegram import Telegram, Webhook
from bot.platforms.telegram_intake import ALLOWED_UPDATES, loads, raw_update
from tests.platforms.kit import (
    GROUP,
    TOKEN,
    US,
    Keeper,
    Server,
    dump,
    group,
    ok,
    person,
    private,
    refusal,
    said,
    serving,
    telegram,
    update,
)

HOOK = Webhook(url="https://example.org/hook", secret="Secret_1-2")
HEADER = "X-Telegram-Bot-Api-Secret-Token"


def asked(server: Server) -> list[int | None]:
    """The offset of each getUpdates."""
    return [given.get("offset") for name, given in server.calls if name == "getUpdates"]


def poll(server: Server, keeper: Keeper) -> Any:
    """Polls until the server has nothing more to say; what was slept between."""

    async def run() -> list[float]:
        async with telegram(server, keeper=keeper) as (ours, clock):
            await server.held.wait()
            assert ours.in_touch
            return clock.slept

    return run()


def test_the_offset_moves_when_updates_are_kept() -> None:
    async def story() -> None:
        async with serving() as server:
            keeper = Keeper()
            two = [update("message", said("一"), 11), update("message", said("二"), 12)]
            server.will("getUpdates", ok(two), ok([update("message", said("三"), 13)]))
            await poll(server, keeper)
            assert [raw.key for raw in keeper.kept] == [f"telegram:4242:{n}" for n in (11, 12, 13)]
            assert asked(server) == [None, 13, 14]
            assert server.params("getUpdates")["allowed_updates"] == list(ALLOWED_UPDATES)
            parsed = Telegram(TOKEN).parse(keeper.kept[2].body)
            assert isinstance(parsed, MessageIn)
            assert parsed.message.text == "三"

    asyncio.run(story())


@pytest.mark.parametrize("fault", [StorageError("disk full"), ValueError("ours")])
def test_what_is_not_kept_is_asked_for_again(fault: Exception) -> None:
    async def story() -> None:
        async with serving() as server:
            keeper = Keeper(faults=[fault, fault])
            batch = ok([update("message", said(), 11)])
            server.will("getUpdates", batch, batch, batch)
            assert await poll(server, keeper) == [1.0, 2.0]
            assert asked(server) == [None, None, None, 12]
            assert len(keeper.kept) == 1

    asyncio.run(story())


def test_every_failure_is_waited_out() -> None:
    async def story() -> None:
        async with serving() as server:
            server.will(
                "getUpdates",
                refusal(409, "Conflict: terminated by other getUpdates request"),
                refusal(429, "Too Many Requests", retry_after=7),
                refusal(401, "Unauthorized"),
                (200, "no json"),
                (200, "[" * 20_000),
                ok("no list"),
                "reset",
                ok([]),
            )
            slept = await poll(server, Keeper())
            assert slept == [15.0, 7.0, 60.0, 8.0, 16.0, 32.0, 60.0, 1.0]

    asyncio.run(story())


def test_a_strange_update_is_kept_and_stops_nothing() -> None:
    async def story() -> None:
        async with serving() as server:
            keeper = Keeper()
            batch = [5, {"update_id": "x"}, None, update("message", {"chat": 3}, 12)]
            server.will("getUpdates", ok(batch), ok([["no number in here"]]))
            await poll(server, keeper)
            assert len(keeper.kept) == len({raw.key for raw in keeper.kept}) == 5
            assert all(raw.private and raw.chat == "" for raw in keeper.kept)
            assert asked(server) == [None, 13, 13]

    asyncio.run(story())


async def post(keeper: Keeper, *requests: dict[str, Any]) -> list[int]:
    """Statuses of requests to a started webhook."""
    async with serving() as server, telegram(server, keeper=keeper, webhook=HOOK) as (ours, _):
        assert server.params("setWebhook") == {
            "url": HOOK.url,
            "secret_token": HOOK.secret,
            "allowed_updates": list(ALLOWED_UPDATES),
        }
        app = web.Application(client_max_size=10)
        app.router.add_post("/hook", ours.webhook)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await runner.setup()
        try:
            await web.TCPSite(runner, "127.0.0.1", 0).start()
            host, number = runner.addresses[0]
            async with aiohttp.ClientSession() as session:
                url = f"http://{host}:{number}/hook"
                statuses = [await _status(session, url, one) for one in requests]
                await ours.stop()
                return [*statuses, await _status(session, url, requests[0])]
        finally:
            await runner.cleanup()


async def _status(session: aiohttp.ClientSession, url: str, request: dict[str, Any]) -> int:
    data = request["data"]
    given = {**request, "data": _pieces(data) if isinstance(data, list) else data}
    async with session.post(url, **given) as response:
        return response.status


async def _pieces(pieces: list[bytes]) -> AsyncIterator[bytes]:
    for piece in pieces:
        yield piece


def test_a_webhook_answers_200_only_for_what_is_kept() -> None:
    body = dump(update("message", said(), 11))
    right = {HEADER: HOOK.secret}
    keeper = Keeper(faults=[StorageError("disk full")])
    statuses = asyncio.run(
        post(
            keeper,
            {"data": body, "headers": right},
            {"data": body, "headers": right},
            {"data": body},
            {"data": body, "headers": {HEADER: HOOK.secret + "x"}},
            {"data": body, "headers": {HEADER: "密"}},
            {"data": io.BytesIO(b"x" * (1024 * 1024 + 1)), "headers": right},
            {"data": [b"x" * 600_000, b"x" * 600_000], "headers": right},
            {"data": b"no json", "headers": right},
        )
    )
    assert statuses == [503, 200, 403, 403, 403, 413, 413, 200, 503]
    assert [raw.body for raw in keeper.kept] == [body, b"no json"]


def raw(kind: str, inner: Any, number: int = 5) -> Any:
    body = dump(update(kind, inner, number))
    return raw_update(US, body, loads(body))


def test_what_is_known_of_an_update_before_it_is_parsed() -> None:
    found = raw("message", said(None, caption="紧急", media_group_id="77", photo=[]))
    assert (found.key, found.sequence) == ("telegram:4242:5", 5)
    assert found.chat == f"telegram:4242:{GROUP}"
    assert (found.text, found.private) == ("紧急", False)
    assert found.album == f"telegram:4242:{GROUP}:77"
    assert raw("edited_message", said(media_group_id="77")).album is None
    assert raw("message", said(None, poll={"question": "几号?"})).text == "几号?"


def test_private_chats_presses_and_reactions_are_sealed() -> None:
    reaction = raw("message_reaction", {"chat": group(), "message_id": 1})
    assert (reaction.private, reaction.personal) == (False, True)
    assert raw("message", said(chat=private())).private
    assert raw("message", said(chat=group(type="of_2027"))).private
    press = raw("callback_query", {"id": "1", "from": person(), "message": said(), "data": "x"})
    assert (press.private, press.personal) == (False, True)
    assert (press.chat, press.text) == (f"telegram:4242:{GROUP}", "")
    assert raw("callback_query", {"id": "1", "inline_message_id": "1"}).private
