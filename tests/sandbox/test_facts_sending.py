"""What a bot sends: facts 23, 24, 26 to 36 and 38 of shared/facts/telegram.md.

Of 24 only the refusal can be shown: the limits behind it are not documented. Of 32 the silence
of a message is nothing a server shows back.
"""

import logging
from datetime import timedelta
from typing import Any

import httpx
import pytest
import telegram
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TimedOut

from bot.sandbox import membership, people
from bot.sandbox.faults import Fault, FaultKind, order, release
from bot.sandbox.methods import METHODS
from bot.sandbox.model import ADMIN_RIGHTS
from bot.sandbox.server import Sandbox
from bot.sandbox.world import add_supergroup, add_user, history
from tests.sandbox.kit import client, play, scene

NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are"
    " exactly the same as a current content and reply markup of the message"
)
TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"


def keyboard(data: str = "mine", text: str = "我的待办") -> telegram.InlineKeyboardMarkup:
    return telegram.InlineKeyboardMarkup.from_button(
        telegram.InlineKeyboardButton(text, callback_data=data)
    )


def said(of: Any) -> list[str | None]:
    """What stands in the supergroup, without service lines."""
    return [message.text for message in history(of.group) if not message.is_service]


def test_23_callback_data_has_64_bytes() -> None:
    """Fact 23: 22 hanzi are 66 bytes and rejected, 21 pass."""
    of = scene()

    async def story(bot: telegram.Bot, sandbox: Sandbox) -> None:
        await bot.send_message(of.group.id, "一览", reply_markup=keyboard("报" * 21))
        with pytest.raises(BadRequest, match=r"(?i)button_data_invalid"):
            await bot.send_message(of.group.id, "一览", reply_markup=keyboard("报" * 22))
        assert sandbox.calls[-1].error == "Bad Request: BUTTON_DATA_INVALID"

    play(of, story)


def test_24_a_flood_refuses_and_says_when_to_come_back() -> None:
    """Fact 24: one chat's halt leaves others alone; it ends when the time is over."""
    of = scene()
    other = add_supergroup(of.world, "另一个群", of.boss)
    membership.add(of.world, other, of.bot.user, by=of.boss)

    async def story(bot: telegram.Bot, sandbox: Sandbox) -> None:
        flood = Fault(kind=FaultKind.FLOOD, chat_id=of.group.id, retry_after=7, holds=True)
        order(sandbox.script, flood)
        for waited, left in ((0, 7), (0, 7), (4, 3)):
            of.pass_time(waited)
            with pytest.raises(RetryAfter) as caught:
                await bot.send_message(of.group.id, "一览")
            assert sandbox.calls[-1].error == f"Too Many Requests: retry after {left}"
            assert caught.value.retry_after == timedelta(seconds=left)
        await bot.send_message(other.id, "一览")
        of.pass_time(3)
        await bot.send_message(of.group.id, "一览")
        assert said(of) == ["一览"]

    play(of, story)


def test_26_a_send_has_no_key_so_a_lost_answer_may_hide_a_sent_message() -> None:
    """Fact 26: reset, 5xx, slow and truncated answers after the effect; resending doubles it."""
    of = scene()

    async def story(bot: telegram.Bot, sandbox: Sandbox) -> None:
        for kind, error in (
            (FaultKind.RESET_AFTER, NetworkError),
            (FaultKind.ERROR_AFTER, NetworkError),
            (FaultKind.TRUNCATED, telegram.error.TelegramError),
        ):
            order(sandbox.script, Fault(kind=kind, method="sendMessage", code=502))
            with pytest.raises(error):
                await bot.send_message(of.group.id, kind.value)
            await bot.send_message(of.group.id, kind.value)
        order(sandbox.script, Fault(kind=FaultKind.SLOW, method="sendMessage"))
        async with client(sandbox, of.bot, read_timeout=0.05) as hasty:
            with pytest.raises(TimedOut):
                await hasty.send_message(of.group.id, "slow")
        release(sandbox.script)
        assert said(of) == [
            t for t in ("reset_after", "error_after", "truncated") for _ in "12"
        ] + ["slow"]

    play(of, story)


def test_26_a_fault_before_the_effect_leaves_nothing() -> None:
    """Fact 26: the definite refusals, and a reset before anything was done."""
    of = scene()

    async def story(bot: telegram.Bot, sandbox: Sandbox) -> None:
        for kind in (FaultKind.RESET, FaultKind.ERROR, FaultKind.FLOOD):
            order(sandbox.script, Fault(kind=kind, method="sendMessage", chat_id=of.group.id))
            with pytest.raises(telegram.error.TelegramError):
                await bot.send_message(of.group.id, "一览")
        outcomes = [(call.outcome, call.applied) for call in sandbox.calls]
        assert outcomes == [("lost", False), ("refused", False), ("refused", False)]
        assert said(of) == []

    play(of, story)


def test_27_the_limit_is_4096_utf16_units_after_the_tags_are_gone() -> None:
    """Fact 27: an emoji counts twice; entity offsets are in the same units."""
    of = scene()

    async def story(bot: telegram.Bot, sandbox: Sandbox) -> None:
        html = "<b>" + "报" * 4094 + "</b>🌧"
        sent = await bot.send_message(of.group.id, html, parse_mode="HTML")
        assert sent.entities[0].length == 4094
        with pytest.raises(BadRequest, match=r"(?i)message is too long"):
            await bot.send_message(of.group.id, html + "报", parse_mode="HTML")
        assert sandbox.calls[-1].error == "Bad Request: message is too long"
        sent = await bot.send_message(of.group.id, "🌧<b>雨</b>", parse_mode="HTML")
        assert (sent.entities[0].offset, sent.entities[0].length) == (2, 1)

    play(of, story)


def test_27_formatting_after_100_entities_is_dropped_without_a_word() -> None:
    """Fact 27."""
    of = scene()

    async def story(bot: telegram.Bot, _: Sandbox) -> None:
        html = " ".join(f"<b>{number}</b>" for number in range(130))
        sent = await bot.send_message(of.group.id, html, parse_mode="HTML")
        assert len(sent.entities) == 100
        assert (sent.text or "").endswith("129")

    play(of, story)


def test_27_a_message_has_at_most_100_buttons_and_a_toast_200_characters() -> None:
    """Fact 27."""
    of = scene()

    async def story(bot: telegram.Bot, _: Sandbox) -> None:
        button = telegram.InlineKeyboardButton("一", callback_data="1")
        for count, fits in ((100, True), (101, False)):
            markup = telegram.InlineKeyboardMarkup([[button]] * count)
            if fits:
                await bot.send_message(of.group.id, "一览", reply_markup=markup)
            else:
                with pytest.raises(BadRequest):
                    await bot.send_message(of.group.id, "一览", reply_markup=markup)
        message = history(of.group)[-1]
        press = people.press(of.world, message, of.li, "一")
        with pytest.raises(BadRequest, match=r"(?i)message_too_long"):
            await bot.answer_callback_query(press.id, "报" * 201)
        assert await bot.answer_callback_query(press.id, "报" * 200)

    play(of, story)


def test_28_an_unescaped_smaller_than_is_a_400() -> None:
    """Fact 28: escaped it is text."""
    of = scene()

    async def story(bot: telegram.Bot, sandbox: Sandbox) -> None:
        with pytest.raises(BadRequest):
            await bot.send_message(of.group.id, "报表<3天 要交", parse_mode="HTML")
        expected = 'Unsupported start tag "3天" at byte offset 6'
        assert sandbox.calls[-1].error == f"Bad Request: can't parse entities: {expected}"
        sent = await bot.send_message(of.group.id, "报表&lt;3天", parse_mode="HTML")
        assert sent.text == "报表<3天"

    play(of, story)


def test_29_an_edit_that_changes_nothing_is_refused_and_one_may_come_late() -> None:
    """Fact 29: the group's messages can be edited without limit of time, deleted for 48 h."""
    of = scene()

    async def story(bot: telegram.Bot, sandbox: Sandbox) -> None:
        sent = await bot.send_message(of.group.id, "一览", reply_markup=keyboard())
        edit: Any = {"chat_id": of.group.id, "message_id": sent.message_id}
        with pytest.raises(BadRequest, match="not modified"):
            await bot.edit_message_text("一览", reply_markup=keyboard(), **edit)
        assert sandbox.calls[-1].error == NOT_MODIFIED
        of.pass_time(100 * 24 * 3600)
        changed = await bot.edit_message_text("一览:3件", **edit)
        assert isinstance(changed, telegram.Message)
        assert (changed.text, changed.reply_markup) == ("一览:3件", None)
        await bot.edit_message_reply_markup(reply_markup=keyboard(), **edit)
        with pytest.raises(BadRequest, match="can't be deleted"):
            await bot.delete_message(of.group.id, sent.message_id)
        with pytest.raises(BadRequest, match="to edit not found"):
            await bot.edit_message_text("一览", of.group.id, 999)

    play(of, story)


def test_what_people_write_in_private_can_be_deleted_for_48_hours() -> None:
    """deleteMessage: "Bots can delete incoming messages in private chats."""
    of = scene()
    people.start(of.world, of.li, of.bot)
    chat = people.private_chat(of.world, of.li, of.bot)
    posted = [people.post(of.world, chat, of.li, text) for text in ("意见 3", "意见 4")]
    early, late = (one.numbers[of.bot.id] for one in posted)

    async def story(bot: telegram.Bot, _: Sandbox) -> None:
        assert await bot.delete_message(of.li.id, early)
        of.pass_time(48 * 3600)
        with pytest.raises(BadRequest, match="can't be deleted"):
            await bot.delete_message(of.li.id, late)

    play(of, story)
    assert [one.text for one in history(chat)] == ["/start", "意见 4"]


def test_30_a_bot_that_was_removed_or_blocked_is_told_at_once_and_refused() -> None:
    """Fact 30: my_chat_member, then 403 with words that tell why."""
    of = scene()
    people.start(of.world, of.li, of.bot)
    of.forget()

    async def refusal(bot: telegram.Bot, sandbox: Sandbox, chat: int) -> str | None:
        with pytest.raises(Forbidden):
            await bot.send_message(chat, "一览")
        return sandbox.calls[-1].error

    async def story(bot: telegram.Bot, sandbox: Sandbox) -> None:
        membership.kick(of.world, of.group, of.bot.user, by=of.boss)
        told = of.last("my_chat_member")
        assert told["chat"]["id"] == of.group.id
        assert (told["old_chat_member"]["status"], told["new_chat_member"]["status"]) == (
            "member",
            "kicked",
        )
        kicked = "Forbidden: bot was kicked from the supergroup chat"
        assert await refusal(bot, sandbox, of.group.id) == kicked
        membership.kick(of.world, of.basic, of.bot.user, by=of.boss)
        kicked = "Forbidden: bot was kicked from the group chat"
        assert await refusal(bot, sandbox, of.basic.id) == kicked
        people.block(of.world, of.li, of.bot)
        assert of.last("my_chat_member")["chat"]["type"] == "private"
        blocked = "Forbidden: bot was blocked by the user"
        assert await refusal(bot, sandbox, of.li.id) == blocked
        people.start(of.world, of.li, of.bot)
        assert of.last("my_chat_member")["new_chat_member"]["status"] == "member"
        assert (await bot.send_message(of.li.id, "我的待办")).text == "我的待办"

    play(of, story)


def test_30_pinning_needs_a_right() -> None:
    """Fact 30: "not enough rights"; with the right a service line says so, to the bot as well."""
    of = scene()

    async def story(bot: telegram.Bot, sandbox: Sandbox) -> None:
        sent = await bot.send_message(of.group.id, "一览")
        with pytest.raises(BadRequest):
            await bot.pin_chat_message(of.group.id, sent.message_id)
        expected = "Bad Request: not enough rights to manage pinned messages in the chat"
        assert sandbox.calls[-1].error == expected
        membership.promote(of.world, of.group, of.bot.user, by=of.boss)
        assert of.last("my_chat_member")["new_chat_member"]["status"] == "administrator"
        assert await bot.pin_chat_message(of.group.id, sent.message_id)
        assert of.last("message")["pinned_message"]["message_id"] == sent.message_id
        pinned = (await bot.get_chat(of.group.id)).pinned_message
        assert pinned
        assert pinned.message_id == sent.message_id
        assert await bot.unpin_chat_message(of.group.id)
        assert (await bot.get_chat(of.group.id)).pinned_message is None

    play(of, story)


def test_30_leaving_is_possible_and_so_is_being_told_of_a_chat_one_never_saw() -> None:
    """Fact 30: chat not found; not a member."""
    of = scene()

    async def story(bot: telegram.Bot, sandbox: Sandbox) -> None:
        with pytest.raises(BadRequest, match=r"(?i)chat not found"):
            await bot.send_message(-100123, "一览")
        assert await bot.leave_chat(of.group.id)
        with pytest.raises(Forbidden):
            await bot.send_message(of.group.id, "一览")
        expected = "Forbidden: bot is not a member of the supergroup chat"
        assert sandbox.calls[-1].error == expected

    play(of, story)


def test_31_a_press_is_answered_once_and_soon() -> None:
    """Fact 31: too late is a 400; the text, alert or link reaches the one who pressed."""
    of = scene()

    async def story(bot: telegram.Bot, sandbox: Sandbox) -> None:
        await bot.send_message(of.group.id, "一览", reply_markup=keyboard())
        message = history(of.group)[-1]
        press = people.press(of.world, message, of.li, "我的待办")
        link = "https://t.me/jianfu_bot?start=mine"
        assert await bot.answer_callback_query(press.id, url=link)
        assert press.answer
        assert press.answer.url == link
        late = people.press(of.world, message, of.li, "我的待办")
        of.pass_time(of.world.patience + 1)
        for query in (press.id, late.id, "123"):
            with pytest.raises(BadRequest):
                await bot.answer_callback_query(query)
            assert sandbox.calls[-1].error == TOO_OLD
        foreign = people.press(of.world, message, of.li, "我的待办")
        with pytest.raises(BadRequest, match=r"(?i)url_invalid"):
            await bot.answer_callback_query(foreign.id, url="https://example.com/")

    play(of, story)


def test_32_a_reply_may_be_sent_though_its_message_is_gone() -> None:
    """Fact 32: allow_sending_without_reply."""
    of = scene()

    async def story(bot: telegram.Bot, _: Sandbox) -> None:
        asked = people.post(of.world, of.group, of.li, "/today")
        answer = await bot.send_message(
            of.group.id, "一览", reply_parameters=telegram.ReplyParameters(asked.number)
        )
        assert answer.reply_to_message
        assert answer.reply_to_message.text == "/today"
        people.delete(of.world, asked)
        gone = telegram.ReplyParameters(asked.number)
        with pytest.raises(BadRequest, match=r"(?i)message to be replied not found"):
            await bot.send_message(of.group.id, "一览", reply_parameters=gone)
        gone = telegram.ReplyParameters(asked.number, allow_sending_without_reply=True)
        answer = await bot.send_message(of.group.id, "一览", reply_parameters=gone)
        assert answer.reply_to_message is None

    play(of, story)


def test_33_nobody_is_written_to_who_did_not_press_start() -> None:
    """Fact 33: 403 for somebody known from a group, chat not found for a stranger."""
    of = scene()
    stranger = add_user(of.world, "路人")

    async def story(bot: telegram.Bot, sandbox: Sandbox) -> None:
        with pytest.raises(Forbidden):
            await bot.send_message(of.li.id, "我的待办")
        expected = "Forbidden: bot can't initiate conversation with a user"
        assert sandbox.calls[-1].error == expected
        with pytest.raises(BadRequest, match=r"(?i)chat not found"):
            await bot.send_message(stranger.id, "我的待办")
        people.start(of.world, of.li, of.bot)
        assert (await bot.send_message(of.li.id, "我的待办")).chat.first_name == "小李"

    play(of, story)


def test_34_commands_are_kept_by_scope_and_language() -> None:
    """Fact 34: at most 100; deleting one list leaves the others."""
    of = scene()

    async def story(bot: telegram.Bot, _: Sandbox) -> None:
        private = telegram.BotCommandScopeAllPrivateChats()
        flag = telegram.BotCommand("flag", "私下提意见")
        await bot.set_my_commands([flag], scope=private, language_code="zh")
        assert await bot.get_my_commands(scope=private, language_code="zh") == (flag,)
        assert await bot.get_my_commands(scope=private) == ()
        assert await bot.get_my_commands() == ()
        await bot.delete_my_commands(scope=private, language_code="zh")
        assert await bot.get_my_commands(scope=private, language_code="zh") == ()
        for commands in ([("Flag", "大写")], [("flag", "")], [("flag", "多")] * 101):
            with pytest.raises(BadRequest):
                await bot.set_my_commands(commands)
        with pytest.raises(BadRequest, match="language code"):
            await bot.set_my_commands([flag], language_code="zh-hans")

    play(of, story)


def test_35_a_deep_link_arrives_as_a_start_command() -> None:
    """Fact 35: its payload is up to 64 characters of A-Za-z0-9_-."""
    of = scene()
    payload = "A-" * 32
    people.start(of.world, of.li, of.bot, payload)
    message = of.last("message")
    assert message["text"] == f"/start {payload}"
    assert message["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]
    with pytest.raises(ValueError, match="payload"):
        people.start(of.world, of.li, of.bot, payload + "A")
    with pytest.raises(ValueError, match="payload"):
        people.start(of.world, of.li, of.bot, "意见")


def test_36_members_are_shown_for_certain_only_to_an_administrator() -> None:
    """Fact 36: where members are hidden; administrators can always be listed."""
    of = scene()
    of.group.hidden_members = True
    other = of.another_bot()
    membership.promote(of.world, of.group, other.user, by=of.boss)

    async def story(bot: telegram.Bot, _: Sandbox) -> None:
        with pytest.raises(BadRequest, match=r"(?i)member list is inaccessible"):
            await bot.get_chat_member(of.group.id, of.li.id)
        assert (await bot.get_chat_member(of.group.id, of.bot.id)).status == "member"
        (owner,) = await bot.get_chat_administrators(of.group.id)
        assert (owner.status, owner.user.id) == ("creator", of.boss.id)
        membership.promote(of.world, of.group, of.bot.user, by=of.boss, rights=ADMIN_RIGHTS)
        assert (await bot.get_chat_member(of.group.id, of.li.id)).status == "member"
        admins = await bot.get_chat_administrators(of.group.id)
        assert {admin.user.id for admin in admins} == {of.boss.id, of.bot.id}
        assert await bot.get_chat_member_count(of.group.id) == 4

    play(of, story)


def test_38_httpx_tells_the_token_at_info(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fact 38: and is silent at WARNING."""
    for handler in logging.getLogger().handlers:
        # A bot that ran before may have left the filter that hides its token.
        monkeypatch.setattr(handler, "filters", [])
    of = scene()

    async def story(bot: telegram.Bot, _: Sandbox) -> None:
        await bot.get_me()

    with caplog.at_level(logging.INFO, logger="httpx"):
        play(of, story)
    assert of.bot.token in caplog.text
    caplog.clear()
    with caplog.at_level(logging.WARNING, logger="httpx"):
        play(of, story)
    assert of.bot.token not in caplog.text


def test_a_wrong_token_and_an_unknown_method_are_refused() -> None:
    """401 and 404, as every client expects them."""
    of = scene()

    async def story(_bot: telegram.Bot, sandbox: Sandbox) -> None:
        async with httpx.AsyncClient(verify=False, trust_env=False) as web:
            for path, status in (
                ("1:wrong/getMe", 401),
                (f"{of.bot.token}/getEverything", 404),
                (f"{of.bot.token}/GETME", 200),
            ):
                answer = await web.post(f"{sandbox.base}{path}")
                assert (answer.status_code, answer.json()["ok"]) == (status, status == 200)

    play(of, story)


def test_a_call_may_come_as_json_as_a_form_or_in_parts() -> None:
    """The three ways of sending parameters mean the same."""
    of = scene()
    params = {"chat_id": of.group.id, "text": "一览"}
    form = {name: str(value) for name, value in params.items()}

    async def story(_bot: telegram.Bot, sandbox: Sandbox) -> None:
        url = f"{sandbox.base}{of.bot.token}/sendMessage"
        async with httpx.AsyncClient(verify=False, trust_env=False) as web:
            await web.post(url, json=params)
            await web.post(url, data=form)
            await web.post(url, files={name: (None, value) for name, value in form.items()})
            await web.get(url, params=form)
            broken = await web.post(url, content=b"{", headers={"content-type": "application/json"})
            assert broken.status_code == 400
        assert [call.params for call in sandbox.calls] == [params] * 4
        assert said(of) == ["一览"] * 4

    play(of, story)


def test_a_forward_of_ones_own_message_finds_out_whether_it_exists() -> None:
    """The probe of facts/storage.md §3a: forward a gap's id and read the serial, or a 400."""
    of = scene()
    log = add_supergroup(of.world, "日志", of.boss)
    membership.add(of.world, log, of.bot.user, by=of.boss)

    async def story(bot: telegram.Bot, _: Sandbox) -> None:
        sent = await bot.send_message(of.group.id, "第20261122-1期")
        copy = await bot.forward_message(log.id, of.group.id, sent.message_id)
        assert copy.text == "第20261122-1期"
        with pytest.raises(BadRequest, match=r"(?i)message to forward not found"):
            await bot.forward_message(log.id, of.group.id, sent.message_id + 1)
        assert await bot.send_chat_action(log.id, "typing")

    play(of, story)


JUNK: tuple[Any, ...] = (
    "", "x", "[", "{}", "[]", "[1]", '[{"a": 1}]', 0, -1, 10**30, 1.5, True, None, [], {}, [[]],
    [None], {"type": 1}, {"inline_keyboard": 1}, {"inline_keyboard": [[1]]}, {"message_id": "x"},
)  # fmt: skip


@pytest.mark.parametrize("name", sorted(METHODS))
def test_no_parameter_brings_the_server_down(name: str) -> None:
    """A wrong call is refused with a 400, or its oddity is ignored; never a 500."""
    of = scene(admin=True)
    people.start(of.world, of.li, of.bot)
    message = history(of.group)[-1]
    good: dict[str, Any] = {"chat_id": of.group.id, "message_id": message.number, "text": "一"}

    async def story(_bot: telegram.Bot, sandbox: Sandbox) -> None:
        url = f"{sandbox.base}{of.bot.token}/{name}"
        async with httpx.AsyncClient(verify=False, trust_env=False) as web:
            for parameter in METHODS[name].takes:
                if parameter == "timeout":
                    continue
                for junk in JUNK:
                    answer = await web.post(url, json={**good, parameter: junk})
                    assert answer.status_code < 500, (parameter, junk)
                    assert answer.json()["ok"] is (answer.status_code == 200)
            await web.post(f"{sandbox.base}{of.bot.token}/deleteWebhook")

    play(of, story, backoff=lambda _: 60.0)
