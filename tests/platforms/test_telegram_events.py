"""What people do on Telegram, and what we make of it."""

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.domain.boundary import (
    ButtonPressed,
    Chat,
    ChatKind,
    CommandIn,
    Document,
    GroupMoved,
    Ingest,
    Malformed,
    MembershipChanged,
    MessageEdited,
    MessageIn,
    PlatformRole,
    ReactionChanged,
)
from bot.domain.message import SHANGHAI, Media
from bot.platforms.telegram_events import parse
from tests.platforms.kit import (
    AT,
    GROUP,
    US,
    channel,
    dump,
    event,
    group,
    message,
    message_in,
    person,
    private,
    said,
    update,
)

HERE = Chat(address=f"telegram:4242:{GROUP}", kind=ChatKind.SUPERGROUP, title="青石镇工作群")
FILE = {"file_id": "f", "file_unique_id": "u"}
PICTURE = {**FILE, "width": 1, "height": 1}
CLIP = {**PICTURE, "duration": 1}


def test_documents_are_known_in_private_alone() -> None:
    """A document with its caption, and a word that answers a document; of groups none is kept."""
    file = {**FILE, "file_name": "花名册.xlsx"}
    sent = message_in(text=None, caption="完成 3", document=file, chat=private())
    assert sent.documents == (Document("花名册.xlsx", "f"),)
    answer = {"reply_to_message": said(None, document=FILE), "chat": private()}
    assert message_in(text="完成 3", **answer).documents == (Document("", "f"),)
    command = {"entities": [{"type": "bot_command", "offset": 0, "length": 5}], **answer}
    found = event("message", said("/done 3", **command))
    assert isinstance(found, CommandIn)
    assert found.documents == (Document("", "f"),)
    assert message_in(text=None, document=file).documents == ()
    clip = message_in(text=None, document=file, animation=CLIP, chat=private())
    assert clip.documents == ()
    with pytest.raises(Malformed):
        message_in(text=None, document={}, chat=private())


def test_a_message_in_a_group() -> None:
    found = message_in(text=" 通知:\n请今天18点前报台账 ")
    assert found.chat == HERE
    assert found.member == "telegram:4242:7"
    assert found.ingest is Ingest.PASSIVE
    assert found.origin is None
    assert found.message.group == "青石镇工作群"
    assert found.message.number == 31
    assert found.message.sent_at == datetime(2026, 3, 12, 10, 0, tzinfo=SHANGHAI)
    assert found.message.sent_at.tzinfo is SHANGHAI
    assert found.message.text == " 通知:\n请今天18点前报台账 "
    assert found.message.sender == "敏 周"
    assert found.message.media is None
    assert not found.message.service


def test_a_message_to_us_alone_is_submitted_and_its_group_is_the_person() -> None:
    found = message_in(chat=private())
    assert found.ingest is Ingest.SUBMITTED
    assert found.message.group == "敏 周"
    assert found.chat == Chat(address="telegram:4242:7", kind=ChatKind.PRIVATE, title="敏 周")


@pytest.mark.parametrize(
    ("carried", "media", "file_name"),
    [
        ({"photo": [PICTURE]}, Media.PHOTO, None),
        ({"video": {**CLIP, "file_name": "现场.mp4"}}, Media.VIDEO, None),
        ({"video_note": {**FILE, "length": 1, "duration": 1}}, Media.VIDEO, None),
        (
            {"animation": CLIP, "document": {**FILE, "file_name": "a.gif"}},
            Media.VIDEO,
            None,
        ),
        ({"voice": {**FILE, "duration": 1}}, Media.VOICE, None),
        ({"audio": {**FILE, "duration": 1}}, Media.VOICE, None),
        ({"document": {**FILE, "file_name": "台账.xlsx"}}, Media.FILE, "台账.xlsx"),
        ({"document": FILE}, Media.FILE, None),
        (
            {"sticker": {**PICTURE, "type": "regular", "is_animated": False, "is_video": False}},
            Media.STICKER,
            None,
        ),
        ({"location": {"latitude": 1.0, "longitude": 2.0}}, Media.LOCATION, None),
        (
            {
                "venue": {
                    "location": {"latitude": 1.0, "longitude": 2.0},
                    "title": "会议室",
                    "address": "镇政府",
                },
                "location": {"latitude": 1.0, "longitude": 2.0},
            },
            Media.LOCATION,
            None,
        ),
        ({"contact": {"phone_number": "1", "first_name": "李"}}, Media.CONTACT, None),
        ({"dice": {"emoji": "🎲", "value": 3}}, Media.OTHER, None),
        ({"something_of_2027": {"a": 1}}, Media.OTHER, None),
    ],
)
def test_what_a_message_carries(carried: Any, media: Media, file_name: str | None) -> None:
    found = message(text=None, caption="见附件", **carried)
    assert (found.media, found.file_name, found.text) == (media, file_name, "见附件")


def test_a_poll_is_read_like_words() -> None:
    poll = {
        "id": "1", "question": "几号开会?", "is_closed": False, "is_anonymous": True,
        "type": "regular", "allows_multiple_answers": False, "total_voter_count": 0,
        "allows_revoting": True, "members_only": False, "members_only_joined": False,
        "options": [
            {"text": "12号", "voter_count": 0, "persistent_id": "1"},
            {"text": "13号", "voter_count": 0, "persistent_id": "2"},
        ],
    }  # fmt: skip
    found = message(text=None, poll=poll)
    assert (found.media, found.text) == (Media.POLL, "几号开会?\n12号\n13号")


def test_an_edit_says_when_it_was_made() -> None:
    found = event("edited_message", said("改为17点前", edit_date=AT + 60))
    assert isinstance(found, MessageEdited)
    assert found.chat == HERE
    assert found.message.text == "改为17点前"
    assert found.message.edited_at == datetime(2026, 3, 12, 10, 1, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("origin", "name", "key"),
    [
        ({"type": "user", "sender_user": person(9, first_name="强")}, "强 周", None),
        ({"type": "hidden_user", "sender_user_name": "某人"}, "某人", None),
        ({"type": "chat", "sender_chat": group(-1005, title="县群")}, "县群", None),
        (
            {"type": "channel", "chat": channel(), "message_id": 12},
            "县委办通知",
            "telegram:channel:-1009876543210:12",
        ),
        ({"type": "of_2027"}, None, None),
    ],
)
def test_where_a_forward_comes_from(origin: Any, name: str, key: str | None) -> None:
    found = message_in(forward_origin={**origin, "date": AT - 3600})
    assert found.message.forwarded_from == name
    assert found.message.forwarded_at == datetime(2026, 3, 12, 9, 0, tzinfo=SHANGHAI)
    assert found.origin == key
    assert found.member == "telegram:4242:7"


def test_a_channel_post_its_copy_in_the_linked_group_and_a_forward_share_one_key() -> None:
    post = event("channel_post", said(chat=channel(), sender=None, message_id=12))
    origin = {"type": "channel", "chat": channel(), "message_id": 12, "date": AT}
    copy = message_in(
        sender=person(777000, first_name="Telegram", last_name=None),
        sender_chat=channel(),
        is_automatic_forward=True,
        forward_origin=origin,
    )
    assert isinstance(post, MessageIn)
    assert post.origin == copy.origin == "telegram:channel:-1009876543210:12"
    assert post.member is copy.member is None
    assert (post.message.sender, copy.message.sender) == ("县委办通知", "县委办通知")


def test_an_anonymous_admin_is_nobody_under_the_groups_name() -> None:
    bot = person(1087968824, is_bot=True, first_name="Group", last_name=None)
    found = message_in(sender=bot, sender_chat=group())
    assert (found.member, found.message.sender) == (None, "青石镇工作群")
    signed = message_in(sender=bot, sender_chat=group(), author_signature="值班室")
    assert (signed.member, signed.message.sender) == (None, "值班室")
    command = event("message", said("/set 1", sender=bot, sender_chat=group(), entities=leads(4)))
    assert isinstance(command, CommandIn)
    assert command.member is None


def test_who_speaks_as_a_channel_is_nobody_under_its_name() -> None:
    bot = person(136817688, is_bot=True, first_name="Channel", last_name=None)
    found = message_in(sender=bot, sender_chat=channel(title="个人频道"))
    assert (found.member, found.message.sender) == (None, "个人频道")


def test_a_thread_is_a_topic_only_when_it_says_so() -> None:
    started = said(None, message_id=5, forum_topic_created={"name": "防汛", "icon_color": 1})
    topic = {"message_thread_id": 5, "is_topic_message": True}
    assert message(reply_to_message=said(), message_thread_id=5).topic is None
    assert message(**topic).topic == "5"
    assert message(reply_to_message=started, **topic).reply_to is None
    assert message(reply_to_message=said(message_id=8), **topic).reply_to == 8


def test_albums_and_replies() -> None:
    found = message(text=None, photo=[PICTURE], media_group_id="77", reply_to_message=said())
    assert (found.album, found.reply_to) == ("77", 31)


@pytest.mark.parametrize(
    "service",
    [
        {"new_chat_members": [person(8)]},
        {"new_chat_title": "新群名"},
        {"pinned_message": said()},
        {"delete_chat_photo": True},
        {"forum_topic_closed": {}},
    ],
)
def test_service_messages_say_that_they_are(service: Any) -> None:
    found = message(text=None, **service)
    assert found.service
    assert found.media is None


def test_both_ends_tell_of_a_move() -> None:
    old, new = group(-500, type="group"), group()
    moved = GroupMoved(old="telegram:4242:-500", new=HERE)
    assert event("message", said(None, chat=old, migrate_to_chat_id=GROUP)) == moved
    assert event("message", said(None, chat=new, migrate_from_chat_id=-500)) == moved


@pytest.mark.parametrize(
    ("kind", "member", "ourselves", "role"),
    [
        ("my_chat_member", {"status": "member"}, True, PlatformRole.MEMBER),
        ("my_chat_member", {"status": "kicked", "until_date": 0}, True, PlatformRole.OUTSIDE),
        ("chat_member", {"status": "left"}, False, PlatformRole.OUTSIDE),
        ("chat_member", {"status": "creator", "is_anonymous": False}, False, PlatformRole.ADMIN),
        ("chat_member", {"status": "of_2027"}, False, PlatformRole.UNKNOWN),
    ],
)
def test_who_comes_and_goes(kind: str, member: Any, ourselves: bool, role: PlatformRole) -> None:
    who = person(4242 if ourselves else 8)
    before = {"status": "member", "user": who}
    change = {"chat": group(), "from": person(), "date": AT, "old_chat_member": before}
    found = event(kind, {**change, "new_chat_member": {**member, "user": who}})
    address = f"telegram:4242:{who['id']}"
    assert found == MembershipChanged(chat=HERE, member=address, ourselves=ourselves, role=role)


def test_reactions_of_people_and_of_those_who_hide() -> None:
    thumb, custom = (
        {"type": "emoji", "emoji": "👎"},
        {"type": "custom_emoji", "custom_emoji_id": "5"},
    )
    change = {
        "chat": group(), "message_id": 31, "date": AT, "old_reaction": [thumb],
        "new_reaction": [custom, {"type": "paid"}],
    }  # fmt: skip
    found = event("message_reaction", {**change, "user": person()})
    assert found == ReactionChanged(
        chat=HERE,
        number=31,
        member="telegram:4242:7",
        before=("👎",),
        after=("custom:5", "paid"),
        at=datetime.fromtimestamp(AT, UTC),
    )
    hidden = event("message_reaction", {**change, "actor_chat": group()})
    assert isinstance(hidden, ReactionChanged)
    assert hidden.member is None


def test_counted_reactions_concern_nobody() -> None:
    count = {"chat": group(), "message_id": 31, "date": AT, "reactions": []}
    assert event("message_reaction_count", count) is None
    assert parse(dump({"update_id": 1, "of_2027": {"x": 1}}), US) is None


@pytest.mark.parametrize(
    ("under", "chat", "number"),
    [
        ({"message": said()}, HERE, 31),
        ({"message": {"chat": group(), "message_id": 31, "date": 0}}, HERE, 31),
        ({"inline_message_id": "x"}, None, None),
    ],
)
def test_a_press_though_the_message_is_gone(under: Any, chat: Chat | None, number: int) -> None:
    query = {"id": "55", "from": person(), "chat_instance": "1", "data": "done:3", **under}
    assert event("callback_query", query) == ButtonPressed(
        chat=chat, number=number, member="telegram:4242:7", press="55", data="done:3"
    )


def leads(length: int, offset: int = 0) -> list[dict[str, Any]]:
    return [{"type": "bot_command", "offset": offset, "length": length}]


@pytest.mark.parametrize(
    ("text", "length", "name", "rest"),
    [
        ("/flag 3", 5, "flag", "3"),
        ("/Flag@jianfubot  3 太急 ", 15, "flag", "3 太急"),
        ("/start cl_9", 6, "start", "cl_9"),
        ("/help", 5, "help", ""),
    ],
)
def test_commands_for_us(text: str, length: int, name: str, rest: str) -> None:
    assert event("message", said(text, entities=leads(length))) == CommandIn(
        chat=HERE, number=31, member="telegram:4242:7", name=name, words=rest,
        sender="敏 周",
    )  # fmt: skip


def test_who_leaves_is_told_to_every_bot_of_the_group() -> None:
    assert event("message", said(text=None, left_chat_member=person(8))) == MembershipChanged(
        chat=HERE, member="telegram:4242:8", ourselves=False, role=PlatformRole.OUTSIDE
    )


def test_a_command_in_a_topic_is_answered_there() -> None:
    topic = {"message_thread_id": 5, "is_topic_message": True}
    found = event("message", said("/today", entities=leads(6), **topic))
    assert isinstance(found, CommandIn)
    assert found.topic == "5"


def test_commands_for_other_bots_concern_nobody() -> None:
    assert event("message", said("/start@OtherBot", entities=leads(15))) is None


@pytest.mark.parametrize(
    "more",
    [
        {"entities": leads(5, offset=3), "text": "请发 /flag"},
        {"forward_origin": {"type": "hidden_user", "sender_user_name": "某", "date": AT}},
        {"via_bot": person(9, is_bot=True)},
        {"chat": channel()},
        {"entities": []},
        {"entities": leads(99)},
        {"entities": leads(-1)},
    ],
)
def test_what_only_looks_like_a_command(more: dict[str, Any]) -> None:
    given = {"text": "/flag 3", "entities": leads(5), **more}
    found = event("message", said(**given))
    assert isinstance(found, MessageIn)
    assert found.message.text == given["text"]


def test_an_edited_command_is_no_command() -> None:
    found = event("edited_message", said("/flag 3", entities=leads(5), edit_date=AT))
    assert isinstance(found, MessageEdited)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff",
        b"[]",
        b"null",
        b"{}",
        b"[" * 100_000,
        dump({"update_id": "1"}),
        dump(update("message", said(date=2**62))),
        dump(update("message", said(date=253402300799))),
        dump(update("message", said(message_id=True))),
        dump(update("message", said(message_id=2**63))),
        dump(update("message", said(5))),  # type: ignore[arg-type]
        dump(update("message", said(chat=group(type=["group"])))),
        dump(update("message", said(chat=group("1")))),  # type: ignore[arg-type]
        dump(update("message", said(sender=person(first_name=3)))),
        dump(update("message", said(media_group_id=3))),
        dump(update("message", "text")),
    ],
)
def test_malformed_updates_say_so_without_repeating_what_they_hold(body: bytes) -> None:
    with pytest.raises(Malformed) as caught:
        parse(body, US)
    assert len(str(caught.value)) < 100


def test_half_surrogates_do_not_travel_on() -> None:
    found = message(text="报\ud800表😀")
    assert found.text == "报\ufffd表😀"
