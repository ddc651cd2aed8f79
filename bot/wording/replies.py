"""What the bot answers when it is spoken to."""

COMMAND_WORDS = {
    "start": ("开始",),
    "help": ("帮助", "怎么用"),
    "digest": ("一览", "今日一览"),
}
"""Each command and the Chinese words that may be written instead."""

_LINES = (
    "我每天把工作群里的通知整理成一条「今日一览」,17:30 发到群里,不响铃。",
    "群里不用回复我,也不用做任何事;我不统计谁看了、谁没看。",
    "/digest 现在就看一眼(私聊发给您)",
    "/help 这段说明",
    "自动整理,以原通知为准;涉密、敏感信息请不要发到群里。",
)


def help_text() -> str:
    """What is said in a private chat."""
    return "\n".join(("减负助手", *_LINES))


def group_help() -> str:
    """The same for a group, shorter."""
    return "\n".join(("减负助手", *_LINES[:3]))


def no_groups() -> str:
    """The asker is in no group the bot serves."""
    return "没有找到您和我都在的工作群。把我加进群里,当天 17:30 就有第一份一览。"
