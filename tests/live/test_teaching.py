"""What `jianfu check` says the lexicon could learn: names put right again, and new phrases."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import pytest

from bot.cli.check import to_teach
from bot.config import Config
from bot.reading.variants import variants
from bot.storage.corrections import issuers_corrected
from bot.storage.lexicon import load_lexicon
from bot.wording.corrections import ALWAYS
from tests.live.kit import Town, played
from tests.live.test_corrections import CHEN, _admin, _fix

NEW = "晒亮比"
ELSEWHERE = 999
THINGS = ("低保年审名单", "秸秆台账", "水库巡查表", "残疾人证到期名单", "公厕清单", "村医签约表")


def taught(town: Town, cues: Mapping[str, str] = MappingProxyType({})) -> str:
    """What it says at the end of the day."""
    return "\n".join(town.store.read_sync(to_teach, town.now, Config(cues=cues)))


async def _asks(town: Town, *texts: str) -> None:
    await _admin(town)
    for number, text in enumerate(texts):
        await town.say(f"9:{number:02}", "民政办-小陈", text)
    await town.tick("17:30")


def test_a_phrase_nobody_knew_is_named_until_somebody_decides(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _asks(town, *(f"请各村明天下班前报{what},{NEW}到群里" for what in THINGS))
        assert f"「{NEW}" in taught(town)
        assert "[lexicon.cues]" in taught(town)
        assert taught(town, cues={NEW: ""}) == ""

    played(tmp_path, story)


def test_a_name_put_right_twice_may_be_said_once_for_all(tmp_path: Path) -> None:
    async def story(town: Town) -> None:
        await _asks(town, *(f"请各村明天下班前报{what}" for what in THINGS[:2]))
        for what in THINGS[:2]:
            await _fix(town, what, "改单位")
            await town.tell(CHEN, "镇社会事务办")
        assert "「镇民政办」改成「镇社会事务办」2次" in taught(town)
        assert "[lexicon.aliases]" in taught(town)
        # What another group puts right is not put right here.
        assert not town.store.read_sync(issuers_corrected, 2, ELSEWHERE)
        await town.press(CHEN, ALWAYS)
        assert "「镇民政办」按「镇社会事务办」认" in town.card(CHEN)
        await town.say("17:40", "民政办-小陈", "请各村周五前报残疾人证到期名单")
        await town.tell(CHEN, "发布单位")
        assert "镇社会事务办 1条" in town.card(CHEN)

    played(tmp_path, story)


@pytest.mark.parametrize("known", ["收到请回复", "打卡", "后沟子"])
def test_what_is_known_or_a_name_is_no_new_phrase(known: str) -> None:
    texts = [f"请各村报{what},{known}" for what in THINGS]
    assert not variants(texts, ["后沟子村-老吴"], load_lexicon())


def test_a_phrase_of_this_place_marks_what_whoever_runs_it_said() -> None:
    lexicon = load_lexicon(cues={NEW: "F05", "泼水节": ""})
    (own,) = (rule for rule in lexicon.cues if rule.patterns == (NEW,))
    assert own.code == "F05"
