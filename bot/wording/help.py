"""Help texts and refusals of the command line."""

from collections.abc import Sequence
from datetime import time

from bot.domain.delivery import Hours
from bot.domain.errors import ConfigError, InputError, JianfuError

ABOUT = "减负助手:把一天的群通知整理成一份「今日一览」。"
COMMANDS = "命令"
OPTIONS = "选项"
USAGE = "用法:"
HELP = "显示这页说明。"
VERSION = "显示版本号。"
SUMMARIES = {
    "demo": "在浏览器里试用:真的机器人,虚构的工作群,不联网",
    "digest": "把导出或粘贴的群聊整理成当天的一览",
    "read": "逐条识别消息(JSON 行进,JSON 行出)",
    "duplicates": "逐条查找重复要求(JSON 行进,JSON 行出)",
    "run": "在 Telegram 工作群里运行机器人",
    "appoint": "请第一位减负办经办人:打印一个一次性链接",
    "preview": "现在就看看下一份一览会说什么(不发送)",
    "check": "检查运行环境和配置",
    "rotate-keys": "更换全部密钥(怀疑密钥被人看过时用)",
}
DIGEST = (
    "整理群聊,打印当天的一览。FILE 可以是 Telegram 导出的 result.json、从微信复制的文字、"
    "CSV 表格、JSON 行,或装着它们的文件夹;写 - 表示从标准输入粘贴(粘贴完按 Ctrl-D)。"
)
ON = "整理哪一天,如 2026-06-11;不写就是最后有消息的那天。"
FORMAT = "输出格式:text 纯文字,html 用于 Telegram,json 供程序读取。"
CONFIG = "配置文件,样例见 config.example.toml。"
DATA = "把读到的内容留在这个文件夹;不写就不留。"
READ = "逐条识别:每行一个 JSON 对象(id、sent_at、text),每行输出一个结果。FILE 写 - 表示标准输入。"
DUPLICATES = "按时间先后逐条查找重复:输入同 read。给出 --pairs 时只比较指定的成对消息。"
PAIRS = '成对比较的清单,每行 {"a": 编号, "b": 编号}。'
STORED = "不读文件,看机器人已存的事项:现在的规则会怎样连,和当时不同的每对一行。只看,不改。"
FILE_OR_STORED = "请给出文件(或写 -);只看已存的事项,用 --stored 和 --config"
RUN = "在 Telegram 上运行机器人,按 Ctrl-C 停止。先照 config.example.toml 写好 config.toml 和令牌。"
SANDBOX = "允许连接沙盒等非官方接口地址(只用于试验)。"
APPOINT = (
    "打印一个一次性链接,7天内有效。把它私下发给减负办的人,对方打开并确认后就是上级经办人,"
    "能在私聊里再请经办人和发布单位联系人。机器人运行时也能用。"
)
UNIT = "经办人的单位,如 县减负办。"
STOP_FIRST = "机器人正在运行,而这台机器的 SQLite 太旧,不能同时打开。先停下机器人再运行这条命令。"
PREVIEW = "看看各群下一份一览现在会说什么;只读,不发送,机器人运行时也能用。"
NOTHING_KEPT = "还没有收到过群消息:先用 jianfu run 运行机器人,并把它加进群里。"
CHECK = (
    "检查 Python、数据库、工作日历和配置,每项一行;给出 --config 时还检查 Telegram 令牌、"
    "隐私模式、磁盘和收件箱。"
)
ROTATE = (
    "更换封存意见和私聊的全部密钥,旧的当场销毁。先停下机器人再用;怀疑有人看过密钥文件、"
    "换了管理员时用。"
)
ROTATED = "密钥已全部更换,旧的已销毁。以前的备份里,封存的内容再也打不开。"
DEMO = "在浏览器里试用:虚构的青石镇工作群,机器人是真的。只在本机,不联网,不用令牌;按 Ctrl-C 结束。"
DEMO_PORT = "本机端口;不写就自动选一个。"
DEMO_NO_OPEN = "只打印地址,不打开浏览器。"
DEMO_DATA = "把演示留在这个文件夹,下次接着来;不写就不留。"
READING = "正在读取"
PASTE_HINT = "请粘贴群聊内容,粘贴完按 Ctrl-D 结束:"
NOTHING_READ = (
    "没有读到任何消息。支持:Telegram 导出的 result.json、微信复制的文字、"
    "CSV(要有时间和内容两列)、JSON 行。"
)
BAD_ON = "日期写法不对,应如 2026-06-11。"


def demo_is_open(address: str) -> str:
    """Where the demo is."""
    return f"演示在 {address} ,用浏览器打开(虚构数据,不联网;按 Ctrl-C 结束)。"


def port_taken(port: int) -> str:
    """A port that the demo cannot have."""
    return f"端口{port}用不了(已被占用,或没有权限)。换一个:--port 0 自动选。"


def no_name(problem: str) -> str:
    """The bot's name could not be learned, and without it there is no link."""
    return f"连不上 Telegram,没有做成链接({problem or '没有用户名'})。检查网络和令牌后再试。"


def preview_of(title: str) -> str:
    """What stands above one group's preview."""
    return f"—— {title} ——"


SURPLUS = "参数多了,或写法不对"


def usage_error(mistake: str, path: str) -> str:
    """A bad call, with the way out; ``path`` is the command as it was called."""
    return f"用法有误:{mistake}。看用法:{path} --help"


def no_command(name: str) -> str:
    """A command that does not exist."""
    return f"没有「{name}」这个命令"


def no_option(name: str) -> str:
    """An option that does not exist."""
    return f"没有 {name} 这个选项"


def bad_option(name: str) -> str:
    """An option without its value, or with one it does not take."""
    return f"{name} 后面缺少值,或多写了值"


def missing(name: str) -> str:
    """An argument that must be given."""
    return f"缺少 {name}"


def bad_value(name: str, allowed: Sequence[str]) -> str:
    """A value an option does not take; ``allowed`` names those it does, if they are few."""
    return f"{name} 只能是 {'、'.join(allowed)}" if allowed else f"{name} 的值不对"


def no_access(path: str, reason: str) -> str:
    """A file, folder or device that the system would not let us use."""
    return f"读写失败:{path or '标准输出'}({reason})。请检查路径、权限和磁盘空间。"


def slot_at_night(slot: time, night: Hours) -> str:
    """A digest that would be due when nothing is sent."""
    hours = f"{night.start:%H:%M}—{night.end:%H:%M}"
    return (
        f'[digest] slot = "{slot:%H:%M}" 在夜间免打扰({hours})里,群里会一直收不到一览;'
        '请改成白天的时间,如 "17:30"'
    )


def refusal(error: JianfuError) -> str:
    """What an expected error means and what to do."""
    text = str(error)
    if isinstance(error, ConfigError):
        return f"配置有误:{text}。对照 config.example.toml 改一下。"
    if isinstance(error, InputError):
        code, _, rest = text.partition(":")
        if code == "empty_folder":
            return f"文件夹里没有可读的群聊:{rest}。放入 result.json、.txt、.csv 或 .jsonl。"
        if code == "unreadable":
            return f"打不开:{rest}。请检查文件名和权限。"
        return text
    return f"数据没能保存:{text}。请检查磁盘空间和权限。"
