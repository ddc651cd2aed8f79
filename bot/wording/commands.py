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
    "done": Entry(
        ("完成", "办完", "已办", "已报"),
        "完成 2:第2件办完了",
    ),
    "undo": Entry(("恢复", "没办完"), "恢复 2:第2件还没办完"),
    "find": Entry(("查", "查找", "搜索"), "查 低保:查以前的通知,两个字就能查"),
    "collect": Entry(("收件", "收件情况"), "收件:您发的通知,哪些单位已经交了(只有您能看)"),
    "answer": Entry(("一次答复",), "一次答复:几个单位要同一批数据,给一段现成的答复"),
    "seen": Entry(("报过没", "以前报过没"), "报过没:在群里回复一条通知,查以前要过同样的没有"),
    "draft": Entry(("草稿", "看一眼", "发之前看一眼"), "草稿 通知全文:发之前看一眼,只给您看"),
    "useful": Entry(("反馈",), "反馈:一览收到了哪些表情(只给管理员看总数)"),
    "unit": Entry(("单位", "我的单位"), "单位 东河村:只看和我们村有关的"),
    "subscribe": Entry(("提醒", "订阅"), "提醒 7:50:每天几点收到待办;提醒 关:不用了"),
    "fix": Entry(("改", "纠错"), "改 3:一览第3件不对;管理员改,其他人的转给管理员"),
    "flag": Entry(
        ("意见", "提意见", "私下提意见"), "意见 3:私下说第3件像形式主义,谁也不知道是谁提的"
    ),
    "privacy": Entry(("隐私", "数据"), "谁能看到什么、我存了什么;删除我的数据"),
    "setup": Entry(("设置向导",), "一步步设好本群(群主、群管理员先在群里发 /setup)"),
    "settings": Entry(("设置",), "现在怎么设的,点按钮就改"),
    "time": Entry(("时间",), "时间 17:10:一览几点发;时间 每周五 16:50:另发一周一览"),
    "quiet": Entry(("免打扰",), "免打扰 22:00-7:00:这段时间只发紧急通知"),
    "pause": Entry(("暂停",), "暂停 3天,暂停 到12月1日,暂停 恢复"),
    "preview": Entry(("预览",), "下一份一览现在会怎么说,只给您看"),
    "issuers": Entry(("发布单位", "单位名单"), "近30天哪些单位布置过事;「民政=民政办」并作一个"),
    "link": Entry(("汇总", "汇总到一起"), "把几个群的通知整理进一份一览,两边管理员都同意才行"),
    "roles": Entry(("角色", "管理员"), "谁是减负助手管理员;加一位、移除一位"),
    "units": Entry(("成员单位",), "成员单位 桂芳 河湾村:更正一位成员的单位,群里不会说"),
    "group": Entry(("换群",), "您管几个群时,换一个来管"),
    "queue": Entry(("待办意见",), "等您办的意见,急的在前"),
    "case": Entry(("办理单",), "办理单 12:看第12号,点按钮办"),
    "claim": Entry(("接办",), "接办 12:第12号由您来办,一个工作日内有效"),
    "decide": Entry(("办理决定",), "办理决定 12:一步步写好结论、理由和依据"),
    "office": Entry(("经办人",), "谁是经办人和联系人;请人、免人、改答复时限(上级经办人用)"),
    "contact": Entry(("联系人",), "联系人 县教育局:请一位发布单位联系人(上级经办人用)"),
    "forms": Entry(
        ("报表清单",), "报表清单:批准过的报表和备案号;加、删、一次粘贴多行(上级经办人用)"
    ),
    "board": Entry(
        ("网页", "看板"), "网页:给一个链接,在网页里看、在网页里办(经办人、联系人、管理员)"
    ),
    "record": Entry(("本单位意见",), "减负办向您单位问过、定过的意见,可以撤回、改期、合并、说明"),
}


def first_word(name: str) -> str:
    """The word we show for a command."""
    return COMMANDS[name].words[0]


def for_admins(help_line: str) -> str:
    """The line of a command that only a group's admins may use."""
    return f"(管理员){help_line}"
