"""The command line: `jianfu`, with each command imported only when it is called."""

import gc
import os
import sys
from importlib import import_module

import click

from bot import __version__
from bot.cli.spoken import Spoken, usage
from bot.domain.errors import ConfigError, InputError, StorageError
from bot.wording import help as words

_COMMANDS = (
    "demo", "digest", "read", "duplicates", "run", "appoint", "preview", "check", "rotate-keys"
)  # fmt: skip


class _Lazy(Spoken, click.Group):
    """A group that knows its commands by name and imports one when it is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _COMMANDS:
            return None
        # Code and tables stay: looking for garbage among them would take a seventh of the start.
        gc.disable()
        command = import_module(f"bot.cli.{cmd_name.replace('-', '_')}").command
        gc.freeze()
        gc.set_threshold(10_000, 20, 20)
        gc.enable()
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] not in _COMMANDS:
            raise InputError(words.usage_error(words.no_command(args[0]), ctx.command_path))
        return super().resolve_command(ctx, args)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super().format_options(ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section(words.COMMANDS):
            formatter.write_dl([(name, words.SUMMARIES[name]) for name in _COMMANDS])


@click.group(cls=_Lazy, help=words.ABOUT, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "--version", message="jianfu %(version)s", help=words.VERSION)
def _cli() -> None:
    """Group of all commands; its help is in `words`."""


def main() -> None:
    """Run the command line; every expected refusal is one Chinese line and exit code 2."""
    try:
        sys.exit(_cli(standalone_mode=False) or 0)
    except click.exceptions.Abort:
        sys.exit(130)
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
    except click.UsageError as error:
        click.echo(usage(error), err=True)
    except (InputError, ConfigError, StorageError) as error:
        click.echo(words.refusal(error), err=True)
    except OSError as error:
        # A broken pipe never comes here: click ends the program quietly.
        click.echo(words.no_access(error.filename or "", error.strerror or str(error)), err=True)
        if error.filename is None:
            # What stdout would not take must not be tried again when Python ends.
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    sys.exit(2)
