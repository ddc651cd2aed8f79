"""The words of commands: what may be written instead of their names, and their help lines."""

from typing import NamedTuple


class Entry(NamedTuple):
    """Chinese words for a command, the first is the one we show, and its line in the help."""

    words: tuple[str, ...]
    help: str


COMMANDS = {
    "start": Entry(("开始",), "开始使用,看今天的待办"),
    "help": Entry(("帮助", "怎么用"), "怎么用"),
    "digest": Entry(("一览", "今日一览"), "现在就看一眼今日一览"),
    "todo": Entry(("待办", "我的待办"), "我的待办:几个群合在一起,现在还要办什么"),
    "done": Entry(("完成", "办完", "已办", "已报"), "完成 2:第2件办完了"),
    "undo": Entry(("恢复", "没办完"), "恢复 2:第2件还没办完"),
    "unit": Entry(("单位", "我的单位"), "单位 东河村:只看和我们村有关的"),
    "subscribe": Entry(("订阅", "提醒"), "提醒 7:50:每天几点收到待办;提醒 关:不用了"),
    "fix": Entry(("改", "纠错"), "改 3:一览第3件不对;管理员改,其他人的转给管理员"),
    "privacy": Entry(("隐私", "数据"), "我存了什么、不存什么;删除我的数据"),
}


def first_word(name: str) -> str:
    """The word we show for a command."""
    return COMMANDS[name].words[0]
