"""Help pages and refusals of click in Chinese; click itself only knows English."""

import click

from bot.wording import help as words


class Spoken(click.Command):
    """A command whose help page is Chinese throughout, headings included."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the line that shows how to call it."""
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, prefix=words.USAGE)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, one a line."""
        records = [param.get_help_record(ctx) for param in self.get_params(ctx)]
        with formatter.section(words.OPTIONS):
            formatter.write_dl([record for record in records if record])

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The option that shows this page."""
        option = super().get_help_option(ctx)
        if option:
            option.help = words.HELP
        return option


def usage(error: click.UsageError) -> str:
    """One Chinese line for a call that click refused."""
    return words.usage_error(_mistake(error), error.ctx.command_path if error.ctx else "jianfu")


def _mistake(error: click.UsageError) -> str:
    if isinstance(error, click.NoSuchOption):
        return words.no_option(error.option_name)
    if isinstance(error, click.BadOptionUsage):
        return words.bad_option(error.option_name)
    if isinstance(error, click.BadParameter) and error.param:
        name = error.param.metavar or error.param.opts[0]
        if isinstance(error, click.MissingParameter):
            return words.missing(name)
        return words.bad_value(error.param.opts[0], _choices(error.param))
    return words.SURPLUS


def _choices(param: click.Parameter) -> list[str]:
    return [str(c) for c in param.type.choices] if isinstance(param.type, click.Choice) else []
