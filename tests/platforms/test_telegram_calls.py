"""What we ask of Telegram, and what becomes of it when it goes wrong."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import pytest

from bot.domain.boundary import (
    Ambiguous,
    Button,
    ChatKind,
    Document,
    Forbidden,
    Gone,
    Moved,
    Outgoing,
    PlatformError,
    PlatformRole,
    Refused,
    Rejected,
)
from bot.domain.errors import ConfigError
from bot.domain.platform import Platform
from bot.platforms.telegram import Telegram, Webhook
from bot.platforms.telegram_diagnosis import Diagnosis
from tests.platforms.kit import (
    GROUP,
    ME,
    TOKEN,
    Answer,
    Clock,
    Server,
    ok,
    person,
    refusal,
    serving,
    telegram,
)

CHAT = f"telegram:4242:{GROUP}"
PERSON = "telegram:4242:7"
GOOD = Outgoing(plain="好")
DIGEST = Outgoing(
    plain="今日一览",
    html="<b>今日一览</b>",
    buttons=(
        (Button(label="我的待办", link="https://t.me/JianfuBot?start=card"),),
        (Button(label="完成", data="done:3"),),
    ),
    reply_to=31,
    topic="5",
)

Story = Callable[[Telegram, Server], Awaitable[Any]]


def play(story: Story) -> Any:
    async def run() -> Any:
        async with serving() as server, telegram(server) as (ours, _):
            return await story(ours, server)

    return asyncio.run(run())


def test_a_server_on_this_machine_is_reached_without_the_proxy_of_the_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def story(ours: Telegram, server: Server) -> None:
        await ours.send(CHAT, GOOD)
        await server.held.wait()

    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    play(story)


def test_it_is_a_platform() -> None:
    platform: Platform = Telegram(TOKEN)
    assert platform.capabilities.longest == 4096


def test_a_message_with_all_that_can_be_said() -> None:
    async def story(ours: Telegram, server: Server) -> None:
        assert await ours.send(CHAT, DIGEST) == 99
        assert server.params("sendMessage") == {
            "chat_id": GROUP,
            "text": "<b>今日一览</b>",
            "parse_mode": "HTML",
            "link_preview_options": {"is_disabled": True},
            "disable_notification": True,
            "message_thread_id": 5,
            "reply_parameters": {"message_id": 31, "allow_sending_without_reply": True},
            "reply_markup": {
                "inline_keyboard": [
                    [{"text": "我的待办", "url": "https://t.me/JianfuBot?start=card"}],
                    [{"text": "完成", "callback_data": "done:3"}],
                ]
            },
        }

    play(story)


def test_a_document_is_sent_again_with_words_under_it() -> None:
    async def story(ours: Telegram, server: Server) -> None:
        file = Document("花名册.xlsx", "AgAD1")
        assert await ours.send(PERSON, Outgoing(plain="上次的文件", document=file)) == 99
        assert server.params("sendDocument") == {
            "chat_id": 7,
            "document": "AgAD1",
            "caption": "上次的文件",
            "disable_notification": True,
        }

    play(story)


def test_plain_words_are_not_formatted() -> None:
    async def story(ours: Telegram, server: Server) -> None:
        await ours.send(PERSON, Outgoing(plain="报表<3天", silent=False))
        given = server.params("sendMessage")
        assert given["text"] == "报表<3天"
        assert not given.keys() & {"parse_mode", "reply_markup", "message_thread_id"}
        assert given.get("disable_notification", False) is False

    play(story)


def test_an_edit_replaces_words_and_buttons() -> None:
    async def story(ours: Telegram, server: Server) -> None:
        await ours.edit(CHAT, 99, DIGEST)
        given = server.params("editMessageText")
        assert (given["chat_id"], given["message_id"]) == (GROUP, 99)
        assert (given["parse_mode"], len(given["reply_markup"]["inline_keyboard"])) == ("HTML", 2)
        server.will("editMessageText", refusal(400, "Bad Request: message is not modified: …"))
        await ours.edit(CHAT, 99, DIGEST)

    play(story)


def test_taking_back_answering_and_pinning() -> None:
    async def story(ours: Telegram, server: Server) -> None:
        server.will("deleteMessage", refusal(400, "Bad Request: message to delete not found"))
        await ours.delete(CHAT, 99)
        await ours.answer("55", "字" * 300, link="https://t.me/JianfuBot?start=x")
        given = server.params("answerCallbackQuery")
        assert len(given["text"]) == 200
        assert given["url"] == "https://t.me/JianfuBot?start=x"
        server.will(
            "answerCallbackQuery",
            refusal(400, "Bad Request: query is too old and response timeout expired"),
        )
        await ours.answer("55")
        server.will("unpinChatMessage", refusal(400, "Bad Request: message to unpin not found"))
        await ours.pin(CHAT, 99, unpin=98)
        assert server.params("pinChatMessage")["disable_notification"] is True
        assert server.params("unpinChatMessage")["message_id"] == 98

    play(story)


@pytest.mark.parametrize(
    ("answer", "role"),
    [
        (ok({"status": "creator", "user": person(), "is_anonymous": False}), PlatformRole.ADMIN),
        (ok({"status": "member", "user": person()}), PlatformRole.MEMBER),
        (ok({"status": "left", "user": person()}), PlatformRole.OUTSIDE),
        (refusal(400, "Bad Request: PARTICIPANT_ID_INVALID"), PlatformRole.OUTSIDE),
        (refusal(400, "Bad Request: CHAT_ADMIN_REQUIRED"), PlatformRole.UNKNOWN),
        (refusal(403, "Forbidden: bot was kicked"), PlatformRole.UNKNOWN),
    ],
)
def test_roles(answer: Answer, role: PlatformRole) -> None:
    async def story(ours: Telegram, server: Server) -> None:
        server.will("getChatMember", answer)
        assert await ours.role(CHAT, PERSON) is role
        server.will("getChatMemberCount", ok(23))
        assert await ours.members(CHAT) == 23

    play(story)


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (refusal(429, "Too Many Requests: retry after 37", retry_after=37), Refused),
        (refusal(429, "Too Many Requests"), Refused),
        (refusal(400, "Bad Request: group chat was upgraded to a supergroup chat"), Refused),
        (refusal(403, "Forbidden: bot was blocked by the user"), Forbidden),
        (refusal(400, "Bad Request: chat not found"), Forbidden),
        (refusal(400, "Bad Request: can't parse entities: …"), Rejected),
        (refusal(400, "Bad Request: message is too long"), Rejected),
        (refusal(400, "Bad Request: not enough rights to send text messages"), Rejected),
        (refusal(500, "Internal Server Error"), Ambiguous),
        (refusal(502, "Bad Gateway"), Ambiguous),
        ((502, "<html>"), Ambiguous),
        ((200, "no json"), Ambiguous),
        ((200, {"ok": True, "result": {"message_id": "99"}}), Ambiguous),
        ((400, []), Ambiguous),
        ("reset", Ambiguous),
        (refusal(401, "Unauthorized"), PlatformError),
        (refusal(409, "Conflict: terminated by other getUpdates request"), PlatformError),
    ],
)
def test_what_became_of_a_message(answer: Answer | str, kind: type[PlatformError]) -> None:
    async def story(ours: Telegram, server: Server) -> None:
        server.will("sendMessage", answer)
        with pytest.raises(PlatformError) as caught:
            await ours.send(CHAT, GOOD)
        assert type(caught.value) is kind
        assert [name for name, _ in server.calls].count("sendMessage") == 1
        if isinstance(caught.value, Refused):
            assert caught.value.wait in (37.0, 30.0, 5.0)

    play(story)


@pytest.mark.parametrize(
    "said", ["message to edit not found", "message can't be edited", "MESSAGE_ID_INVALID"]
)
def test_an_edit_of_what_is_gone(said: str) -> None:
    async def story(ours: Telegram, server: Server) -> None:
        server.will("editMessageText", refusal(400, f"Bad Request: {said}"))
        with pytest.raises(Gone):
            await ours.edit(CHAT, 99, GOOD)

    play(story)


def test_nothing_answers_what_was_said_before_a_group_moved() -> None:
    async def story(ours: Telegram, server: Server) -> None:
        for number in (31, -31):
            await ours.send(CHAT, Outgoing(plain="好", reply_to=number))
        first, second = (given for name, given in server.calls if name == "sendMessage")
        assert "reply_parameters" in first
        assert "reply_parameters" not in second

    play(story)


def test_a_group_that_moved_says_where() -> None:
    async def story(ours: Telegram, server: Server) -> None:
        server.will("sendMessage", refusal(400, "Bad Request: …", migrate_to_chat_id=GROUP))
        with pytest.raises(Moved) as caught:
            await ours.send("telegram:4242:-500", GOOD)
        assert caught.value.new.address == CHAT
        assert caught.value.new.kind is ChatKind.SUPERGROUP

    play(story)


def test_no_connection_and_not_started_are_surely_without_effect() -> None:
    async def story(ours: Telegram, server: Server) -> None:
        with pytest.raises(Refused):
            await Telegram(TOKEN, base_url="http://127.0.0.1:1").send(CHAT, GOOD)
        await ours.stop()
        with pytest.raises(Refused):
            await ours.send(CHAT, GOOD)
        await ours.stop()

    play(story)


@pytest.mark.parametrize(
    "bad",
    [
        replace(GOOD, buttons=((Button(label="x", data="字" * 22),),)),
        replace(GOOD, buttons=((Button(label="x", data=""),),)),
        replace(GOOD, buttons=((Button(label="x"),),)),
        replace(GOOD, topic="防汛"),
    ],
)
def test_what_telegram_would_not_take_is_not_sent(bad: Outgoing) -> None:
    async def story(ours: Telegram, server: Server) -> None:
        with pytest.raises(Rejected):
            await ours.send(CHAT, bad)
        for address in ("feishu:1:2", "telegram:1:2", "telegram:4242:x", "telegram:4242:0", ""):
            with pytest.raises(Rejected):
                await ours.send(address, GOOD)
        assert "sendMessage" not in [name for name, _ in server.calls]

    play(story)


def test_links_and_addresses() -> None:
    async def story(ours: Telegram, _: Server) -> None:
        assert ours.direct(PERSON) == PERSON
        assert ours.link(CHAT, 31) == "https://t.me/c/1234567890/31"
        assert ours.link(CHAT, "x/../31") is None
        assert ours.link("telegram:4242:-500", 31) is None
        assert ours.link(PERSON, 31) is None
        assert ours.invite("cl_9-Z") == "https://t.me/JianfuBot?start=cl_9-Z"
        for payload in ("", "意见", "a" * 65, "a b"):
            with pytest.raises(Rejected):
                ours.invite(payload)

    play(story)
    with pytest.raises(PlatformError):
        Telegram(TOKEN).invite("x")


def test_it_waits_for_telegram_but_not_for_a_wrong_token() -> None:
    async def run() -> None:
        async with serving() as server:
            server.will("getMe", "reset", refusal(500, "Internal"), ok(ME))
            async with telegram(server) as (ours, clock):
                assert ours.account.username == "JianfuBot"
                assert clock.slept[:2] == [1.0, 2.0]
                assert "deleteWebhook" in [name for name, _ in server.calls]
            server.will("getMe", refusal(401, "Unauthorized"))
            with pytest.raises(PlatformError):
                async with telegram(server):
                    pass

    asyncio.run(run())


def test_what_check_is_told() -> None:
    hook = {
        "url": "https://example.org/hook", "has_custom_certificate": False,
        "pending_update_count": 3, "last_error_date": 1773280800,
        "last_error_message": "Connection refused", "allowed_updates": ["message"],
    }  # fmt: skip

    async def run() -> None:
        async with serving() as server:
            ours = Telegram(TOKEN, base_url=server.url, clock=Clock())
            server.will("getWebhookInfo", ok(hook))
            assert await ours.diagnose() == Diagnosis(
                username="JianfuBot",
                reads_groups=True,
                webhook_url="https://example.org/hook",
                pending=3,
                last_error="Connection refused",
                not_pushed=(
                    "edited_message", "channel_post", "edited_channel_post", "callback_query",
                    "message_reaction", "my_chat_member", "chat_member",
                ),
            )  # fmt: skip
            server.will("getMe", refusal(401, "Unauthorized"))
            assert (await ours.diagnose()).problem == "Telegram does not know this bot token"

    asyncio.run(run())


def test_a_started_bot_can_be_asked_and_works_on() -> None:
    async def story(ours: Telegram, server: Server) -> None:
        server.will(
            "getWebhookInfo",
            ok({"url": "", "has_custom_certificate": False, "pending_update_count": 0}),
        )
        assert (await ours.diagnose()).problem == ""
        assert await ours.send(CHAT, GOOD) == 99

    play(story)


@pytest.mark.parametrize("token", ["", "abc", "12:", "12:a/b", "１２:abc"])
def test_what_is_no_token(token: str) -> None:
    with pytest.raises(ConfigError):
        Telegram(token)


def test_what_is_no_secret() -> None:
    with pytest.raises(ConfigError):
        Webhook(url="https://example.org", secret="密")
