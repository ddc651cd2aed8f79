"""config.toml: what a deployment may set, with sensible defaults for all of it."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, time
from pathlib import Path
from typing import Any

from bot.domain.catalogue import NONE, Amendment, Amendments, Claim, amendments
from bot.domain.delivery import NIGHT
from bot.domain.errors import ConfigError
from bot.domain.gestures import FLAGS, Gestures, plain
from bot.domain.lexicon import Clock
from bot.reading.likeness import plain_name
from bot.wording.help import slot_at_night

TELEGRAM = "https://api.telegram.org"


@dataclass(frozen=True, slots=True, kw_only=True)
class TelegramConfig:
    """How to reach Telegram; without ``webhook`` (a public https URL) the bot polls.

    ``token`` stands in its own file, or in the environment; ``listen`` is host:port.
    """

    token_file: str = "token"
    api: str = TELEGRAM
    proxy: str = ""
    webhook: str = ""
    listen: str = "127.0.0.1:8080"


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardConfig:
    """Where the board is found: ``public_url`` without a slash at its end; "" for no board.

    ``listen`` is host:port, behind a reverse proxy unless only this machine shall reach it.
    """

    public_url: str = ""
    listen: str = "127.0.0.1:8090"


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthConfig:
    """Where this machine, and no other, asks how we are: host:port; "" for nowhere."""

    listen: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """Settings; ``calendar_overrides`` maps a day to whether people work on it.

    ``data`` is the folder of what a running bot keeps; relative paths count from the config file.
    """

    folder: Path = field(default=Path(), compare=False)
    data: str = "data"
    telegram: TelegramConfig = field(default_factory=TelegramConfig)
    board: BoardConfig = field(default_factory=BoardConfig)
    health: HealthConfig = field(default_factory=HealthConfig)
    slot: time = time(17, 30)
    reactions: Gestures = field(default_factory=Gestures)
    clock: Clock = field(default_factory=Clock)
    calendar_overrides: Mapping[date, bool] = field(default_factory=dict)
    departments: Mapping[str, str] = field(default_factory=dict)
    aliases: Mapping[str, str] = field(default_factory=dict)
    cues: Mapping[str, str] = field(default_factory=dict)
    catalogue: Amendments = NONE


_CLOCK_KEYS = ("end_of_work", "start_of_work", "noon", "afternoon_start")
_TELEGRAM_KEYS = ("token_file", "api", "proxy", "webhook", "listen")
_KEYS = {
    "data": ("folder",),
    "telegram": _TELEGRAM_KEYS,
    "board": ("public_url", "listen"),
    "health": ("listen",),
    "digest": ("slot",),
    "reactions": ("done", "asked_before"),
    "clock": _CLOCK_KEYS,
    "calendar": ("days_off", "workdays"),
    "lexicon": ("departments", "aliases", "cues"),
}


def load_config(path: Path | None) -> Config:
    """The settings in ``path``; all defaults when it is None.

    Raises ConfigError, which names the file and the key.
    """
    if path is None:
        return Config()
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror}") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{path}: {error}") from error
    for table, keys in values.items():
        if table == _CATALOGUE:
            continue
        if table not in _KEYS or not isinstance(keys, dict):
            raise ConfigError(f"{path}: [{table}]")
        for key in keys:
            if key not in _KEYS[table]:
                raise ConfigError(f"{path}: [{table}] {key}")
    return _config(path, values)


def live_config(path: Path) -> Config:
    """The settings of a bot that runs. Raises ConfigError, too, where no digest would ever be due.

    What is due in quiet hours waits for their end, and is too late then to be sent.
    """
    settings = load_config(path)
    if NIGHT.covers(settings.slot):
        raise ConfigError(f"{path}: {slot_at_night(settings.slot, NIGHT)}")
    return settings


def _config(path: Path, values: Mapping[str, Mapping[str, Any]]) -> Config:
    calendar, lexicon = values.get("calendar", {}), values.get("lexicon", {})
    clock = _clock(path, values.get("clock", {}))
    overrides = dict.fromkeys(_days(path, "days_off", calendar.get("days_off", [])), False)
    overrides |= dict.fromkeys(_days(path, "workdays", calendar.get("workdays", [])), True)
    telegram = {
        key: _text(path, "telegram", key, value)
        for key, value in values.get("telegram", {}).items()
    }
    return Config(
        folder=path.parent,
        data=_text(path, "data", "folder", values.get("data", {}).get("folder", "data")),
        telegram=TelegramConfig(**telegram),
        board=_board(path, values.get("board", {})),
        health=_health(path, values.get("health", {})),
        slot=_time(path, "digest", "slot", values.get("digest", {}).get("slot", "17:30")),
        reactions=_gestures(path, values.get("reactions", {})),
        clock=clock,
        calendar_overrides=overrides,
        departments=_words(path, "departments", lexicon.get("departments", {})),
        aliases=_words(path, "aliases", lexicon.get("aliases", {})),
        cues=_cues(path, lexicon.get("cues", {})),
        catalogue=amendments(_catalogue(path, values.get(_CATALOGUE, {}))),
    )


def _board(path: Path, values: Mapping[str, Any]) -> BoardConfig:
    """https for the world, plain http for this machine alone."""
    given = {key: _text(path, "board", key, value) for key, value in values.items()}
    found = BoardConfig(**given)
    found = replace(found, public_url=found.public_url.rstrip("/"))
    if found.public_url and not _ADDRESS.fullmatch(found.public_url):
        told = '"https://board.example.cn", "https://example.cn/jianfu", "http://127.0.0.1:8090"'
        raise ConfigError(f"{path}: [board] public_url = {found.public_url!r} ({told})")
    listens = _LISTEN.fullmatch(found.listen)
    if not listens or int(listens[1]) > _LAST_PORT:
        raise ConfigError(f'{path}: [board] listen = {found.listen!r} ("127.0.0.1:8090")')
    return found


def _health(path: Path, values: Mapping[str, Any]) -> HealthConfig:
    """Only this machine may ask: how we are tells how much there is to do."""
    given = {key: _text(path, "health", key, value) for key, value in values.items()}
    found = HealthConfig(**given)
    local = _LOCAL.fullmatch(found.listen)
    if found.listen and not (local and int(local[1]) <= _LAST_PORT):
        raise ConfigError(f'{path}: [health] listen = {found.listen!r} ("127.0.0.1:8091")')
    return found


_LOCAL = re.compile(r"(?:127\.0\.0\.1|localhost|\[::1\]):([1-9][0-9]{0,4})", re.ASCII)
_ADDRESS = re.compile(
    r"(https://[a-z0-9.-]+|http://127\.0\.0\.1)(:[1-9][0-9]{0,4})?(/[A-Za-z0-9._~-]+)*", re.ASCII
)
_CODE = re.compile(r"F(?:0[1-9]|1[0-9]|20)")
_LISTEN = re.compile(r"[A-Za-z0-9.:\[\]-]*:([0-9]{1,5})", re.ASCII)
_LAST_PORT = 65535


def _clock(path: Path, values: Mapping[str, Any]) -> Clock:
    """Office hours; without any, no deadline would ever come."""
    found = Clock(**{key: _time(path, "clock", key, value) for key, value in values.items()})
    hours = (found.start_of_work, found.noon, found.afternoon_start, found.end_of_work)
    if list(hours) != sorted(hours) or hours[0] == hours[-1]:
        told = " < ".join(("start_of_work", "noon", "afternoon_start", "end_of_work"))
        raise ConfigError(f"{path}: [clock] {told}")
    return found


def _gestures(path: Path, values: Mapping[str, Any]) -> Gestures:
    """Each reaction means one thing; none of those that may be a flag means anything."""
    given = {key: _text(path, "reactions", key, value) for key, value in values.items()}
    for key, emoji in given.items():
        if not emoji or " " in emoji or plain([emoji]) & FLAGS:
            raise ConfigError(f'{path}: [reactions] {key} = {emoji!r} ("👌")')
    found = Gestures(**given)
    if plain([found.done]) == plain([found.asked_before]):
        raise ConfigError(f"{path}: [reactions] done = asked_before")
    return found


def _time(path: Path, table: str, key: str, value: Any) -> time:
    try:
        found = value if isinstance(value, time) else time.fromisoformat(value)
    except (TypeError, ValueError):
        found = None
    # All times are Asia/Shanghai; one that names another zone would be silently wrong.
    if found is None or found.tzinfo:
        raise ConfigError(f'{path}: [{table}] {key} = {value!r} ("17:30")')
    return found.replace(second=0, microsecond=0)


def _text(path: Path, table: str, key: str, value: Any) -> str:
    if isinstance(value, str):
        return value
    raise ConfigError(f'{path}: [{table}] {key} = {value!r} ("…")')


def _days(path: Path, key: str, values: Any) -> list[date]:
    try:
        if isinstance(values, list):
            return [_day(value) for value in values]
    except (TypeError, ValueError):
        pass
    raise ConfigError(f'{path}: [calendar] {key} = {values!r} (["2027-02-05"])')


def _day(value: Any) -> date:
    # A datetime is a date to isinstance, but equals none.
    return value if type(value) is date else date.fromisoformat(value)


def _words(path: Path, key: str, values: Any) -> Mapping[str, str]:
    if isinstance(values, dict) and all(isinstance(word, str) for word in values.values()):
        return values
    raise ConfigError(f"{path}: [lexicon] {key}")


def _cues(path: Path, values: Any) -> Mapping[str, str]:
    """Phrases with the code of what they mark, or "" for those that mark nothing."""
    for phrase, code in _words(path, "cues", values).items():
        if not phrase or not (code == "" or _CODE.fullmatch(code)):
            raise ConfigError(f'{path}: [lexicon.cues] {phrase!r} = {code!r} ("F01"-"F20", "")')
    return values  # type: ignore[no-any-return]


_CATALOGUE = "catalogue"
_ITEM = {"aliases": Claim.ALIAS, "different_from": Claim.APART}


def _catalogue(path: Path, values: Any) -> Iterator[Amendment]:
    """What each item of the place is called, too, and what it is not."""
    if not isinstance(values, dict):
        raise ConfigError(f"{path}: [{_CATALOGUE}]")
    for said, about in values.items():
        told = f"{path}: [{_CATALOGUE}.{said!r}]"
        name = plain_name(said)
        if name is None or not isinstance(about, dict):
            raise ConfigError(told)
        yield Amendment(claim=Claim.ITEM, name=name)
        for key, others in about.items():
            if key not in _ITEM or not isinstance(others, list):
                raise ConfigError(f'{told} {key} (aliases, different_from = ["…"])')
            for other in others:
                plain = plain_name(other) if isinstance(other, str) else None
                if plain is None or plain == name:
                    raise ConfigError(f"{told} {key} {other!r}")
                yield Amendment(claim=_ITEM[key], name=name, other=plain)
