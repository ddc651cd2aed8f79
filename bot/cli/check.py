"""`jianfu check`: is this machine fit, is the configuration right."""

import asyncio
import platform
import shutil
import tempfile
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

import click

from bot.app import knowledge
from bot.cli.run import connect as open_telegram
from bot.cli.spoken import Spoken
from bot.config import Config, live_config
from bot.domain.delivery import Target, TargetKind
from bot.domain.errors import ConfigError, StorageError
from bot.domain.message import SHANGHAI
from bot.platforms.telegram import Telegram
from bot.reading.variants import variants
from bot.storage.connection import Snapshot, connect, needs_exclusive_lock, sqlite_version
from bot.storage.corrections import (
    count_corrections,
    issuers_corrected,
    newest_corrections,
    often_corrected,
)
from bot.storage.history import verify
from bot.storage.inbox import count_waiting, dead_letters
from bot.storage.keys import KEYS, Keys
from bot.storage.phrases import names_here, texts_since
from bot.storage.reception import gaps_between
from bot.storage.schema import MIGRATIONS
from bot.storage.store import Store
from bot.storage.targets import active_targets
from bot.wording import checks, corrections
from bot.wording import help as words
from bot.wording.dates import stretch


@click.command("check", cls=Spoken, help=words.CHECK)
@click.option("--config", type=click.Path(path_type=Path), help=words.CONFIG)
def command(config: Path | None) -> int:
    """Print one line a check; exit code 1 when one of them fails."""
    failed = False
    click.echo(checks.python(platform.python_version()))
    try:
        settings = live_config(config) if config else Config()
        click.echo(checks.config(str(config) if config else None))
    except ConfigError as error:
        click.echo(checks.failed(words.refusal(error)))
        settings, failed = Config(), True
    year = datetime.now(SHANGHAI).year
    _, calendar = knowledge(settings)
    for wanted in (year, year + 1):
        click.echo(checks.calendar(wanted, known=wanted in calendar.known_years))
    try:
        with (
            tempfile.TemporaryDirectory() as folder,
            Store.open(Path(folder) / "check.db", MIGRATIONS),
        ):
            click.echo(checks.database(sqlite_version(), exclusive=needs_exclusive_lock()))
    except (StorageError, OSError) as error:
        click.echo(checks.failed(words.refusal(StorageError(str(error)))))
        failed = True
    if config and not failed:
        fit, targets = _kept(settings)
        failed |= not fit
        failed |= _telegram(settings, targets)
    return 1 if failed else 0


def _kept(settings: Config) -> tuple[bool, list[Target]]:
    """Whether what a running bot has kept is fit: room on the disk, updates set aside, gaps."""
    folder = settings.folder / settings.data
    path = folder / "jianfu.db"
    if not path.exists():
        return True, []
    free = shutil.disk_usage(folder).free
    click.echo(checks.disk(free >> 20, enough=free >= LEAST_FREE))
    snapshot = Snapshot(connect(path, read_only=True))
    try:
        count, newest = dead_letters(snapshot)
        click.echo(checks.dead_letters(count, newest))
        click.echo(checks.waiting(count_waiting(snapshot)))
        newest_fixes = newest_corrections(snapshot, None, 3)
        click.echo(corrections.checked(count_corrections(snapshot), newest_fixes))
        now = datetime.now(SHANGHAI)
        for line in to_teach(snapshot, now, settings):
            click.echo(line)
        gaps = gaps_between(snapshot, now - timedelta(days=7), now)
        targets = active_targets(snapshot, TargetKind.DAILY)
        for target in targets:
            if any(target.quiet.covers(slot.at) for slot in target.slots):
                click.echo(checks.slot_at_night(target.title))
        click.echo(checks.gaps([stretch(gap.start, gap.end) for gap in gaps]))
        whole = _history(snapshot, folder)
    finally:
        snapshot.close()
    return whole and free >= LEAST_FREE, targets


def to_teach(snapshot: Snapshot, now: datetime, settings: Config) -> list[str]:
    """What the lexicon of this place could learn, if whoever runs it agrees: a line each."""
    lexicon, _ = knowledge(settings)
    texts = texts_since(snapshot, now - LATELY, MOST_TEXTS)
    settled = [*names_here(snapshot), *settings.cues]
    lines = (
        checks.often_corrected(often_corrected(snapshot)),
        checks.issuers_corrected(issuers_corrected(snapshot, TWICE)),
        checks.variants(variants(texts, settled, lexicon)),
    )
    return [line for line in lines if line]


def _history(snapshot: Snapshot, folder: Path) -> bool:
    """Whether the history of cases is as it was written."""
    verdict = verify(snapshot, Keys(folder / KEYS))
    if verdict.rows or verdict.fault is not None:
        click.echo(checks.history(verdict.rows, whole=verdict.fault is None))
    if verdict.unkeyed:
        click.echo(checks.keyless(verdict.unkeyed))
    return verdict.fault is None


def _telegram(settings: Config, targets: Sequence[Target]) -> bool:
    """Whether the bot's account works and may read groups."""
    try:
        telegram, _ = open_telegram(settings)
    except ConfigError:
        click.echo(checks.NO_TOKEN)
        return False
    return asyncio.run(_ask(telegram, targets))


async def _ask(telegram: Telegram, targets: Sequence[Target]) -> bool:
    found = await telegram.diagnose()
    if found.problem:
        click.echo(checks.failed(checks.unreachable(found.problem)))
        return True
    click.echo(checks.account(found.username, reads_groups=found.reads_groups))
    if found.webhook_url or found.last_error:
        click.echo(checks.webhook(found.webhook_url, found.pending, found.last_error))
    if found.not_pushed:
        click.echo(checks.not_pushed(found.not_pushed))
    ahead = await telegram.clock_ahead()
    if ahead is not None:
        click.echo(checks.clock(round(ahead), right=abs(ahead) <= CLOCK_OFF))
    names = {target.chat: target.title for target in targets}
    for standing in await telegram.standings(list(names)):
        if not (standing.inside and standing.speaks and standing.pins):
            click.echo(
                checks.standing(
                    names[standing.chat], inside=standing.inside, speaks=standing.speaks
                )
            )
    return not found.reads_groups or (ahead is not None and abs(ahead) > CLOCK_OFF)


LATELY, MOST_TEXTS, TWICE = timedelta(days=30), 5000, 2
LEAST_FREE = 200 << 20
CLOCK_OFF = 60.0
"""Seconds our clock may differ from Telegram's before digests are noticeably off."""
