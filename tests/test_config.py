"""The configuration: defaults without a file, every key honoured, every mistake named."""

import re
from datetime import date, time
from pathlib import Path

import pytest

from bot.config import Config, live_config, load_config
from bot.domain.catalogue import Claim
from bot.domain.errors import ConfigError

ROOT = Path(__file__).parents[1]


def written(folder: Path, text: str) -> Path:
    path = folder / "config.toml"
    path.write_text(text, encoding="utf8")
    return path


def test_without_a_file_all_is_default() -> None:
    assert load_config(None) == Config()
    assert Config().slot == time(17, 30)


def test_an_empty_file_is_all_default(tmp_path: Path) -> None:
    assert load_config(written(tmp_path, "")) == Config()


def test_every_key_is_honoured(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        """
        [digest]
        slot = "16:45"
        [clock]
        end_of_work = "17:30"
        start_of_work = 09:00:00
        noon = "11:30"
        afternoon_start = "15:00"
        [calendar]
        days_off = ["2027-02-05", 2027-02-08]
        workdays = ["2027-02-07"]
        [lexicon]
        departments = { "水利" = "站" }
        aliases = { "农服中心" = "农业农村办" }
        [telegram]
        token_file = "secret/token"
        webhook = "https://bot.example/hook"
        [board]
        public_url = "https://county.example.cn/jianfu/"
        listen = "[::1]:9000"
        [reactions]
        done = "👍"
        asked_before = "👀"
        [data]
        folder = "kept"
        [catalogue."耄耋 老人"]
        aliases = ["80岁以上老人"]
        different_from = ["高龄津贴"]
        """,
    )
    config = load_config(path)
    assert (config.folder, config.data) == (tmp_path, "kept")
    assert config.telegram.token_file == "secret/token"
    assert config.telegram.webhook == "https://bot.example/hook"
    assert config.board.public_url == "https://county.example.cn/jianfu"
    assert config.board.listen == "[::1]:9000"
    assert config.slot == time(16, 45)
    assert (config.reactions.done, config.reactions.asked_before) == ("👍", "👀")
    assert (config.clock.end_of_work, config.clock.start_of_work) == (time(17, 30), time(9))
    assert (config.clock.noon, config.clock.afternoon_start) == (time(11, 30), time(15))
    assert config.calendar_overrides == {
        date(2027, 2, 5): False,
        date(2027, 2, 8): False,
        date(2027, 2, 7): True,
    }
    assert config.departments == {"水利": "站"}
    assert config.aliases == {"农服中心": "农业农村办"}
    assert [(one.claim, one.name, one.other) for one in config.catalogue.made] == [
        (Claim.ITEM, "耄耋老人", ""),
        (Claim.ALIAS, "耄耋老人", "80岁以上老人"),
        (Claim.APART, "耄耋老人", "高龄津贴"),
    ]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("[digests]\n", "[digests]"),
        ('[digest]\nslott = "17:30"\n', "[digest] slott"),
        ("digest = 3\n", "[digest]"),
        ("[digest]\nslot = 1730\n", "[digest] slot"),
        ('[digest]\nslot = "25:00"\n', "[digest] slot"),
        ('[digest]\nslot = "17:30+00:00"\n', "[digest] slot"),
        ('[clock]\nnoon = "noon"\n', "[clock] noon"),
        ('[clock]\nend_of_day = "23:00"\n', "[clock] end_of_day"),
        ('[clock]\nend_of_work = "08:00"\n', "[clock] start_of_work < noon"),
        ('[clock]\nnoon = "15:00"\n', "[clock] start_of_work < noon"),
        ('[calendar]\ndays_off = "2027-02-05"\n', "[calendar] days_off"),
        ('[calendar]\ndays_off = ""\n', "[calendar] days_off"),
        ('[calendar]\nworkdays = ["2027-02-30"]\n', "[calendar] workdays"),
        ("[calendar]\nworkdays = [2027-02-07T00:00:00]\n", "[calendar] workdays"),
        ("[lexicon]\naliases = { a = 1 }\n", "[lexicon] aliases"),
        ('[lexicon]\ndepartments = ["水利"]\n', "[lexicon] departments"),
        ('[lexicon.cues]\n"亮码" = "F21"\n', "[lexicon.cues] '亮码' = 'F21'"),
        ('[lexicon.cues]\n"" = "F01"\n', "[lexicon.cues] ''"),
        ("catalogue = 3\n", "[catalogue]"),
        ('[catalogue]\n"低保" = "最低生活保障"\n', "[catalogue.'低保']"),
        ('[catalogue."低"]\n', "[catalogue.'低']"),
        ('[catalogue."名单"]\n', "[catalogue.'名单']"),
        ('[catalogue."低保"]\nalias = []\n', "[catalogue.'低保'] alias"),
        ('[catalogue."低保"]\naliases = "吃低保的"\n', "[catalogue.'低保'] aliases"),
        ('[catalogue."低保"]\naliases = ["上报"]\n', "[catalogue.'低保'] aliases '上报'"),
        ('[catalogue."低保"]\ndifferent_from = ["低保"]\n', "different_from '低保'"),
        ("[telegram]\nwebhook = 1\n", "[telegram] webhook"),
        ('[reactions]\nyes = "👌"\n', "[reactions] yes"),
        ('[reactions]\ndone = ""\n', "[reactions] done"),
        ('[reactions]\nasked_before = "👎"\n', "[reactions] asked_before"),
        ('[reactions]\ndone = "🤔"\n', "[reactions] done = asked_before"),
        ('[board]\npublic_url = "http://board.example"\n', "[board] public_url"),
        ('[board]\npublic_url = "https://board.example/a?b"\n', "[board] public_url"),
        ('[board]\npublic_url = "https://me:word@board.example"\n', "[board] public_url"),
        ('[board]\npublic_url = "http://127.0.0.1.example"\n', "[board] public_url"),
        ('[board]\nlisten = "8090"\n', "[board] listen"),
        ('[board]\nlisten = "127.0.0.1:80900"\n', "[board] listen"),
        ("[digest\n", "line 1"),
    ],
)
def test_a_mistake_is_named_with_its_file_and_key(tmp_path: Path, text: str, named: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(ConfigError) as refused:
        load_config(path)
    assert str(path) in str(refused.value)
    assert named in str(refused.value)


@pytest.mark.parametrize("slot", ["22:00", "23:30", "00:00", "6:59"])
def test_a_running_bot_takes_no_digest_at_night_though_an_export_may_end_then(
    tmp_path: Path, slot: str
) -> None:
    path = written(tmp_path, f'[digest]\nslot = "{slot.zfill(5)}"\n')
    with pytest.raises(ConfigError, match=re.escape(str(path))) as refused:
        live_config(path)
    assert "在夜间免打扰(22:00—07:00)里" in str(refused.value)
    assert load_config(path).slot == time.fromisoformat(slot.zfill(5))


@pytest.mark.parametrize("slot", ["07:00", "21:59"])
def test_any_slot_of_the_day_is_taken(tmp_path: Path, slot: str) -> None:
    path = written(tmp_path, f'[digest]\nslot = "{slot}"\n')
    assert live_config(path).slot == time.fromisoformat(slot)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=re.escape("nowhere.toml")):
        load_config(tmp_path / "nowhere.toml")


def test_a_byte_order_mark_as_notepad_writes_it_does_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(b'\xef\xbb\xbf[digest]\nslot = "08:00"\n')
    assert load_config(path).slot == time(8)


def test_the_example_is_valid_and_says_the_defaults() -> None:
    example = load_config(ROOT / "config.example.toml")
    assert (example.slot, example.clock) == (Config().slot, Config().clock)
    assert example.reactions == Config().reactions
    assert example.board == Config().board
    assert (example.telegram, example.data) == (Config().telegram, Config().data)
    assert not example.calendar_overrides


def test_the_example_names_every_key() -> None:
    text = (ROOT / "config.example.toml").read_text("utf8")
    keys = ("token_file", "api", "proxy", "webhook", "listen", "folder", "done", "asked_before")
    for key in (
        *keys,
        "public_url",
        "slot",
        "end_of_work",
        "start_of_work",
        "noon",
        "afternoon_start",
    ):
        assert re.search(rf"^{key} = ", text, re.MULTILINE)
    for key in (
        "days_off = ",
        "workdays = ",
        "[lexicon.departments]",
        "[lexicon.aliases]",
        "[lexicon.cues]",
        "[catalogue.",
    ):
        assert key in text
