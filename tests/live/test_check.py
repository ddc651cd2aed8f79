"""`jianfu check` on a bot in groups: what it may do there, and whether the clock is right."""

import asyncio
import subprocess
import sys
from dataclasses import replace
from datetime import time
from pathlib import Path

from bot.domain.delivery import EVENING
from bot.sandbox import membership
from bot.sandbox.model import Chat
from bot.sandbox.server import Sandbox, serving
from bot.storage.schema import MIGRATIONS
from bot.storage.store import Store
from bot.storage.targets import add_target, change_target, target_of
from tests.live.test_on_the_sandbox import MORNING
from tests.sandbox.kit import Scene, scene

CONFIG = '[telegram]\ntoken_file = "token"\napi = "{root}"\n[data]\nfolder = "data"\n'


def checked(folder: Path, made: Scene) -> tuple[int, str]:
    """Exit code and words of a check against a sandbox with this scene."""

    async def run() -> subprocess.CompletedProcess[bytes]:
        sandbox = Sandbox(made.world)
        async with serving(sandbox):
            root = sandbox.base.removesuffix("/bot")
            (folder / "config.toml").write_text(CONFIG.format(root=root), "utf8")
            (folder / "token").write_text(made.bot.token, "utf8")
            command = [sys.executable, "-m", "bot", "check", "--config", f"{folder}/config.toml"]
            return await asyncio.to_thread(
                lambda: subprocess.run(command, capture_output=True, check=False)
            )

    done = asyncio.run(run())
    assert not done.stderr, done.stderr.decode()
    return done.returncode, done.stdout.decode()


def follow(folder: Path, made: Scene, *chats: Chat) -> None:
    """Let the bot have targets in these groups."""
    (folder / "data").mkdir()
    with Store.open(folder / "data" / "jianfu.db", MIGRATIONS) as store:
        for chat in chats:
            address = f"telegram:{made.bot.user.id}:{chat.id}"
            store.run_sync(add_target, address, chat.title or "", MORNING)


def test_it_names_the_groups_in_which_the_bot_cannot_do_all(tmp_path: Path) -> None:
    made = scene()
    follow(tmp_path, made, made.group, made.basic)
    membership.promote(made.world, made.basic, made.bot.user, by=made.boss)
    membership.restrict(made.world, made.group, made.bot.user, by=made.boss)
    code, words = checked(tmp_path, made)
    assert code == 0
    assert "群「后沟子工作群」:机器人被禁言" in words
    assert "西台小组" not in words
    assert "时钟:与 Telegram 一致" in words


def test_it_names_a_group_whose_digest_would_be_due_at_night(tmp_path: Path) -> None:
    made = scene()
    follow(tmp_path, made, made.group, made.basic)
    with Store.open(tmp_path / "data" / "jianfu.db", MIGRATIONS) as store:
        address = f"telegram:{made.bot.user.id}:{made.group.id}"
        target = store.read_sync(target_of, address)
        assert target is not None
        late = replace(target, slots=(replace(EVENING, at=time(22, 30)),))
        store.run_sync(change_target, late)
    _, words = checked(tmp_path, made)
    assert [line for line in words.splitlines() if "免打扰" in line] == [
        "⚠ 群「后沟子工作群」:一览的时间在免打扰里,会一直收不到;请群管理员私下发「时间 17:30」"
    ]


def test_privacy_mode_is_a_failure(tmp_path: Path) -> None:
    code, words = checked(tmp_path, scene(reads_all=False))
    assert code == 1
    assert "隐私模式" in words


def test_a_group_that_put_the_bot_out_is_named(tmp_path: Path) -> None:
    made = scene()
    follow(tmp_path, made, made.group)
    membership.kick(made.world, made.group, made.bot.user, by=made.boss)
    assert "已不在群里" in checked(tmp_path, made)[1]
