"""The command line: `jianfu`, with each command imported only when it is called."""

import sys
from importlib import import_module

import click

from bot import __version__
from bot.domain.errors import ConfigError, InputError, StorageError
from bot.wording import help as words

_COMMANDS = ("demo", "digest", "read", "duplicates", "check")


class _Lazy(click.Group):
    """A group that knows its commands by name and imports one when it is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _COMMANDS:
            return None
        command = import_module(f"bot.cli.{cmd_name}").command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section(words.COMMANDS):
            formatter.write_dl([(name, words.SUMMARIES[name]) for name in _COMMANDS])


@click.group(cls=_Lazy, help=words.ABOUT, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "--version", message="jianfu %(version)s")
def _cli() -> None:
    """Group of all commands; its help is in `words`."""


def main() -> None:
    """Run the command line; every expected refusal is one Chinese line and exit code 2."""
    try:
        sys.exit(_cli(standalone_mode=False) or 0)
    except click.exceptions.Abort:
        sys.exit(130)
    except click.ClickException as error:
        click.echo(words.usage_error(error.format_message()), err=True)
    except (InputError, ConfigError, StorageError) as error:
        click.echo(words.refusal(error), err=True)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    sys.exit(2)
