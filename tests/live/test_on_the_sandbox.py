"""The real bot on Telegram in miniature: what people see, and that every call fits the Bot API."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.config import Config
from bot.domain.boundary import Ambiguous, Outgoing
from bot.domain.message import SHANGHAI
from bot.live import Live
from bot.platforms.telegram import Telegram
from bot.sandbox import groups, media, membership, people
from bot.sandbox.faults import Fault, FaultKind, order
from bot.sandbox.model import Message
from bot.sandbox.server import Sandbox, serving
from bot.sandbox.world import history
from bot.storage.keys import KEYS, Keys
from bot.storage.schema import MIGRATIONS
from bot.storage.seal import Seal
from bot.storage.store import Store
from tests.live.test_lines_that_meet import HEALTH, SCHOOL
from tests.sandbox.contract import check_call, load_spec
from tests.sandbox.kit import Scene, scene, until

MORNING = datetime(2026, 6, 11, 9, 0, tzinfo=SHANGHAI)
Story = Callable[[Scene, Live], Awaitable[None]]


def played(folder: Path, story: Story) -> tuple[Scene, Sandbox]:
    """A story with the bot polling the sandbox; the world's clock is the bot's."""
    made = scene(admin=True)
    made.moment[0] = MORNING.timestamp()
    sandbox = Sandbox(made.world)

    async def run() -> None:
        async with serving(sandbox):
            root = sandbox.base.removesuffix("/bot")
            telegram = Telegram(made.bot.token, base_url=root)
            with Store.open(folder / "jianfu.db", MIGRATIONS, seal=Seal(b"k" * 32)) as store:
                live = Live(
                    Config(), store, telegram, Keys(folder / KEYS),
                    now=lambda: datetime.fromtimestamp(made.moment[0], UTC),
                    monotonic=lambda: made.moment[0],
                )  # fmt: skip
                await telegram.start(live.inbox.accept)
                try:
                    await story(made, live)
                finally:
                    await telegram.stop()

    asyncio.run(run())
    return made, sandbox


async def taken_in(made: Scene, live: Live) -> None:
    """Everything said so far is received and worked on."""
    await until(lambda: not made.bot.queue)
    await live.settle()


async def half_past_five(made: Scene, live: Live) -> None:
    """The heartbeat of the evening."""
    evening = MORNING.replace(hour=17, minute=30)
    made.moment[0] = (evening + timedelta(seconds=1)).timestamp()
    await live.schedule.tick()
    await live.settle()


def ours(made: Scene) -> list[str]:
    """What the bot said in the group."""
    return [m.text for m in history(made.group) if m.sender == made.bot.user.id and m.text]


async def _day(made: Scene, live: Live) -> None:
    people.post(made.world, made.group, made.boss, "请各村明天下班前把低保年审名单报民政办")
    people.post(made.world, made.group, made.li, "收到")
    await taken_in(made, live)
    await half_past_five(made, live)


def test_a_day_ends_in_one_pinned_digest_and_every_call_fits_the_bot_api(tmp_path: Path) -> None:
    made, sandbox = played(tmp_path, _day)
    (digest,) = ours(made)
    assert "低保年审名单" in digest
    spec = load_spec()
    if spec is not None:
        problems = [p for call in sandbox.calls for p in check_call(spec, call.method, call.params)]
        assert problems == []


def test_a_group_that_becomes_a_supergroup_is_followed(tmp_path: Path) -> None:
    async def story(made: Scene, live: Live) -> None:
        people.post(made.world, made.basic, made.boss, "请各组明天下班前把灌溉户数报村部")
        await taken_in(made, live)
        groups.migrate(made.world, made.basic, by=made.boss)
        await taken_in(made, live)
        await half_past_five(made, live)

    made, sandbox = played(tmp_path, story)
    sent = [call for call in sandbox.calls_of("sendMessage") if call.outcome == "ok"]
    assert len(sent) == 1
    assert sent[0].params["chat_id"] != made.basic.id


def test_help_is_answered_in_private(tmp_path: Path) -> None:
    async def story(made: Scene, live: Live) -> None:
        people.start(made.world, made.li, made.bot)
        await taken_in(made, live)

    made, _ = played(tmp_path, story)
    private = people.private_chat(made.world, made.li, made.bot)
    assert "今日一览" in (history(private)[-1].text or "")


def test_a_reaction_marks_a_notice_done_and_another_asks_about_it(tmp_path: Path) -> None:
    async def story(made: Scene, live: Live) -> None:
        people.start(made.world, made.li, made.bot)
        people.post(made.world, made.group, made.li, "收到")
        said = people.post(
            made.world, made.group, made.boss, "请各村明天下班前把低保年审名单报镇里"
        )
        await taken_in(made, live)
        people.start(made.world, made.li, made.bot)
        await taken_in(made, live)
        people.react(made.world, said, made.li, "👌")
        await taken_in(made, live)
        people.react(made.world, said, made.li, "🤔")
        await taken_in(made, live)

    made, _ = played(tmp_path, story)
    private = [m.text or "" for m in history(people.private_chat(made.world, made.li, made.bot))]
    assert any("第一次要" in text for text in private)
    assert not ours(made)


def test_a_document_comes_back_when_the_same_data_is_asked_for(tmp_path: Path) -> None:
    """随文件发「完成 1」;卫生院再要同一批儿童,点 [复用],文件发回本人。"""

    async def story(made: Scene, live: Live) -> None:
        world = made.world
        people.start(world, made.li, made.bot)
        people.post(world, made.group, made.li, "收到")
        people.post(world, made.group, made.boss, SCHOOL)
        await taken_in(made, live)
        people.start(world, made.li, made.bot)
        await taken_in(made, live)
        private = people.private_chat(world, made.li, made.bot)
        people.post(world, private, made.li, "完成 1", content=media.document("儿童.xlsx"))
        await taken_in(made, live)
        people.post(world, made.group, made.boss, HEALTH)
        people.post(world, private, made.li, "待办")
        await taken_in(made, live)
        card = next(m for m in reversed(history(private)) if "我的待办 ·" in (m.text or ""))
        label = next(b["text"] for row in keyboard(card) for b in row if "复用" in b["text"])
        people.press(world, card, made.li, label)
        await taken_in(made, live)

    made, sandbox = played(tmp_path, story)
    last = history(people.private_chat(made.world, made.li, made.bot))[-1]
    assert last.author == made.bot.user.id
    assert last.content["document"]["file_name"] == "儿童.xlsx"
    assert "时的文件" in (last.text or "")
    spec = load_spec()
    if spec is not None:
        problems = [p for call in sandbox.calls for p in check_call(spec, call.method, call.params)]
        assert problems == []


def keyboard(message: Message) -> list[list[dict[str, str]]]:
    """The buttons under a message."""
    found: list[list[dict[str, str]]] = (message.markup or {}).get("inline_keyboard", [])
    return found


def test_put_out_of_a_group_the_bot_says_nothing_there(tmp_path: Path) -> None:
    async def story(made: Scene, live: Live) -> None:
        people.post(made.world, made.group, made.boss, "请各村明天下班前报低保年审名单")
        await taken_in(made, live)
        membership.kick(made.world, made.group, made.bot.user, by=made.boss)
        await taken_in(made, live)
        await half_past_five(made, live)

    _, sandbox = played(tmp_path, story)
    assert not sandbox.calls_of("sendMessage")


def test_who_waits_in_vain_for_an_answer_does_not_know_what_became_of_the_call() -> None:
    made = scene()
    sandbox = Sandbox(made.world)
    order(sandbox.script, Fault(kind=FaultKind.SLOW, method="sendMessage"))

    async def story() -> None:
        async with serving(sandbox):
            root = sandbox.base.removesuffix("/bot")
            telegram = Telegram(made.bot.token, base_url=root, patience=0.05)
            try:
                address = f"telegram:{made.bot.id}:{made.group.id}"
                with pytest.raises(Ambiguous):
                    await telegram.send(address, Outgoing(plain="今日一览"))
            finally:
                await telegram.stop()

    asyncio.run(story())
    assert ours(made) == ["今日一览"]
