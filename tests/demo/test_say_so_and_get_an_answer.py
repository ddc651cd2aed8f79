"""Issue 6, as the demo plays it: three say what is formalism, and the answer comes back to them."""

import re
from pathlib import Path
from typing import Any

from bot.demo.script import load_script
from tests.demo.kit import Visitor, visit

TASK, PHOTOS = "重点水域防溺水隐患排查", "要拍照、截图、录视频"
BASIS = "县里的防溺水方案要求每处水域都有警示牌"
FLAGGERS = ("阿杰", "柳姐", "静待花开")
FLAGGED = ("clerk", "liutang", "huakai")
OFFICE = ("review", "upper", "water")


class Players:
    """Everybody at the page, each in their private chat."""

    def __init__(self, town: Visitor) -> None:
        self.town = town

    async def chat(self, who: str) -> list[Any]:
        """What somebody sees of their chat with the bot."""
        ident = self.town.town.stage.keys[who].id
        return list(await self.town.get("/api/messages", me=who, chat=ident))

    async def card(self, who: str) -> str:
        """The last that somebody sees there."""
        return str((await self.chat(who))[-1]["text"])

    async def press(self, who: str, label: str) -> Any:
        """They press the newest button that says this, or has the number of such a line."""
        for message in reversed(await self.chat(who)):
            lines = [line for line in message["text"].splitlines() if label in line]
            labels = [label, *(line.partition(" ")[0] for line in lines)]
            for key in (key for row in message["keyboard"] or () for key in row):
                if key["text"] in labels:
                    return await self.town.do(
                        who, "press", chat=message["chat"], message=message["id"], data=key["data"]
                    )
        raise AssertionError(label)

    async def presses(self, who: str, *labels: str) -> str:
        """One after the other; what they see then."""
        for label in labels:
            await self.press(who, label)
        return await self.card(who)

    async def say(self, who: str, text: str) -> str:
        """They write to the bot; what they see then."""
        await self.town.do(who, "post", chat=self.town.town.stage.keys[who].id, text=text)
        return await self.card(who)

    def groups(self) -> str:
        """All that the bot said in the groups."""
        return "\n".join("\n".join(self.town.group(key)) for key in self.town.town.stage.chats)

    async def office(self) -> str:
        """All that coordinators and the contact were shown, but for what their office is."""
        shown = [one["text"] for who in OFFICE for one in (await self.chat(who))[3:]]
        return "\n".join(shown)

    async def nobody_is_told(self) -> None:
        """Neither who flagged nor how many stands anywhere outside the flaggers' own chats."""
        seen = await self.office() + self.groups()
        assert not [name for name in FLAGGERS if name in seen]
        told = seen.replace("3–5人", "").replace("人以下", "")
        assert not re.search(r"[0-9一两二三]+(?:人|位|名|条意见|次意见)(?:提|反映|不满意)", told)


def test_three_flag_a_task_and_in_the_end_the_digest_tells_what_became_of_it(
    tmp_path: Path,
) -> None:
    """私下提意见 → 早上经办人看到 → 问发布单位 → 建议取消 → 撤回 → 答复 → 一人不满意 → 复核。"""

    async def evening(town: Visitor) -> None:
        play = Players(town)
        said = play.groups()
        await _two_flag_while_the_evening_goes_on(town, play)
        await _the_visitor_flags_from_the_digest(town, play)
        assert [line for line in play.groups().splitlines() if "意见" in line] == [
            line for line in said.splitlines() if "意见" in line
        ]
        assert not await play.office()

    async def the_rest(town: Visitor) -> None:
        """The demo was stopped over the night."""
        play = Players(town)
        await _in_the_morning_the_office_sees_no_name_and_no_number(town, play)
        await _the_issuer_is_asked_for_the_basis(play)
        await _the_coordinator_advises(play)
        await _the_issuer_withdraws(play)
        await _all_three_have_the_answer(play)
        await _one_is_dissatisfied(play)
        await play.nobody_is_told()
        await _the_digest_says_so(town)
        await _a_second_reviewer_hears_it(town, play)
        await play.nobody_is_told()

    visit(tmp_path, evening, load_script())
    visit(tmp_path, the_rest, load_script())


async def _two_flag_while_the_evening_goes_on(town: Visitor, play: Players) -> None:
    for _ in range(5):
        state = await town.get("/api/state", me="clerk")
        assert "的下一条消息" in state["clock"]["next"]["words"]
        await town.move("next")
    assert town.now() == "11 18:40"
    # What they had on their screens is gone, with what they typed or opened.
    assert [await play.chat(who) for who in FLAGGED[1:]] == [[], []]


async def _the_visitor_flags_from_the_digest(town: Visitor, play: Players) -> None:
    before = await play.chat("clerk")
    said = await town.get("/api/messages", me="clerk", chat=town.town.stage.chats["villages"].id)
    keys = [key for one in said for row in one["keyboard"] or () for key in row]
    link = [key["url"] for key in keys if key["text"] == "私下提意见"][-1]
    await town.do("clerk", "start", payload=link.partition("?start=")[2])
    shown = await play.card("clerk")
    assert shown.startswith("6月11日 周四的一览,想对哪一件提意见?")
    assert "哪里像形式主义" in await play.presses("clerk", TASK)
    asked = await play.presses("clerk", PHOTOS)
    assert "要补充一句吗?" in asked
    assert "提意见" not in (await town.get("/api/state", me="office"))["chats"][-1]["last"]["text"]
    done = await play.presses("clerk", "直接提交")
    assert done == "已收下。明早和别的意见一起转给减负办,谁也看不到是谁提的。"
    await play.press("clerk", "好")
    assert await play.chat("clerk") == before


async def _in_the_morning_the_office_sees_no_name_and_no_number(
    town: Visitor, play: Players
) -> None:
    await town.move("night")
    assert town.now() == "12 08:00"
    people = {
        one["key"]: one["role"] for one in (await town.get("/api/state", me="clerk"))["people"]
    }
    assert [people[who] for who in OFFICE] == [
        "县减负办·经办人", "县减负办·上级经办人", "县水利局·发布单位联系人",
    ]  # fmt: skip
    chat = await play.chat("review")
    assert chat[0]["text"] == "/start"
    assert chat[-1]["text"].startswith("意见办理 · 6月12日 周五:等接办1件")
    assert f"第1号 {TASK} · 县水利局" in chat[-1]["text"]
    # The first goes to the first rank alone.
    assert len(await play.chat("upper")) == len(await play.chat("water")) == 3
    sheet = await play.presses("review", "打开")
    for words in ("办理:待接办", f"理由:{PHOTOS}", "提出:3–5人", "不分是哪一种"):
        assert words in sheet
    await play.nobody_is_told()


async def _the_issuer_is_asked_for_the_basis(play: Players) -> None:
    assert "看不到人数和原话" in await play.presses("review", "接办", "问发布单位")
    assert "已问发布单位联系人" in await play.presses("review", "发出")
    assert "请您单位说明这件事的依据和必要性" in await play.card("water")
    asked = await play.presses("water", "打开")
    assert "请说明该事项的依据和必要性" in asked
    assert "提出:" not in asked
    await play.press("water", "说明依据")
    assert f"减负办会看到:「{BASIS}」" in await play.say("water", BASIS)
    assert "已转给减负办。" in await play.presses("water", "发给减负办")
    assert "发布单位有答复了" in await play.card("review")
    assert f"发布单位:「{BASIS}」" in await play.presses("review", "打开")


async def _the_coordinator_advises(play: Players) -> None:
    whole = await play.presses("review", "办理决定", "建议取消", "就用这句", "用2", "就用这句")
    assert "群里这件事会标:减负办建议取消,待发布单位确认;确认前请按原通知准备。" in whole
    assert "已定:建议取消。已告诉发布单位联系人和提意见的人" in await play.presses("review", "确定")
    assert "减负办建议取消。请您单位看一看" in await play.card("water")
    for who in FLAGGED:
        assert "减负办建议取消,待县水利局确认;确认前请按原通知准备。" in await play.card(who)


async def _the_issuer_withdraws(play: Players) -> None:
    sure = await play.presses("water", "打开", "撤回")
    assert f"撤回后群里会看到:「更正:{TASK}不用报了」" in sure
    assert "已撤回。群里会有一行更正" in await play.presses("water", "确定撤回")
    for key in ("villages", "lines"):
        assert play.town.group(key)[-1].startswith(f"更正:{TASK}不用报了")
    assert "结果已告诉提意见的人" in await play.card("review")


async def _all_three_have_the_answer(play: Players) -> None:
    for who in FLAGGED:
        card = await play.card(who)
        assert card.startswith("我的待办 · 6月12日 周五")
        assert "意见办理\n重点水域防溺水隐患排查 · 县水利局\n办理结果:已撤回,不用再做。" in card
        assert "依据:《整治形式主义为基层减负若干规定》第三部分" in card
        # What was said while it was only advised is over.
        assert "待县水利局确认" not in card
    assert f"更正:{TASK} · 县水利局 不用报了" in await play.card("clerk")


async def _one_is_dissatisfied(play: Players) -> None:
    told = await play.presses("liutang", "不满意")
    assert told.startswith("已记下,经办人看不到是谁。")
    await play.press("liutang", "好")
    assert (await play.press("huakai", "满意"))["toast"] == "谢谢,已记下"
    assert [await play.chat(who) for who in FLAGGED[1:]] == [[], []]


async def _the_digest_says_so(town: Visitor) -> None:
    await town.move("evening")
    assert town.now() == "12 17:30"
    for key in ("villages", "lines"):
        digest = town.group(key)[-1]
        assert "6月12日 周五" in digest
        assert f"意见办理:{TASK} → 发布单位已撤回,不用再做" in digest
        assert "确认前请按原通知准备" not in digest
    assert "意见办理" not in town.group("county")[-1]


async def _a_second_reviewer_hears_it(town: Visitor, play: Players) -> None:
    known, before = await play.chat("review"), await play.chat("upper")
    await town.move("night")
    # On a Saturday nobody of the office is told anything.
    assert town.now() == "13 08:00"
    assert await play.chat("upper") == before
    await town.move("night")
    await town.move("night")
    assert town.now() == "15 08:00"
    assert f"第1号 {TASK} · 县水利局(有人不满意,待复核" in await play.card("upper")
    assert await play.chat("review") == known
    sheet = await play.presses("upper", "打开")
    assert "办理:有人不满意,待复核" in sheet
    assert "复核:这次定了就不再复核。" in sheet
    assert "第一次办的(有人不满意):\n结论:建议取消" in sheet
    assert "您在办" in await play.presses("upper", "接办")
    assert "已转另一位经办人重新办理" in await play.card("liutang")
    # Who said nothing keeps the first answer, which is not the second one.
    assert "办理结果:已撤回,不用再做。" in await play.card("clerk")
    assert "这一件您办过第一次,复核要换一位经办人。" in await play.say("review", "办理单 1")
