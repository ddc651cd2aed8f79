"""What the bot answers when it is spoken to."""

from collections.abc import Sequence

from bot.domain.boundary import Outgoing
from bot.wording.commands import COMMANDS, first_word
from bot.wording.telegram_html import strip_tags

OPEN_PRIVATE = "打开私聊"
OPEN_FIRST = "这个要私下看:请点下面的按钮,在私聊里点「开始」。"
UNKNOWN = "没看懂。发「帮助」看看怎么用;也可以把别的群的通知转发给我。"
ADMINS_ONLY = "这个只有本群的减负助手管理员能用。群主和群管理员在群里发 /setup 就能成为管理员。"
NO_GROUPS = "没有找到您和我都在的工作群。把我加进群里,当天 17:30 就有第一份一览。"
DONE_HOW = (
    "请写上第几件,例如「完成 2」;编号看最新一张我的待办。后面可以记下材料在哪,"
    "例如「完成 2 云盘/低保名单.xlsx」、「完成 2 见上次」、一个链接,或者发文件来、配上「完成 2」。"
    "以后再要同类的,提醒您可以复用;只有您能看,您同意了本单位的人才能看。"
)
UNIT_HOW = "请写上您的单位,例如「单位 东河村」。写「单位 自动」就按群昵称认。"
SUBSCRIBE_HOW = (
    "写「提醒 7:50」改时间,「提醒 关」不再发,「提醒 开」恢复。时间要在 7:00 到 22:00 之间。"
)
FORGOTTEN = (
    "已删除您的单位、待办、办结和报送记录、订阅;提过的意见,没决定的已撤回,其余的不再和您有关联。"
    "群里的一览不受影响;再发「开始」可以重新使用。"
)

_ABOUT = (
    "我每天把工作群里的通知整理成一条「今日一览」发到群里,不响铃。",
    "群里不用回复我,也不用做任何事;我不统计谁看了、谁没看。",
)
_NOTE = "自动整理,以原通知为准;涉密、敏感信息请不要发给我。"
_WHO_SEES = (
    "<b>谁能看到什么</b>",
    "您的待办和办结:只有您。报送记录(材料在哪):只有您,您点了才给本单位的人看。您的单位:管理员也能看到、能更正。",
    "发通知的人:只看到哪些单位交了,看不到是谁。",
    "私下提意见:群里、发布单位、管理员和减负办经办人,都看不到是谁提的。",
    "经办人看到的是:事项、原因、您补充的话,和人数分档(不到3人、3到5人、6人以上)。",
    "在群里点表情、说话:谁都看得见,不算意见。",
    "",
    "<b>我存什么</b>",
    "通知的标题、时限、发布单位、要什么和原文位置;隐去号码的文字,只用来认哪些是同一件;",
    "您的群昵称、单位、办结和自己记的待办。",
    "报送记录只存文字、链接、文件名和平台的文件编号,不存文件内容,最多400天。",
    "意见只存原因、日期和您补充的话(加密,号码隐去);不存名字、账号和钟点。",
    "不存聊天记录、谁看了谁没看。私聊处理完就清除;转发来没处理的最多留2天。",
)
_CANNOT_HIDE = (
    "▸ 挡不住的也说清楚:",
    "管服务器的人拿着数据库和密钥,可以一个一个账号去试,试得出谁提过。所以要由信得过的单位来管。",
    "聊天平台自己看得到您和我的私聊,也看得到您点了什么。",
    "截屏、旁人看屏幕,我拦不住。提意见的界面用完就收,10分钟没动也收;您打的字我会删掉。",
    "您写的话可能让人认出您,发之前我会提醒;号码会隐去。",
    "不到8人的群容易猜出是谁,意见并到县里一起办,群里不说。",
    "防止重复处理的收件记录(没有内容)留8天。",
    "办结90天后密钥销毁,意见只剩数目。",
)
_YOURS = "有决定之前都能撤回:发「意见」,点[我的意见]。全部删除:发「隐私 删除」。"


def help_text(names: Sequence[str]) -> str:
    """What is said in a private chat about the commands ``names``."""
    lines = [f"「{first_word(name)}」{COMMANDS[name].help}" for name in names]
    forward = "把别的群的通知转发给我:我帮您记下,或查以前报过没有。"
    return "\n".join(("减负助手", *_ABOUT, "", *lines, forward, "", _NOTE))


def group_help() -> str:
    """The same for a group, shorter."""
    return "\n".join(("减负助手", *_ABOUT, "其他都在私聊里:发我「帮助」。"))


def privacy() -> Outgoing:
    """Who can see what, what is kept, what cannot be hidden, and how to have it deleted."""
    folded = "\n".join(_CANNOT_HIDE)
    top = "\n".join(_WHO_SEES)
    html = f"{top}\n<blockquote expandable>{folded}</blockquote>\n{_YOURS}"
    return Outgoing(plain=strip_tags(html), html=html)


def in_private(word: str) -> str:
    """A command that is answered in private only."""
    return f"「{word}」请在私聊里发给我。"


def in_group(word: str) -> str:
    """A command that belongs into a group."""
    return f"「{word}」要在群里发,前面加斜杠:/{word}"


def no_such_lines(numbers: Sequence[str]) -> str:
    """Numbers that the newest card does not have."""
    return f"最新的待办里没有第{'、'.join(numbers)}件。发「待办」看一眼编号。"


def unit_is(unit: str) -> str:
    """The unit was named."""
    return f"好,以后按「{unit}」看:点名要别的单位办的就不列给您了。"


def unit_guessed() -> str:
    """The unit is guessed from nicknames again."""
    return "好,单位按您的群昵称认。"


def card_at(clock: str) -> str:
    """The card comes at this time."""
    return f"好,有要办的事时,每天 {clock} 发一张待办,不响铃。"


def card_off() -> str:
    """No card comes by itself."""
    return "好,不再主动发待办。想看时发「待办」。"
