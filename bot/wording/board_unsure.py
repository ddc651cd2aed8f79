"""What the board says of messages that may be notices."""

from bot.domain.correction import Fix

FIXES = {Fix.NOTICE: "是通知", Fix.NOT_NOTICE: "不是通知"}
DOES = {
    Fix.NOTICE: "列入一览;同样的文字再来也当通知",
    Fix.NOT_NOTICE: "不再列;同样的文字再来也不列",
}
DECIDED = "没有办:这一条刚才已经定了。"
EMPTY = "没有拿不准的。机器人看不准的消息会列在这里,请您定。"
