"""The guided set-up: what was tested just now, and what to do where something is missing."""

from datetime import datetime

from bot.domain.platform import Standing
from bot.wording import dates
from bot.wording.admins import called

OPEN_PRIVATE = "打开私聊,接着设置"
OPEN_FIRST = "好,您是本群的减负助手管理员了。点下面的按钮到私聊里设置,不到两分钟。"
AGAIN = "重新检查"
MORE_HOURS = "一览几点发?点一个;都不合适就发「时间 17:10」这样的。"
_READY = "设好了,群里不用再做什么。以后要改,发「设置」。"
_NOT_YET = "时间定好了,还差一步:"
_NOT_READING = (
    "✗ 还看不到群里的话:到 https://t.me/BotFather 发 /setprivacy,选我,点 Disable,"
    "再把我移出群、重新加进来(或直接把我设为群管理员)"
)
_NOT_HEARD = "… 还没收到过群里的话:请在群里随便说一句,再点「重新检查」。还不行,就把我移出群再加回来"
_NO_PIN = "✗ 不能置顶:在群管理里把我设为管理员,打开「置顶消息」。不置顶也能用"


def wizard(title: str, standing: Standing | None, heard: int, at: str, now: datetime) -> str:
    """The steps with what came of each; ``heard`` is how many messages came today."""
    local = dates.local(now)
    clock = f"{dates.full_date(local.date())} {local:%H:%M}"
    return "\n".join(
        (
            f"设置向导 · {called(title)}",
            *_rights(standing, heard),
            f"✓ 时间按北京时间(Asia/Shanghai),现在是 {clock}",
            "",
            f"最后一步:一览几点发?现在定的是 {at}。16:50 下班前来得及办,17:30 收得全。",
        )
    )


def ending(standing: Standing | None, heard: int) -> str:
    """Whether all is ready now that the hour is set, or what is still in the way."""
    missing = [] if standing is None else [
        line for line in _rights(standing, heard) if line[0] != "✓" and line != _NO_PIN
    ]  # fmt: skip
    return "\n".join((_NOT_YET, *missing)) if missing else _READY


def _rights(standing: Standing | None, heard: int) -> tuple[str, ...]:
    if standing is None:
        return ("… 没有问到我在群里的权限,过一会儿点「重新检查」",)
    if not standing.inside:
        return ("✗ 我不在群里:请先把我加进群,再点「重新检查」",)
    speaks = "✓ 能在群里发一览" if standing.speaks else "✗ 不能发言:请在群管理里允许我发消息"
    return (
        _reads(standing, heard),
        speaks,
        "✓ 能把一览置顶" if standing.pins else _NO_PIN,
    )


def _reads(standing: Standing, heard: int) -> str:
    if not standing.reads:
        return _NOT_READING
    if heard:
        return f"✓ 看得到群里的话(今天收到{heard}条)"
    return "✓ 看得到群里的话" if standing.joined_reading else _NOT_HEARD
