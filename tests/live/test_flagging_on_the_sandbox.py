"""Flagging on Telegram in miniature: what is typed is gone from the chat, as is every screen."""

from pathlib import Path

from bot.domain.flag import Flagger
from bot.live import Live
from bot.sandbox import people
from bot.sandbox.model import Message
from bot.sandbox.world import history
from bot.services.flagging import flags_of
from tests.live.test_on_the_sandbox import half_past_five, ours, played, taken_in
from tests.live.test_set_up_on_the_sandbox import pressed
from tests.sandbox.contract import check_call, load_spec
from tests.sandbox.kit import Scene


def _chat(made: Scene) -> list[Message]:
    """What stands in 镇长's chat with the bot."""
    return history(people.private_chat(made.world, made.boss, made.bot))


def test_a_flag_on_telegram_leaves_an_empty_chat(tmp_path: Path) -> None:
    async def story(made: Scene, live: Live) -> None:
        people.post(made.world, made.group, made.li, "请各村明天下班前把走访照片每户3张报民政办")
        await taken_in(made, live)
        await half_past_five(made, live)
        people.start(made.world, made.boss, made.bot, "flag-1")
        await taken_in(made, live)
        (shown,) = _chat(made)
        assert "走访照片" in (shown.text or "")
        await pressed(made, live, "1")
        await pressed(made, live, "要拍照、截图、录视频")
        private = people.private_chat(made.world, made.boss, made.bot)
        people.post(made.world, private, made.boss, "照片拍了没人看")
        await taken_in(made, live)
        (shown,) = _chat(made)
        assert (shown.text or "").startswith("已收下。")
        await pressed(made, live, "好")
        address = f"telegram:{made.bot.id}:{made.boss.id}"
        who = Flagger(address=address, private=address)
        assert len(await live.context.store.read(flags_of, live.context.office, who)) == 1

    made, sandbox = played(tmp_path, story)
    assert not _chat(made)
    assert len(ours(made)) == 1
    spec = load_spec()
    if spec is not None:
        problems = [p for call in sandbox.calls for p in check_call(spec, call.method, call.params)]
        assert problems == []
