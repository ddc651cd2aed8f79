"""What the board's frame says: names of its pages, signing in, and what went wrong."""

from datetime import datetime, timedelta

from bot.domain.boundary import Button, Outgoing
from bot.domain.message import SHANGHAI
from bot.domain.session import Session

NAV = (
    ("/", "今天"),
    ("/cases", "意见办理"),
    ("/records", "本单位意见"),
    ("/requests", "事项"),
    ("/duplicates", "可能重复"),
    ("/unsure", "拿不准"),
    ("/calendar", "会议检查"),
    ("/groups", "工作群"),
    ("/units", "单位"),
    ("/issuers", "发布单位"),
    ("/office", "减负办"),
    ("/roles", "角色"),
    ("/lexicon", "词库"),
    ("/catalogue", "数据项目录"),
    ("/settings", "设置"),
    ("/audit", "操作记录"),
    ("/export", "导出"),
)
"""Pages that stand at the top of every page, in this order, once there is a route for them."""

NO_BOARD = "这里没有开通网页。要办的事,在私聊里都能办:发「帮助」看看。"
NO_OFFICE = "网页是给减负办经办人、发布单位联系人和工作群管理员用的。您要办的事,私聊里都能办。"
OPEN = "打开网页"

ROLE_LOST = "没有办:您的角色刚刚变了。请回到首页,看现在能办什么。"
NOT_YOURS = "这个页面不在您的职责范围里。"
OTHER_ADDRESS = "网址不对:请用机器人发给您的链接打开。"
FOREIGN = "没有办:这一步不是从本网页点的。"
OLD_FORM = "没有办:页面放久了,或者您重新登录过。请返回刷新页面,再办一次。"
REPEATED = "没有办:同一栏填了两次。请返回重新填。"
UNREADABLE = "没有办:发来的内容读不懂。请返回刷新页面,再填一次。"
NOT_YET = "网页正在准备,请过一会儿刷新。"
ENDED = "已退出那一处登录"

_MINUTE = timedelta(minutes=1)
_BACK = "请返回上一页,或者回到首页。"
_PROBLEMS = {
    400: ("没有看懂", _BACK),
    403: ("不能办", _BACK),
    404: ("没有这个页面", "可能已经办完、合并,或者不归您办。" + _BACK),
    405: ("不能这样打开", _BACK),
    409: ("别人先办了", "没有重复办。请返回刷新页面,看现在的情况。"),
    413: ("内容太多", "请删短一些再发。"),
    429: ("太快了", "请等一分钟,再刷新页面。"),
    500: ("出错了", "没有办成,已经记下。请刷新再试;还不行,请告诉管理机器人的人。"),
    503: ("暂时不能用", "请过一会儿刷新。私聊里照常能办。"),
}


def problem(status: int) -> tuple[str, str]:
    """What went wrong, and what to do."""
    return _PROBLEMS.get(status) or _PROBLEMS[500 if status >= 500 else 400]


def printed(now: datetime) -> str:
    """When a page was printed, for its foot."""
    return f"减负助手 {now.astimezone(SHANGHAI):%Y年%-m月%-d日 %H:%M} 打印"


def too_long(most: int) -> str:
    """A field holds too much."""
    return f"没有办:有一栏太长了,最多{most}个字。请返回删短一些。"


def link(address: str) -> Outgoing:
    """The way in, for the member who asked and nobody else."""
    told = f"点按钮打开网页:5分钟内有效,只能用一次,请不要转发。也可以复制网址打开:\n{address}"
    return Outgoing(plain=told, buttons=((Button(label=OPEN, link=address),),))


def signed_in(session: Session, now: datetime) -> str:
    """When somebody signed in, and used it last."""
    begun, minutes = session.begun.astimezone(SHANGHAI), (now - session.seen) // _MINUTE
    used = f"{minutes}分钟前用过" if minutes > 1 else "刚刚用过"
    return f"{begun.month}月{begun.day}日 {begun:%H:%M} 登录,{used}"
