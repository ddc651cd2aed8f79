"""The sample's three days, played: what the demo shows first, and its evening."""

from datetime import datetime
from pathlib import Path

from bot.demo.script import load_script
from bot.domain.message import SHANGHAI
from tests.demo.kit import VILLAGES, Visitor, visit
from tests.refresh_readme import demo_text


def test_the_sample_s_thursday_is_the_first_screen(tmp_path: Path) -> None:
    async def story(town: Visitor) -> None:
        state = await town.get("/api/state", me="clerk")
        # People take their offices while it is looked at: a second of the town's time.
        assert state["now"][:16] == "2026-06-11T17:30"
        # The very figures of the digest made of the export: nothing was late, nothing lost.
        digest = town.group()[-1]
        assert digest.splitlines()[:2] == demo_text().splitlines()[:2]
        due = int(digest.partition("下个工作日前到期")[2].partition("件")[0])
        assert state["headline"]["messages"] == 121
        assert (state["headline"]["to_do"], state["headline"]["due"]) == (15, due)
        assert state["proof"]["text"] == "教育、卫健要的是同一批名单"
        for number in state["proof"]["lines"]:
            line = next(row for row in digest.splitlines() if row.startswith(f"{number} "))
            assert "名单" in line or "花名册" in line
        assert [chat["title"] for chat in state["chats"]] == [
            "青石镇村(社区)工作群", "青石镇站所条线群", "云溪县乡镇联络群", "减负助手",
        ]  # fmt: skip
        assert len(state["people"]) == len({person["key"] for person in state["people"]})
        said = await town.get("/api/messages", me="clerk", chat=VILLAGES)
        linked = {e["url"] for m in said for e in m["entities"] if e["type"] == "text_link"}
        numbers = {m["id"] for m in said}
        ours = [
            url for url in linked if f"/{VILLAGES + 1_000_000_000_000}/".replace("-", "") in url
        ]
        assert ours
        assert {int(url.rpartition("/")[2]) for url in ours} <= numbers
        groups = town.town.stage.chats.values()
        digests = [m for chat in groups for m in town.ours(chat) if "今日一览 ·" in (m.text or "")]
        times = {datetime.fromtimestamp(m.date, SHANGHAI).strftime("%H:%M") for m in digests}
        assert (len(digests), times) == (8, {"17:30"})
        assert "要同一批儿童名单" in town.group("county")[-1]
        assert "☐" in town.todo()
        assert "督查台账" in town.todo()
        assert "6/11已报同类「儿童花名册」,可直接复用" in town.todo()
        await town.move("night")
        assert "更正:5月以来的督查台账" in town.todo()
        assert town.now() == "12 08:00"
        assert town.town.next_step is None

    visit(tmp_path, story, load_script())
