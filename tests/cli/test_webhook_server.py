"""The web server of `jianfu run`: one path, one method, and nothing else is there."""

import asyncio

import aiohttp
import pytest
from aiohttp import web

from bot.cli.run import webhook_server

ASKED = [
    ("POST", "/hook/of%20ours", 200),
    ("POST", "/hook/of%20ours?x=1", 200),
    ("GET", "/hook/of%20ours", 405),
    ("POST", "/", 404),
    ("POST", "/hook", 404),
    ("POST", "/hook/of%20ours/", 404),
]


@pytest.mark.parametrize(
    "url", ["https://a.example/hook/of%20ours", "https://a.example/hook/of ours"]
)
def test_only_what_is_posted_to_the_path_is_handed_on(url: str) -> None:
    assert asyncio.run(_answers(url, ASKED)) == [status for _, _, status in ASKED]


def test_an_address_without_a_path_means_the_root() -> None:
    asked = [("POST", "/", 200), ("POST", "/hook", 404)]
    assert asyncio.run(_answers("https://a.example", asked)) == [200, 404]


async def _answers(url: str, asked: list[tuple[str, str, int]]) -> list[int]:
    async def push(request: web.BaseRequest) -> web.Response:
        assert await request.read() == b"{}"
        return web.Response()

    runner = web.ServerRunner(webhook_server(url, push), shutdown_timeout=1)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        host, port = runner.addresses[0]
        async with aiohttp.ClientSession(f"http://{host}:{port}") as session:
            return [await _status(session, method, path) for method, path, _ in asked]
    finally:
        await runner.cleanup()


async def _status(session: aiohttp.ClientSession, method: str, path: str) -> int:
    async with session.request(method, path, data=b"{}") as response:
        return response.status
