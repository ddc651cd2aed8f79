"""`jianfu run` serves the board where the configuration says, and else nothing."""

import asyncio
import socket
from pathlib import Path

import pytest
from aiohttp import ClientSession

from bot.cli.run import doors_of, serving
from bot.config import BoardConfig, Config
from tests.live.kit import Town


def _free() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def test_the_board_is_served_at_its_path(tmp_path: Path) -> None:
    listen = f"127.0.0.1:{_free()}"
    board = BoardConfig(public_url=f"http://{listen}/jianfu", listen=listen)
    town = Town(tmp_path, config=Config(board=board))

    async def story() -> None:
        (door,) = doors_of(town.live, town.config, None)
        async with serving(door), ClientSession() as session:
            for path, status in (("/jianfu/", 403), ("/jianfu/static/board.css", 200), ("/", 404)):
                async with session.get(f"http://{listen}{path}") as answer:
                    assert answer.status == status, path
                    assert answer.headers["X-Content-Type-Options"] == "nosniff", path

    try:
        asyncio.run(story())
    finally:
        town.close()


_NO_REQUESTS = (
    b"\x16\x03\x01\x02 TLS\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: a\r\nb c\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"x" * 9000 + b"\r\n\r\n",
)


def test_what_is_no_request_learns_nothing_of_what_serves(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    listen = f"127.0.0.1:{_free()}"
    town = Town(
        tmp_path, config=Config(board=BoardConfig(public_url=f"http://{listen}", listen=listen))
    )

    async def asked(sent: bytes) -> bytes:
        reader, writer = await asyncio.open_connection(*listen.split(":"))
        writer.write(sent)
        answer = await reader.read()
        writer.close()
        await writer.wait_closed()
        return answer

    async def story() -> None:
        (door,) = doors_of(town.live, town.config, None)
        async with serving(door):
            for sent in _NO_REQUESTS:
                answer = await asked(sent)
                assert b" 400 " in answer.splitlines()[0]
                head, _, body = answer.partition(b"\r\n\r\n")
                assert b"aiohttp" not in head.lower()
                assert b"python" not in head.lower()
                assert body == b""

    try:
        asyncio.run(story())
    finally:
        town.close()
    assert "127.0.0.1" not in caplog.text


def test_without_an_address_nothing_is_served(tmp_path: Path) -> None:
    town = Town(tmp_path)
    assert doors_of(town.live, town.config, None) == []
    town.close()
