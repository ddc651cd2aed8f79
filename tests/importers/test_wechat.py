"""Chats as people copy, mail or export them from WeChat, QQ, DingTalk and Feishu."""

import pytest

from bot.domain.message import Media, Message
from bot.importers import ProblemKind
from tests.importers.kit import at, messages, problems


def told(text: str) -> list[tuple[str | None, str, str]]:
    """Sender, time of June 10th (or the day too) and text of each message."""
    return [(m.sender, f"{m.sent_at:%d %H:%M}", m.text) for m in messages(text) if not m.service]


TWO = [("周敏", "10 08:12", "请各村报名单\n\n明天前"), ("河湾 村老马(6组)", "10 14:05", "收到")]


@pytest.mark.parametrize(
    "text",
    [
        "周敏 2026/06/10 8:12\n请各村报名单\n\n明天前\n\n河湾 村老马(6组) 2026/06/10 14:05\n收到\n",
        "周敏 2026年6月10日 8:12\n请各村报名单\n\n明天前\n"
        "河湾 村老马(6组) 2026年6月10日 14:05\n收到",
        "周敏 2026年6月10日 上午8:12\n请各村报名单\n\n明天前\n"
        "河湾 村老马(6组) 2026年6月10日 下午2:05\n收到",
        "周敏 2026-06-10 08:12:00\n请各村报名单\n\n明天前\n"
        "河湾 村老马(6组) 2026-06-10 14:05:00\n收到",
        "周敏 昨天 08:12\n请各村报名单\n\n明天前\n\n河湾 村老马(6组) 昨天 14:05\n收到",
        "周敏 6月10日 8:12\n请各村报名单\n\n明天前\n\n河湾 村老马(6组) 6月10日 14:05\n收到",
        "周敏 6/10 08:12\n请各村报名单\n\n明天前\n\n河湾 村老马(6组) 6/10 14:05\n收到",
        "周敏 星期三 08:12\n请各村报名单\n\n明天前\n\n河湾 村老马(6组) 周三 14:05\n收到",
        "————— 2026-06-10 —————\n\n\n周敏  08:12\n\n请各村报名单\n\n明天前\n\n\n"
        "河湾 村老马(6组)  14:05\n\n收到\n",
        "2026年6月10日 星期三\n周敏 8:12\n请各村报名单\n\n明天前\n河湾 村老马(6组) 14:05\n收到\n",
        "2026-06-10 08:12:33 周敏(wxid_ab12cd)\n请各村报名单\n\n明天前\n"
        "2026-06-10 14:05:01 河湾 村老马(6组)\n收到\n",
        "2026-06-10 8:12:33 周敏(12345678)\n请各村报名单\n\n明天前\n\n"
        "2026-06-10 14:05:01 河湾 村老马(6组)<a.b@example.org>\n收到\n",
        "[2026-06-10 08:12:33] 周敏: 请各村报名单\n\n明天前\n"
        "[2026-06-10 14:05:33] 河湾 村老马(6组): 收到\n",
        "2026-06-10 08:12:33 周敏\uff1a请各村报名单\n\n明天前\n"
        "2026-06-10 14:05:33 河湾 村老马(6组)\uff1a收到\n",
        "周敏(2026-06-10 08:12:33): 请各村报名单\n\n明天前\n"
        "河湾 村老马(6组)(2026-06-10 14:05:33): 收到\n",
        "周敏\uff082026-06-10 08:12:33\uff09\uff1a请各村报名单\n\n明天前\n"
        "河湾 村老马(6组)\uff082026-06-10 14:05:33\uff09\uff1a收到\n",
    ],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_every_usual_form_reads_the_same(text: str, line_end: str) -> None:
    assert told(text.replace("\n", line_end)) == TWO


def test_the_mailed_record_of_a_group() -> None:
    text = (
        "Dear:\n\n\t微信群“松岭工作群”的聊天记录如下:\n\n————— 2026-06-09 —————\n"
        "\n\n周敏  08:12\n\n"
        "明天停电\n\n————— 2026-06-10 —————\n\n\n阿强  08:15\n\n收到\n"
    )
    first, second = messages(text)
    assert (first.group, first.text, first.sent_at) == ("松岭工作群", "明天停电", at(8, 12, day=9))
    assert (second.number, second.sent_at) == (2, at(8, 15))


@pytest.mark.parametrize(
    ("title", "group"),
    [
        ("微信群“松岭群”的聊天记录", "松岭群"),
        ("周敏和阿强的聊天记录如下:", "周敏和阿强"),
        ("群聊“松岭群”的聊天记录", "松岭群"),
        ("“松岭群”的群聊聊天记录如下\uff1a", "松岭群"),
        ("消息记录(此消息记录为文本格式,不支持重新导入)\n\n====\n消息对象:松岭群\n====", "松岭群"),
    ],
)
def test_a_title_names_the_group_and_is_no_message(title: str, group: str) -> None:
    (message,) = messages(f"{title}\n\n周敏 2026/06/10 8:12\n通知\n")
    assert (message.group, message.text) == (group, "通知")


def test_a_line_that_looks_like_a_header_stays_in_its_message() -> None:
    text = (
        "周敏 2026/06/10 8:12\n安排如下\n会议 9:30\n培训 2026年6月15日 9:30\n"
        "时间 2026/06/15 9:30\n\n"
        "阿强 2026/06/10 8:15\n收到\n"
    )
    first, second = messages(text)
    assert first.text.splitlines()[1:] == [
        "会议 9:30", "培训 2026年6月15日 9:30", "时间 2026/06/15 9:30",
    ]  # fmt: skip
    assert second.sender == "阿强"


def test_look_alikes_among_headers_that_tell_the_clock_only() -> None:
    text = (
        "————— 2026-06-10 —————\n\n周敏  08:12\n\n安排如下:\n\n部署 9:30\n各村 10:00\n\n"
        "阿强  08:15\n\n收到\n"
    )
    assert [m.text for m in messages(text)] == ["安排如下:\n\n部署 9:30\n各村 10:00", "收到"]


def test_a_text_with_one_clock_in_it_is_no_chat() -> None:
    (message,) = messages("请各村明天开会\n培训 9:30\n地点 二楼")[:1]
    assert (message.sender, message.text) == (None, "请各村明天开会")


def test_yesterday_is_followed_by_today() -> None:
    assert told("周敏 昨天 20:15\n报名单\n\n阿强 8:12\n收到\n") == [
        ("周敏", "10 20:15", "报名单"),
        ("阿强", "11 08:12", "收到"),
    ]


def test_names_without_times() -> None:
    assert [(m.sender, m.text) for m in messages("周敏:\n报名单\n明天前\n\n阿强:\n收到\n")] == [
        ("周敏", "报名单\n明天前"),
        ("阿强", "收到"),
    ]


def test_an_address_is_no_sender() -> None:
    (message,) = messages("各村(社区):\n请报名单\n附件:\n名单.xlsx")[1:2]
    assert (message.sender, message.text) == (None, "请报名单")


@pytest.mark.parametrize(
    ("body", "media", "text", "file_name"),
    [
        ("[图片]", Media.PHOTO, "", None),
        ("[图片][图片]", Media.PHOTO, "", None),
        ("[图片]\n请按这个模板", Media.PHOTO, "请按这个模板", None),
        ('[语音] 12"', Media.VOICE, "", None),
        ("[视频]", Media.VIDEO, "", None),
        ("[文件] 三季度 名单.v2.xlsx", Media.FILE, "", "三季度 名单.v2.xlsx"),
        ("[文件]2026.6.10名单.xlsx (12.5KB)", Media.FILE, "", "2026.6.10名单.xlsx"),
        ("[文件: 名单.doc]", Media.FILE, "", "名单.doc"),
        ("[动画表情]", Media.STICKER, "", None),
        ("[表情]收到", None, "收到", None),
        ("[链接] 关于开展整治的通知", Media.LINK, "关于开展整治的通知", None),
        ("[聊天记录]\n周敏: 明天开会", None, "[聊天记录]\n周敏: 明天开会", None),
        ("[OK]收到", None, "[OK]收到", None),
        ("@所有人 报名单", None, "@所有人 报名单", None),
    ],
)
def test_what_stands_for_a_medium(
    body: str, media: Media | None, text: str, file_name: str | None
) -> None:
    (message,) = messages(f"周敏 2026/06/10 8:12\n{body}\n")
    assert (message.media, message.text, message.file_name) == (media, text, file_name)


@pytest.mark.parametrize(
    "line",
    [
        '"阿强"撤回了一条消息',
        "你撤回了一条消息",
        "周敏邀请李四、王五加入了群聊",
        "—— 以上是打招呼的内容 ——",
        "以下是新消息",
        "周敏修改群名为“松岭群”",
    ],
)
def test_system_lines_are_not_part_of_what_somebody_wrote(line: str) -> None:
    text = f"周敏 2026/06/10 8:12\n报名单\n\n{line}\n\n阿强 2026/06/10 8:15\n收到\n"
    notice, service, receipt = messages(text)
    assert (notice.text, receipt.text) == ("报名单", "收到")
    assert (service.service, service.text, service.sender) == (True, line, None)


@pytest.mark.parametrize(
    "reply",
    [
        "「周敏:报名单,\n明天前」\n- - - - - - - - - - - - - - -\n用什么表?",
        "「周敏\uff1a报名单,\n明天前」\n—————————\n用什么表?",
        "引用 周敏: 报名单,…\n用什么表?",
        "用什么表?\n[引用 周敏 的消息: 报名单,…]",
    ],
)
def test_a_quote_becomes_a_reply(reply: str) -> None:
    text = f"周敏 2026/06/10 8:12\n报名单,\n明天前\n\n阿强 2026/06/10 8:15\n{reply}\n"
    _, answer = messages(text)
    assert (answer.text, answer.reply_to) == ("用什么表?", 1)


def test_a_quote_of_something_unknown_is_dropped() -> None:
    (answer,) = messages("阿强 2026/06/10 8:15\n「周敏:别的」\n- - - - - -\n用什么表?\n")
    assert (answer.text, answer.reply_to) == ("用什么表?", None)


def test_an_impossible_time_is_named_with_its_line() -> None:
    text = "周敏 2026/06/10 8:12\n一\n\n阿强 2026/13/40 8:15\n二\n\n周敏 2026/06/10 25:12\n三\n"
    assert [m.text for m in messages(text)] == ["一"]
    assert [(p.line, p.reason) for p in problems(text)] == [
        (4, ProblemKind.BAD_TIME),
        (7, ProblemKind.BAD_TIME),
    ]


def test_what_stands_before_the_first_name_is_kept() -> None:
    first, second = messages("名单明天前报\n\n阿强 2026/06/10 8:15\n收到\n")
    assert (first.sender, first.text, first.sent_at) == (None, "名单明天前报", at(8, 15))
    assert second.text == "收到"


def test_very_long_lines() -> None:
    long = "请各村报名单。" * 40_000
    (message,) = messages(f"[2026-06-10 08:12:33] 周敏: {long}\n")
    assert message.text == long
    (message,) = messages(f"周敏 2026/06/10 8:12\n{long}\n")
    assert message.text == long


def test_bare_lines_and_paragraphs() -> None:
    lines: list[Message] = messages("一\n二\n三")
    assert [(m.number, m.text, m.sender) for m in lines] == [
        (1, "一", None), (2, "二", None), (3, "三", None),
    ]  # fmt: skip
    assert [m.sent_at for m in lines] == [at(12, i, day=11) for i in (1, 2, 3)]
    assert [m.text for m in messages("\n一\n二\n\n三\n")] == ["一\n二", "三"]
