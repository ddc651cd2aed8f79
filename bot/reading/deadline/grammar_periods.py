"""The grammar of days counted from the end of a month or quarter: 季后10日内, 月后5个工作日内."""

from bot.reading.deadline.atoms import Match, Rule, Say, Sort
from bot.reading.deadline.numbers import number
from bot.reading.deadline.words import COUNT, INSIDE


def _after_period(found: Match) -> Say:
    unit = "month" if "月" in found["unit"] else "quarter"
    workdays = found["days"] == "工作日"
    return Say("after_period", count=number(found["amount"]), half=workdays, word=unit)


def _next_month(found: Match) -> Say:
    """次月3个工作日内; 月初3个工作日内 of any month."""
    offset = 1 if found["next"] else None
    return Say("nth_workday", count=number(found["amount"]), offset=offset, word="月")


RULES = (
    Rule(
        Sort.DAY,
        "次下月初",
        f"(?:(?P<next>次|下一?个?)月(?:的?前|初的?)?|(?<!\\d)月初的?前?)(?P<amount>{COUNT})个工作日(?={INSIDE})",
        _next_month,
    ),
    Rule(
        Sort.DAY,
        "每季月本",
        "(?:每个?|本)?(?P<unit>(?<![两三四五六七八九十个\\d])季度?|(?:(?<=每)|(?<=每个)|(?<=本)"
        "|(?<![份个一二三四五六七八九十\\d]))月度?)"
        f"(?:终了|结束|末|底)?之?后的?(?:前|第)?(?P<amount>{COUNT})个?(?P<days>工作日|[日天])(?={INSIDE})",
        _after_period,
    ),
)
