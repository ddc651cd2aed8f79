"""The set-up on Telegram in miniature: rights as Telegram tells them, menus, answers to people."""

import asyncio
import json
from pathlib import Path

import pytest

from bot.domain.platform import Standing
from bot.live import Live
from bot.platforms.telegram import Telegram
from bot.sandbox import membership, people
from bot.sandbox.keyboards import buttons
from bot.sandbox.model import User
from bot.sandbox.server import Sandbox, serving
from bot.sandbox.world import history
from bot.storage.connection import Snapshot
from tests.live.test_on_the_sandbox import half_past_five, ours, played, taken_in
from tests.sandbox.contract import check_call, load_spec
from tests.sandbox.kit import Scene, scene


def said_to(made: Scene, who: User) -> list[str]:
    """What the bot said to somebody in private."""
    chat = people.private_chat(made.world, who, made.bot)
    return [m.text for m in history(chat) if m.sender == made.bot.user.id and m.text]


async def pressed(made: Scene, live: Live, label: str) -> None:
    """镇长 presses a button of the newest message in the private chat that has it."""
    chat = people.private_chat(made.world, made.boss, made.bot)
    message = next(
        one
        for one in reversed(history(chat))
        if label in [button["text"] for button in buttons(one.markup)]
    )
    people.press(made.world, message, made.boss, label)
    await taken_in(made, live)


def roles(snapshot: Snapshot) -> list[str]:
    rows = snapshot.execute(
        "select m.name from role r join member m on m.id = r.member order by 1"
    ).fetchall()
    return [row[0] for row in rows]


def test_a_group_is_set_up_on_telegram_in_one_command_and_three_presses(tmp_path: Path) -> None:
    async def story(made: Scene, live: Live) -> None:
        await live.announce()
        people.post(made.world, made.group, made.boss, "请各村明天下班前把低保年审名单报民政办")
        people.post(made.world, made.group, made.boss, "/setup")
        await taken_in(made, live)
        people.start(made.world, made.boss, made.bot, "setup")
        await taken_in(made, live)
        assert "✓ 看得到群里的话" in said_to(made, made.boss)[-1]
        assert "✓ 能把一览置顶" in said_to(made, made.boss)[-1]
        membership.demote(made.world, made.group, made.bot.user, by=made.boss)
        await taken_in(made, live)
        await pressed(made, live, "重新检查")
        assert "✗ 不能置顶" in said_to(made, made.boss)[-1]
        await pressed(made, live, "17:30")
        assert "低保年审名单" in said_to(made, made.boss)[-1]
        await half_past_five(made, live)

    made, sandbox = played(tmp_path, story)
    assert "低保年审名单" in ours(made)[-1]
    menus = {json.loads(scope)["type"]: lines for (scope, _), lines in made.bot.commands.items()}
    assert set(menus) == {"all_private_chats", "all_group_chats", "all_chat_administrators"}
    assert {"command": "done", "description": "完成 2:第2件办完了"} in menus["all_group_chats"]
    spec = load_spec()
    if spec is not None:
        problems = [p for call in sandbox.calls for p in check_call(spec, call.method, call.params)]
        assert problems == []


def test_an_admin_is_added_on_telegram_by_answering_their_message(tmp_path: Path) -> None:
    async def story(made: Scene, live: Live) -> None:
        people.start(made.world, made.boss, made.bot)
        people.post(made.world, made.group, made.boss, "/setup")
        hers = people.post(made.world, made.group, made.li, "收到")
        await taken_in(made, live)
        people.post(made.world, made.group, made.boss, "/roles 加", reply_to=hers)
        await taken_in(made, live)
        assert await live.context.store.read(roles) == ["小李", "镇长"]
        await pressed(made, live, "撤销")
        assert await live.context.store.read(roles) == ["镇长"]
        people.post(made.world, made.group, made.boss, "/角色 加", reply_to=hers)
        await taken_in(made, live)
        assert await live.context.store.read(roles) == ["小李", "镇长"]

    played(tmp_path, story)


def test_an_anonymous_admin_of_telegram_is_told_to_show_up(tmp_path: Path) -> None:
    async def story(made: Scene, live: Live) -> None:
        membership.promote(made.world, made.group, made.boss, by=made.boss, anonymous=True)
        people.post(made.world, made.group, made.boss, "/setup")
        await taken_in(made, live)
        assert await live.context.store.read(roles) == []

    made, _ = played(tmp_path, story)
    assert "匿名" in ours(made)[-1]


@pytest.mark.parametrize(
    ("reads_all", "admin", "reads", "pins"),
    [(False, False, False, False), (True, False, True, False), (False, True, True, True)],
)
def test_what_the_bot_may_do_is_asked_of_telegram(
    reads_all: bool, admin: bool, reads: bool, pins: bool
) -> None:
    made = scene(reads_all=reads_all, admin=admin)
    sandbox = Sandbox(made.world)

    async def story() -> tuple[Standing, Standing]:
        async with serving(sandbox):
            telegram = Telegram(made.bot.token, base_url=sandbox.base.removesuffix("/bot"))
            address = f"telegram:{made.bot.id}:{made.group.id}"
            await telegram.start(_nothing)
            try:
                first = await telegram.standing(address)
                membership.kick(made.world, made.group, made.bot.user, by=made.boss)
                return first, await telegram.standing(address)
            finally:
                await telegram.stop()

    first, later = asyncio.run(story())
    assert (first.inside, first.speaks) == (True, True)
    assert (first.reads, first.joined_reading, first.pins) == (reads, admin, pins)
    assert later == Standing(inside=False)


async def _nothing(updates: object) -> None:
    """Updates are of no interest here."""
