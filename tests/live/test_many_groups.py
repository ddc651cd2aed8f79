"""One notice in more groups than the platform is asked about at a time."""

from pathlib import Path

import pytest

from bot.domain.boundary import PlatformRole
from bot.services.flagging import heard_in
from tests.live.flag_kit import MEI, PHOTOS, flags, tap
from tests.live.kit import Town, ToyPlatform, played

COUNT = 30


def test_whoever_is_in_the_last_of_many_groups_gets_there_by_trying_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """同一个通知发在三十个群:问平台一次问十二个,再点一次就接着问,点第三次就到了。"""

    async def story(town: Town) -> None:
        town.platform.size = 31
        asked: list[str] = []
        role = ToyPlatform.role

        async def counted(platform: ToyPlatform, chat: str, member: str) -> PlatformRole:
            asked.append(chat)
            return await role(platform, chat, member)

        for number in range(COUNT):
            chat = f"toy:1:-3{number:02}"
            if number:
                town.platform.roles[chat, town.private(MEI)] = PlatformRole.OUTSIDE
            where = {"chat": chat, "title": f"第{number}工作群"}
            await town.say(f"9:{number:02}", "民政办-小陈", PHOTOS, **where)
        assert len(town.store.read_sync(heard_in, 1)) == COUNT
        monkeypatch.setattr(ToyPlatform, "role", counted)
        for tries in (1, 2):
            await town.press_data(MEI, "flag:r:1:0:0")
            assert "哪里像形式主义" not in town.card(MEI)
            assert asked == [f"toy:1:-3{COUNT - 1 - n:02}" for n in range(12 * tries)]
        await town.press_data(MEI, "flag:r:1:0:0")
        await tap(town, MEI, "要得太急", "直接提交")
        assert "已收下" in town.card(MEI)
        assert len(flags(town, MEI)) == 1
        assert sorted(asked) == sorted(set(asked))

    played(tmp_path, story)
