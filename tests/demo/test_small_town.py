"""What a visitor does in the town: turns its clock, speaks, presses, comes back another day."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from bot.demo.journal import Journal
from tests.demo.kit import LINES, VILLAGES, Visitor, visit


def test_the_first_screen_is_the_evening_with_its_digest(tmp_path: Path) -> None:
    async def story(town: Visitor) -> None:
        state = await town.get("/api/state", me="clerk")
        assert state["now"] == "2026-06-11T17:30:00+08:00"
        assert state["headline"] == {"messages": 5, "to_do": 4, "due": 2}
        assert state["proof"] == {"text": "教育、卫健要的是同一批名单", "lines": [3, 4]}
        assert state["me"]["role"] == "石桥村文书"
        assert [chat["mine"] for chat in state["chats"]] == [True, False, True]
        group = state["chats"][0]
        said = await town.get("/api/messages", me="clerk", chat=VILLAGES)
        digest = said[-2]
        assert digest["id"] in group["pinned"]
        assert digest["text"].startswith("今日一览")
        assert digest["keyboard"][0][0]["url"] == "https://t.me/jianfu_demo_bot?start=todo"
        assert {e["type"] for e in digest["entities"]} >= {"bold", "text_link"}
        assert said[-1]["service"].startswith("减负助手 置顶了「今日一览")
        assert group["unread"] > 0
        state = await town.get("/api/state", me="clerk")
        assert state["chats"][0]["unread"] == 0
        assert state["clock"]["next"]["what"] == "message"
        assert "的下一条消息" in state["clock"]["next"]["words"]
        await _looks_like_a_chat(town)

    visit(tmp_path, story)


async def _looks_like_a_chat(town: Visitor) -> None:
    said = {m["id"]: m for m in await town.get("/api/messages", me="clerk", chat=VILLAGES)}
    assert said[10021]["reply_to"] == 10020
    assert said[10040]["edited"] == "2026-06-11T11:12:00+08:00"
    assert said[10040]["reactions"] == [{"emoji": "👍", "count": 1, "mine": False}]
    assert said[10040]["from"]["name"] == "综治中心石磊"
    photos = [m for m in await town.get("/api/messages", me="office", chat=LINES) if m["album"]]
    assert [m["media"] for m in photos] == [{"kind": "photo"}] * 2
    assert [m["text"] for m in photos] == ["今天的照片", ""]
    assert len({m["album"] for m in photos}) == 1


def test_the_clock_comes_to_the_next_message_the_next_due_and_over_the_night(
    tmp_path: Path,
) -> None:
    async def story(town: Visitor) -> None:
        assert "督查台账" in town.card()
        await town.move("next")
        assert town.now() == "11 18:40"
        assert any("更正:5月以来的督查台账不用报了" in text for text in town.group())
        assert "更正:5月以来的督查台账" in town.card()
        assert (await town.get("/api/state", me="clerk"))["headline"]["to_do"] == 3
        await town.move("due")
        assert town.now() == "12 07:50"
        assert town.card().startswith("我的待办 · 6月12日 周五")
        await town.move("evening")
        assert town.now() == "12 17:30"
        await town.move("night")
        assert town.now() == "13 08:00"
        assert town.card().startswith("我的待办 · 6月13日 周六")
        # Nothing was ever late, and nothing was missed.
        assert not [text for text in town.group() if "补发" in text or "未收到消息" in text]

    visit(tmp_path, story)


def test_the_day_can_be_played_from_the_morning_and_paused(tmp_path: Path) -> None:
    async def story(town: Visitor) -> None:
        before = town.group()
        await town.move("morning")
        assert town.now() == "11 07:30"
        assert await town.post("/api/clock", to="play", speed=1) == {}
        assert (await town.get("/api/state", me="clerk"))["clock"]["playing"]
        await town.move("pause")
        clock = (await town.get("/api/state", me="clerk"))["clock"]
        assert (clock["playing"], clock["busy"], town.now()) == (False, False, "11 07:30")
        assert (await town.get("/api/state", me="clerk"))["headline"] is None
        assert [text.partition("\n")[0][-8:] for text in town.group()] == ["6月10日 周三"]
        seen: list[Any] = []
        async with town.session.ws_connect(f"{town.root}/api/live?me=clerk") as live:
            assert (await live.receive_json())["what"] == "clock"
            await town.move("play", speed=1e6)
            while not seen or seen[-1].get("playing", True):
                seen.append(await live.receive_json())
        assert town.now() == "11 18:40"
        assert before[-1].partition("\n")[0] in [text.partition("\n")[0] for text in town.group()]
        clocks = [frame["now"] for frame in seen if frame["what"] == "clock"]
        assert clocks == sorted(clocks)
        whats = {frame["what"] for frame in seen}
        assert whats >= {"clock", "message", "edit", "reaction", "pin"}
        said = [frame["message"]["text"] for frame in seen if frame["what"] == "message"]
        assert any(text.startswith("今日一览") for text in said)

    visit(tmp_path, story)


def test_two_people_speak_and_the_bot_answers_both(tmp_path: Path) -> None:
    async def story(town: Visitor) -> None:
        text = "请各村明天12:00前把防汛物资清单报应急办"
        assert await town.do("office", "post", chat=VILLAGES, text=text) == {}
        said = await town.get("/api/messages", me="clerk", chat=VILLAGES)
        number = next(m["id"] for m in said if m["text"] == text)
        await town.do("clerk", "post", chat=VILLAGES, text="收到", reply_to=number)
        await town.do("clerk", "react", chat=VILLAGES, message=number, emoji="👍")
        await town.do("office", "edit", chat=VILLAGES, message=number, text=text + ",一式两份")
        said = {m["id"]: m for m in await town.get("/api/messages", me="clerk", chat=VILLAGES)}
        assert said[number]["text"].endswith("一式两份")
        assert said[number]["reactions"] == [{"emoji": "👍", "count": 1, "mine": True}]
        assert max(said.values(), key=lambda m: m["id"])["reply_to"] in (None, number)
        assert "防汛物资清单" in town.card()
        await town.do("clerk", "start")
        await town.do(
            "clerk", "forward", chat=VILLAGES, message=number, to=town.town.stage.keys["clerk"].id
        )
        assert "防汛物资清单" in town.card()
        await town.do("tao", "start", payload="todo")
        assert town.card("tao")
        await town.do("tao", "post", chat=LINES, text="表在这里", file_name="值班表.xlsx")
        sent = (await town.get("/api/messages", me="tao", chat=LINES))[-1]
        assert sent["media"] == {"kind": "document", "file_name": "值班表.xlsx"}
        await town.do("tao", "delete", chat=LINES, message=sent["id"])
        assert (await town.get("/api/messages", me="tao", chat=LINES))[-1]["id"] != sent["id"]

    visit(tmp_path, story)


def test_what_visitors_delete_does_not_stop_the_script(tmp_path: Path) -> None:
    async def story(town: Visitor) -> None:
        await town.do("shi", "delete", chat=VILLAGES, message=10040)
        await town.move("next")
        assert town.now() == "11 18:40"
        said = await town.get("/api/messages", me="clerk", chat=VILLAGES)
        assert [
            m["reply_to"] for m in said if "不用报了" in m["text"] and not m["from"]["bot"]
        ] == [None]

    visit(tmp_path, story)


def test_moves_that_cross_each_other_end_one_another(tmp_path: Path) -> None:
    async def story(town: Visitor) -> None:
        moves = ("play", "due", "pause", "morning", "next", "evening")
        await asyncio.gather(*(town.post("/api/clock", to=to, speed=1e6) for to in moves))
        await town.clock.settled()
        await town.move("pause")
        clock = (await town.get("/api/state", me="clerk"))["clock"]
        assert (clock["playing"], clock["busy"]) == (False, False)

    visit(tmp_path, story)


def test_a_thing_is_marked_done_by_its_button(tmp_path: Path) -> None:
    async def story(town: Visitor) -> None:
        me = town.town.stage.keys["clerk"].id
        card = (await town.get("/api/messages", me="clerk", chat=me))[-1]
        button = card["keyboard"][0][0]
        assert button["data"].startswith("done:")
        answer = await town.do("clerk", "press", chat=me, message=card["id"], data=button["data"])
        assert set(answer) == {"toast", "alert", "url"}
        now = (await town.get("/api/messages", me="clerk", chat=me))[-1]
        assert now["id"] == card["id"]
        assert "▸ 已办1件:" in now["text"]
        assert now["keyboard"] != card["keyboard"]

    visit(tmp_path, story)


def test_what_was_understood_is_told_with_its_evidence(tmp_path: Path) -> None:
    async def story(town: Visitor) -> None:
        async def about(number: int) -> Any:
            return await town.get("/api/about", me="clerk", chat=VILLAGES, message=number)

        asked = await about(10030)
        (ask,) = asked["asks"]
        assert (asked["what"], ask["kind"], ask["issuer"]) == ("通知", "报送", "县卫健局")
        assert ask["deadline"] == "2026-06-15T18:00+08:00"
        text = next(step.text for step in town.town.script.steps if step.number == 10030)
        begin, end = ask["evidence"]["span"]
        assert text[begin:end] == ask["evidence"]["text"] == "6月15日(周一)下班前"
        assert ask["evidence"]["assumption"] == "「下班前」按18:00"
        assert asked["same_data"]["issuer"] == "县教育局"
        assert asked["duplicate_of"] is None
        assert (await about(10021))["what"] == "回复"
        said = await town.get("/api/messages", me="clerk", chat=VILLAGES)
        for number in (said[-1]["id"], next(m["id"] for m in said if m["text"] == "/setup")):
            assert (await about(number))["asks"] == []
        await town.move("next")
        off = await about(10050)
        assert off["duplicate_of"] == {
            "chat": VILLAGES, "message": 10040, "why": "取消的是这件事",
        }  # fmt: skip
        assert off["relation"] == "取消前面的通知"

    visit(tmp_path, story)


def test_a_town_that_is_kept_goes_on_where_it_was(tmp_path: Path) -> None:
    told: dict[str, Any] = {}

    async def first(town: Visitor) -> None:
        await town.do("office", "post", chat=VILLAGES, text="请各村明天下班前报值班表")
        await town.move("next")
        told["state"] = await town.get("/api/state", me="clerk")
        told["said"] = await town.get("/api/messages", me="clerk", chat=VILLAGES)
        told["card"] = town.card()

    async def second(town: Visitor) -> None:
        assert await town.get("/api/messages", me="clerk", chat=VILLAGES) == told["said"]
        assert town.card() == told["card"]
        state = await town.get("/api/state", me="clerk")
        assert state["now"] == told["state"]["now"]
        assert state["headline"] == told["state"]["headline"]
        await town.do("clerk", "post", chat=VILLAGES, text="石桥值班表报了")
        await town.move("night")
        assert town.card().startswith("我的待办 · 6月12日 周五")
        assert "值班表" in town.card()

    visit(tmp_path, first)
    # A crash may cut the last line short.
    with (tmp_path / "demo.jsonl").open("ab") as journal:
        journal.write(b'{"at": 17')
    visit(tmp_path, second)


def test_a_journal_of_another_version_is_begun_anew(tmp_path: Path) -> None:
    (tmp_path / "demo.jsonl").write_text('{"script": "small"}\n{"at": 0}\n')
    (tmp_path / "jianfu.db").write_text("not ours")

    async def story(town: Visitor) -> None:
        assert town.now() == "11 17:30"

    visit(tmp_path, story)
    assert (tmp_path / "jianfu.db").read_text() == "not ours"


@pytest.mark.parametrize("kept", ['{"script": "other"}\n{"at": 0}\n', "", "\0\n", "[]\n", "{}"])
def test_what_is_no_journal_of_this_script_is_nothing(tmp_path: Path, kept: str) -> None:
    path = tmp_path / "demo.jsonl"
    path.write_text(kept)
    assert Journal(path).resume("small") is None


def test_a_journal_goes_on_behind_its_last_whole_line(tmp_path: Path) -> None:
    path = tmp_path / "demo.jsonl"
    journal = Journal(path)
    journal.begin("small")
    journal.add({"at": 1, "text": "半个\ud83d"})
    journal.close()
    path.write_bytes(path.read_bytes() + b'{"at": 2')
    again = Journal(path)
    assert again.resume("small") == [{"at": 1, "text": "半个\ud83d"}]
    again.add({"at": 3})
    again.close()
    assert [json.loads(line).get("at") for line in path.read_bytes().splitlines()] == [None, 1, 3]


def test_pages_see_their_own_private_chat_only(tmp_path: Path) -> None:
    async def story(town: Visitor) -> None:
        frames: list[Any] = []
        async with town.session.ws_connect(f"{town.root}/api/live?me=tao") as live:
            await town.do("clerk", "start")
            await town.do("clerk", "post", chat=VILLAGES, text="大家早")
            while not any(f.get("message", {}).get("text") == "大家早" for f in frames):
                frames.append(await asyncio.wait_for(live.receive_json(), 10))
        clerk = town.town.stage.keys["clerk"].id
        assert not [frame for frame in frames if frame.get("chat") == clerk]

    visit(tmp_path, story)
