"""Lines of `jianfu check`: what is well, what to know, what to mend."""

from collections.abc import Sequence

from bot.domain.correction import Fix
from bot.reading.variants import Variant
from bot.wording.corrections import NAMES

NO_TOKEN = (
    "⚠ Telegram:没有可用的令牌;只用 jianfu digest 可以不管,要运行机器人请写进 [telegram] token_file"
)


def python(version: str) -> str:
    """The Python in use."""
    return f"✓ Python {version}"


def config(path: str | None) -> str:
    """The configuration that was read."""
    return f"✓ 配置:{path}" if path else "✓ 配置:全部用默认值"


def calendar(year: int, *, known: bool) -> str:
    """Whether a year's working days are known with 调休."""
    if known:
        return f"✓ 工作日历:{year}年,含调休"
    return f"⚠ 工作日历:{year}年的放假安排还不知道,按「未含调休」处理;公布后可写进配置的 [calendar]"


def database(version: str, *, exclusive: bool) -> str:
    """Which SQLite is in use, and whether readers can share the database."""
    if exclusive:
        return f"⚠ 数据库:SQLite {version} 较旧,已改用独占方式,功能不受影响"
    return f"✓ 数据库:可读写,SQLite {version}"


def disk(megabytes: int, *, enough: bool) -> str:
    """Room left where a running bot keeps its data."""
    return f"{'✓' if enough else '✗'} 磁盘:数据文件夹还剩 {megabytes} MB"


def dead_letters(count: int, newest: Sequence[tuple[str, str]]) -> str:
    """Updates that could not be understood and were set aside."""
    if not count:
        return "✓ 收件箱:没有无法解析的更新"
    shown = ";".join(f"{key}({error})" for key, error in newest[:3])
    return f"⚠ 收件箱:{count}条更新无法解析,已单独留存:{shown}"


def waiting(count: int) -> str:
    """Updates that were received and not worked on yet."""
    return f"✓ 收件箱:待处理{count}条"


def slot_at_night(title: str) -> str:
    """A group whose digest would be due when nothing is sent there."""
    return f"⚠ 群「{title}」:一览的时间在免打扰里,会一直收不到;请群管理员私下发「时间 17:30」"


def often_corrected(counts: Sequence[tuple[Fix, int]]) -> str:
    """What was put right most often; "" where nothing was twice."""
    often = [f"{NAMES[fix]} {count}次" for fix, count in counts[:_MOST] if count > 1]
    return f"  改得最多的:{'、'.join(often)}" if often else ""


def issuers_corrected(found: Sequence[tuple[str, str, int]]) -> str:
    """Names that were put right again and again, and where to say so once for all."""
    shown = "、".join(f"「{old}」改成「{new}」{count}次" for old, new, count in found[:_MOST])
    return f"⚠ 更正:{shown};以后都这样认,可写进配置的 [lexicon.aliases]" if shown else ""


def variants(found: Sequence[Variant]) -> str:
    """Phrases that the lexicon does not know, and what to do about them."""
    shown = "、".join(f"「{one.phrase}」{one.requests}件" for one in found[:_MOST_PHRASES])
    if not shown:
        return ""
    return (
        f"⚠ 变种:近30天常见、词库里没有的说法:{shown};"
        "属于形式主义做法的,可写进配置的 [lexicon.cues],不是的写空,不再提示"
    )


_MOST, _MOST_PHRASES = 3, 8


def gaps(shown: Sequence[str]) -> str:
    """Stretches of the last days in which nothing could reach us."""
    if not shown:
        return "✓ 接收:最近7天没有中断到丢消息的时段"
    return f"⚠ 接收:最近7天有{len(shown)}段时间的消息没收到:{'、'.join(shown[:3])}"


def history(rows: int, *, whole: bool) -> str:
    """Whether the history of cases is as it was written."""
    if whole:
        return f"✓ 意见办理:{rows}条办理记录完整,未被改动"
    return "✗ 意见办理:办理记录被改动、删减或与现状不符;请保留现场,用备份核对"


def keyless(cases: int) -> str:
    """Cases whose key is not there."""
    return f"⚠ 意见办理:{cases}件的密钥不在,答复送不到提意见的人;密钥文件夹须与数据库放在一起"


def unreachable(problem: str) -> str:
    """The bot's account cannot be asked."""
    return f"连不上 Telegram:{problem}。请检查令牌、网络和 [telegram] proxy"


def account(username: str, *, reads_groups: bool) -> str:
    """The bot's account, and whether it may read what is said in groups."""
    if reads_groups:
        return f"✓ Telegram:@{username},可以读到群消息"
    return (
        f"✗ Telegram:@{username} 开着隐私模式,只能读到命令。请在 @BotFather 用 /setprivacy 关掉,"
        "再把机器人移出群、重新拉进群"
    )


def webhook(url: str, pending: int, error: str) -> str:
    """What Telegram says of the address it pushes to."""
    trouble = f",最近一次出错:{error}" if error else ""
    return f"{'⚠' if error else '✓'} 推送:{url or '未设置'},待推送{pending}条{trouble}"


def not_pushed(kinds: Sequence[str]) -> str:
    """Kinds of updates that the webhook in force does not bring."""
    return f"⚠ 推送:没有订阅{'、'.join(kinds)};重新启动机器人会自动补上"


def clock(seconds: int, *, right: bool) -> str:
    """How our clock stands beside Telegram's."""
    if right:
        return "✓ 时钟:与 Telegram 一致"
    way = "快" if seconds > 0 else "慢"
    return f"✗ 时钟:本机比 Telegram {way}{abs(seconds)}秒,请打开系统的自动校时"


def standing(title: str, *, inside: bool, speaks: bool) -> str:
    """A group in which the bot cannot do all it could."""
    if not inside:
        return f"⚠ 群「{title}」:机器人已不在群里;要继续用请重新拉进群"
    if not speaks:
        return f"⚠ 群「{title}」:机器人被禁言,发不出汇总;请管理员解除"
    return f"· 群「{title}」:机器人不能置顶汇总;需要的话请设为管理员并允许置顶"


def failed(sentence: str) -> str:
    """A check that failed."""
    return f"✗ {sentence}"
