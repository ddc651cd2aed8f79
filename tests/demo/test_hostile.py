"""Who may not use the demo, what it refuses, and that nothing given to it breaks it."""

import asyncio
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from bot.demo.paste import LONGEST, digest_of
from bot.demo.town import TOKEN
from tests.demo.kit import LINES, VILLAGES, Visitor, visit

SAMPLE = (files("bot") / "data" / "sample" / "paste.txt").read_text("utf8")


async def _status(town: Visitor, method: str, path: str, **more: Any) -> int:
    async with town.session.request(
        method, town.root + path, allow_redirects=False, **more
    ) as answer:
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
        return answer.status


def test_foreign_pages_and_names_are_kept_out(tmp_path: Path) -> None:
    async def story(town: Visitor) -> None:
        port = town.root.rpartition(":")[2]
        state, do = "/api/state?me=clerk", "/api/do"
        order = {"me": "clerk", "do": "post", "chat": VILLAGES, "text": "坏"}
        for method, path, headers, status in (
            ("GET", state, {}, 200),
            ("GET", state, {"Host": f"localhost:{port}"}, 200),
            ("GET", state, {"Host": f"evil.example:{port}"}, 403),
            ("GET", state, {"Host": "127.0.0.1"}, 403),
            ("GET", state, {"Origin": "https://evil.example"}, 403),
            ("GET", state, {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}, 403),
            ("GET", "/", {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}, 302),
            ("POST", do, {"Origin": "null"}, 403),
            ("POST", do, {"Origin": f"http://localhost:{port}"}, 403),
            ("POST", do, {"Sec-Fetch-Site": "same-site"}, 403),
            ("POST", f"/bot{TOKEN}/sendMessage", {"Origin": "https://evil.example"}, 403),
            ("GET", "/api/live?me=clerk", {"Origin": "https://evil.example"}, 403),
        ):
            body = {"json": order} if method == "POST" else {}
            assert await _status(town, method, path, headers=headers, **body) == status, headers
        said = await town.get("/api/messages", me="clerk", chat=VILLAGES)
        assert "坏" not in [message["text"] for message in said]

    visit(tmp_path, story)


def test_what_cannot_be_done_is_refused_in_one_sentence(tmp_path: Path) -> None:
    async def story(town: Visitor) -> None:
        clerk = town.town.stage.keys["clerk"].id
        tao = town.town.stage.keys["tao"].id
        group: dict[str, Any] = {"chat": VILLAGES}
        for me, do, body in (
            ("nobody", "post", {**group, "text": "在"}),
            ("clerk", "fly", {}),
            ("clerk", ["post"], {}),
            ("clerk", "post", {**group, "text": "  "}),
            ("clerk", "post", {**group, "text": 5}),
            ("clerk", "post", {**group, "text": "长" * 4097}),
            ("clerk", "post", {"chat": LINES, "text": "不在群里"}),
            ("clerk", "post", {"chat": tao, "text": "别人的私聊"}),
            ("tao", "post", {"chat": tao, "text": "还没打开"}),
            ("clerk", "post", {"chat": "-1", "text": "在"}),
            ("clerk", "post", {**group, "text": "在", "reply_to": 1}),
            ("clerk", "edit", {**group, "message": 10020, "text": "不是我的"}),
            ("clerk", "delete", {**group, "message": 10020}),
            ("clerk", "forward", {**group, "message": 10020, "to": tao}),
            ("clerk", "react", {**group, "message": 10020, "emoji": "不是表情"}),
            ("clerk", "press", {**group, "message": 10020, "data": "done:r1"}),
            ("clerk", "start", {"payload": "有空格 不行"}),
        ):
            answer = await town.post("/api/do", me=me, do=do, **body)
            assert set(answer) == {"error"}, (me, do, body)
            assert answer["error"].endswith("。")
        for path, query in (
            ("/api/state", {"me": "nobody"}),
            ("/api/messages", {"me": "clerk", "chat": tao}),
            ("/api/messages", {"me": "clerk", "chat": "x"}),
            ("/api/about", {"me": "clerk", "chat": VILLAGES, "message": "9" * 30}),
            ("/static/..%2fapi.py", {}),
            ("/static/none.js", {}),
        ):
            assert set(await town.get(path, **query)) == {"error"}
        for to in ("yesterday", None, 1):
            assert set(await town.post("/api/clock", to=to)) == {"error"}
        assert set(await town.post("/api/clock", to="play", speed="fast")) == {"error"}
        said = await town.get("/api/messages", me="clerk", chat=clerk)
        assert said[-1]["from"]["bot"]

    visit(tmp_path, story)


def test_bodies_that_are_no_json_object_are_refused(tmp_path: Path) -> None:
    async def story(town: Visitor) -> None:
        json_type = {"Content-Type": "application/json"}
        for body in (b"", b"[]", b"{", b"\xff", b"[" * 100_000, b'"x"'):
            for path in ("/api/do", "/api/clock", "/api/paste"):
                found = await _status(town, "POST", path, data=body, headers=json_type)
                assert found == 400
        plain = {"Content-Type": "text/plain"}
        assert await _status(town, "POST", "/api/do", data=b"{}", headers=plain) == 400

    visit(tmp_path, story)


def test_people_may_write_anything(tmp_path: Path) -> None:
    async def story(town: Visitor) -> None:
        wild = (
            "<script>alert(1)</script>",
            "/setup@jianfu_demo_bot <b>",
            "\u202eabc\u2066\u200b😀👨\u200d👩\u200d👧",
            "请各村明天下班前报<img src=x onerror=alert(1)>名单",
            "半个\ud83d代理",
            "字" * 4096,
        )
        for text in wild:
            assert await town.do("clerk", "post", chat=VILLAGES, text=text) == {}
        said = [m["text"] for m in await town.get("/api/messages", me="clerk", chat=VILLAGES)]
        assert wild[0] in said
        assert "半个?代理" in said
        await town.move("evening")
        assert not [part for part in town.group() if "\ud83d代" in part]

    visit(tmp_path, story)


def test_a_pasted_chat_is_digested_and_nothing_is_kept(tmp_path: Path) -> None:
    async def story(town: Visitor) -> None:
        kept = _names(tmp_path)
        found = await town.post("/api/paste", text=SAMPLE)
        assert found["error"] is None
        assert found["messages"] > 0
        assert found["headline"].startswith("通知")
        assert found["html"].startswith("<header>")
        assert "<script" not in found["html"]
        assert "style=" not in found["html"]
        assert _names(tmp_path) == kept
        hostile = "甲村 2026/06/10 8:50\n请各村明天下班前报<script>alert(1)</script>名单\n"
        found = await town.post("/api/paste", text=hostile)
        assert found["messages"] == 1
        assert "<script" not in found["html"]

    visit(tmp_path, story)


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize(
    "text",
    ["", " \n", "{", "PK\x03\x04", "<html>", "[[[[", "\ud800", "\0\0", '{"messages": [', "字" * 5],
)
def test_a_paste_that_is_no_chat_is_told_so(text: str) -> None:
    found = asyncio.run(digest_of(text))
    assert found["error"] or found["messages"]
    assert set(found) == {"html", "headline", "messages", "skipped", "error"}


def test_a_paste_too_long_is_refused() -> None:
    assert "太长" in asyncio.run(digest_of("字" * (LONGEST + 1)))["error"]
