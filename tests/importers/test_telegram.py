"""Telegram exports: every kind of message, whole accounts, and files that are damaged."""

import json
from typing import Any

import pytest

from bot.domain.message import Media
from bot.importers import Problem, ProblemKind
from tests.importers.kit import at, chat, export, messages, problems, read, row


@pytest.mark.parametrize(
    ("more", "media", "file_name"),
    [
        ({"photo": "photos/1.jpg"}, Media.PHOTO, None),
        ({"file": "files/名单.xlsx"}, Media.FILE, "名单.xlsx"),
        ({"file": "files/a.xlsx", "file_name": "名单.xlsx"}, Media.FILE, "名单.xlsx"),
        ({"file": "(File not included. Change data exporting settings to download.)"},
         Media.FILE, None),
        ({"file": "(File not included.)", "file_name": "名单.xlsx"}, Media.FILE, "名单.xlsx"),
        ({"file": "名单.xlsx (File unavailable, please try again later)"},
         Media.FILE, "名单.xlsx"),
        ({"file": "a.ogg", "media_type": "voice_message"}, Media.VOICE, None),
        ({"file": "a.mp4", "media_type": "video_file", "file_name": "IMG_1.mp4"},
         Media.VIDEO, None),
        ({"file": "a.mp4", "media_type": "animation"}, Media.VIDEO, None),
        ({"file": "a.webp", "media_type": "sticker"}, Media.STICKER, None),
        ({"location_information": {"latitude": 1, "longitude": 2}}, Media.LOCATION, None),
        ({"contact_information": {"first_name": "甲"}}, Media.CONTACT, None),
    ],
)  # fmt: skip
def test_media(more: dict[str, Any], media: Media, file_name: str | None) -> None:
    (message,) = messages(export(row(1, text="", **more)))
    assert (message.media, message.file_name, message.text) == (media, file_name, "")


def test_a_poll_is_read_as_its_question_and_options() -> None:
    poll = {"question": "哪天开会?", "answers": [{"text": "周四"}, {"text": "周五"}]}
    (message,) = messages(export(row(1, text="", poll=poll)))
    assert (message.media, message.text) == (Media.POLL, "哪天开会?\n周四\n周五")


def test_text_in_pieces() -> None:
    text = [
        "@所有人 请 ",
        {"type": "bold", "text": "今天"},
        {"type": "mention_name", "text": "周敏", "user_id": 5},
        {"type": "hashtag", "text": "#接龙"},
        {"type": "text_link", "text": "表格", "href": "https://a.example"},
        {"type": "custom_emoji", "text": "👍", "document_id": "x"},
    ]
    (message,) = messages(export(row(1, text=text)))
    assert message.text == "@所有人 请 今天周敏#接龙表格👍"


def test_who_said_it() -> None:
    gone, forwarded, saved, edited = messages(
        export(
            row(1, **{"from": None}),
            row(2, forwarded_from="县局"),
            row(3, forwarded_from=None, saved_from="县局"),
            row(4, edited="2026-06-10T09:00:00", edited_unixtime=str(int(at(9, 0).timestamp()))),
        )
    )
    assert gone.sender is None
    assert [m.forwarded_from for m in (forwarded, saved)] == ["县局", "县局"]
    assert edited.edited_at == at(9, 0)


def test_service_messages_and_topics() -> None:
    created, opening, answer, elsewhere, other = messages(
        export(
            {"id": 1, "type": "service", "date": "2026-06-10T08:00:00", "actor": "周敏",
             "action": "topic_created", "title": "防汛", "text": ""},
            row(2, reply_to_message_id=1),
            row(3, reply_to_message_id=2),
            row(4, reply_to_message_id=2, reply_to_peer_id="channel5"),
            row(5, reply_to_message_id=99),
        )
    )  # fmt: skip
    assert (created.service, created.sender, created.topic) == (True, "周敏", "防汛")
    assert (opening.topic, opening.reply_to) == ("防汛", None)
    assert (answer.topic, answer.reply_to) == ("防汛", 2)
    assert (elsewhere.topic, elsewhere.reply_to) == (None, None)
    assert (other.topic, other.reply_to) == (None, 99)


def test_pictures_sent_together_are_an_album() -> None:
    found = messages(
        export(
            row(1, photo="1.jpg", text="整治照片"),
            row(2, photo="2.jpg", text=""),
            row(3, file="3.mp4", media_type="video_file", text=""),
            row(4, photo="4.jpg", **{"from": "阿强"}),
            row(5, photo="5.jpg", **{"from": "阿强", "date": "2026-06-10T08:12:01"}),
            row(6),
        )
    )
    assert [m.album for m in found] == ["1", "1", "1", None, None, None]
    assert [m.number for m in found] == [1, 2, 3, 4, 5, 6]


def test_what_telegram_desktop_cannot_show_keeps_its_place() -> None:
    first, shown, _ = messages(export(row(1), {"id": 2, "type": "unsupported"}, row(3)))
    assert (shown.media, shown.sent_at, shown.text) == (Media.OTHER, first.sent_at, "")


def test_control_characters_as_telegram_desktop_writes_them() -> None:
    data = export(row(1, text="报名单MARK明天"), row(2, text="C:\\x01 MARK"))
    found = messages(data.replace(b"MARK", b"\\x0B\\x1F"))
    assert [m.text for m in found] == ["报名单\x0b\x1f明天", "C:\\x01 \x0b\x1f"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"date": "2026-02-30T08:00:00"},
        {"date": "1970-01-01T08:00:00"},
        {"date": "bald"},
        {"date": None},
        {"date": None, "date_unixtime": "0"},
        {"date": None, "date_unixtime": 10**30},
        {"date": None, "date_unixtime": "nan"},
    ],
)
def test_no_real_time(wrong: dict[str, Any]) -> None:
    data = export(row(1, **wrong), row(2))
    assert [m.number for m in messages(data)] == [2]
    (problem,) = problems(data)
    assert (problem.reason, problem.line, problem.detail) == (ProblemKind.BAD_TIME, 6, "1")


@pytest.mark.parametrize("number", [None, "7", True, 1.5, 2**70])
def test_no_real_number(number: Any) -> None:
    assert [p.reason for p in problems(export(row(number)))] == [ProblemKind.BROKEN_OBJECT]


def test_an_account_of_many_chats() -> None:
    account = {
        "about": 'with "messages": [ and {"id": 1} in it',
        "personal_information": {"user_id": 1, "bio": "\\"},
        "contacts": {"list": [{"user_id": 9, "first_name": "甲"}] * 400},
        "frequent_contacts": {"list": [{"id": 9, "type": "private_group", "name": "某人"}]},
        "sessions": {"list": [{"deep": [[[{"x": [1, {"y": "]}"}]}]]]}]},
        "chats": {
            "about": "x",
            "list": [
                chat(row(1), name="工作群"),
                chat(row(1, text='"messages": [{"id": 5}]'), name="工作群", type="private_group"),
                chat(row(2), name="某人", type="personal_chat"),
                chat(row(3), type="saved_messages"),
                chat(row(4), name="机器人", type="bot_chat"),
                chat(row(5), name="公告", type="public_channel", draft={"text": "{"}),
                chat(name="空群"),
            ],
        },
        "left_chats": {"list": [chat(row(6), name="旧群", type="private_supergroup")]},
    }
    for indent in (None, 1):
        items = read(json.dumps(account, ensure_ascii=False, indent=indent).encode())
        assert [i.reason for i in items if isinstance(i, Problem)] == [ProblemKind.NOT_A_GROUP] * 3
        assert [(i.group, i.number) for i in items if not isinstance(i, Problem)] == [
            ("工作群", 1), ("工作群 (2)", 1), ("公告", 5), ("旧群", 6),
        ]  # fmt: skip


def test_a_chat_without_a_name_takes_the_files() -> None:
    assert messages(export(row(1), name=None), "青石.json")[0].group == "青石"
    data = json.dumps({"messages": [row(1)], "name": "late"}).encode()
    assert messages(data, "青石.json")[0].group == "青石"


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        (b'"id": 2,', b'"id": 2 "oops",'),
        (b'"id": 2,', b'"id": 2,,'),
        (b'"text": "\xe4\xba\x8c"', b'"text": "\xe4\xba\x8c'),
        (b'"text": "\xe4\xba\x8c"', b'"text": "\\q"'),
        (b'"text": "\xe4\xba\x8c"', b'"text": ' + b"[" * 20_000),
        (b'"id": 2,', b'"id": ' + b"9" * 5000 + b","),
    ],
)
def test_one_broken_object_costs_one_message(good: bytes, bad: bytes) -> None:
    data = export(row(1), row(2, text="二"), row(3), row(4)).replace(good, bad)
    found = [m.number for m in messages(data)]
    assert found in ([1, 3, 4], [1, 4])
    assert [p.reason for p in problems(data)] == [ProblemKind.BROKEN_OBJECT]
    assert 10 < problems(data)[0].line < 14


def test_a_broken_end_of_one_chat_does_not_mix_it_with_the_next() -> None:
    account = {"chats": {"list": [chat(row(1), row(2, text="二"), name="甲群"),
                                  chat(row(1), name="乙群")]}}  # fmt: skip
    data = json.dumps(account, ensure_ascii=False).replace('"二"', '"二')
    assert [(m.group, m.number) for m in messages(data)] == [("甲群", 1), ("乙群", 1)]


def test_a_file_cut_at_any_byte_keeps_what_stands_before() -> None:
    rows = [
        row(1, text="请各村\\“报名单”"),
        row(2, photo="1.jpg"),
        row(3, photo="2.jpg", date_unixtime="1781050320"),
        row(4, text=["看 ", {"type": "link", "text": "a.example"}]),
    ]
    data = json.dumps({"chats": {"list": [chat(*rows), chat(row(9), name="乙群")]}}).encode()
    whole = {(m.group, m.number): m for m in messages(data)}
    kept = 0
    for cut in range(1, len(data)):
        found = messages(data[:cut])
        assert len(found) >= kept
        kept = len(found)
        for message in found:
            full = whole[message.group, message.number]
            assert message == full or (message.album is None and full.album is not None)
        assert kept == len(whole) or problems(data[:cut])


def test_a_cut_file_says_so_once() -> None:
    data = export(row(1), row(2))
    (problem,) = problems(data[:-30])
    assert (problem.reason, problem.file) == (ProblemKind.TRUNCATED, "群.x")
    assert [m.number for m in messages(data[:-30])] == [1]


def test_json_that_is_no_export() -> None:
    assert [p.reason for p in problems('{\n"a": 1}')] == [ProblemKind.UNKNOWN_FORMAT]
    assert [p.reason for p in problems('[{"id": 1}]')] == [ProblemKind.UNKNOWN_FORMAT]
