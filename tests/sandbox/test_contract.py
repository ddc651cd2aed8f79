"""What the sandbox takes and gives is what the Bot API spec says; the checker finds what is not."""

import re
from typing import Any

import pytest
import telegram

from bot.sandbox import groups, media, membership, people
from bot.sandbox.calls import TEXTS
from bot.sandbox.kinds import ALL_UPDATES, REACTIONS
from bot.sandbox.methods import METHODS
from bot.sandbox.model import Json
from bot.sandbox.server import Sandbox
from bot.sandbox.world import add_channel, add_supergroup, add_user, history
from tests.sandbox.contract import check_call, check_object, check_value, load_spec
from tests.sandbox.kit import Scene, play, scene


@pytest.fixture(scope="module")
def spec() -> Json:
    found = load_spec()
    if found is None:
        pytest.skip("the Bot API spec is not beside this checkout (../shared/botapi/api.json)")
    return found


def everything_people_do(of: Scene) -> None:
    """Cause every kind of update and message."""
    world, group, li, boss = of.world, of.group, of.li, of.boss
    hidden = add_user(world, "王", last_name="五", language_code="zh", hides_forwards=True)
    channel = add_channel(world, "县通知", boss, username="xiantongzhi", linked=group)
    forum = add_supergroup(world, "论坛", boss, li, hidden, forum=True)
    membership.join(world, group, hidden)
    for chat in (channel, forum):
        membership.add(world, chat, of.bot.user, by=boss)
        membership.promote(world, chat, of.bot.user, by=boss)
    said = people.post(world, group, li, "请看 https://t.me/xiantongzhi/1 /flag@jianfu_bot #防汛")
    people.post(world, group, hidden, "收到", reply_to=said)
    people.edit(world, said, "更正")
    for content in (
        media.document("花名册.xlsx"), media.photo(), media.video(), media.voice(),
        media.sticker(), media.location(39.9, 116.4), media.contact("1", "王"),
        media.poll("去不去", "去", "不去"),
    ):  # fmt: skip
        people.post(world, group, li, content=content)
    people.post_album(world, group, li, [("一", media.photo()), (None, media.photo())])
    for who, text in ((li, "一"), (hidden, "二")):
        people.forward(world, people.post(world, group, who, text), boss, group)
    post = people.post(world, channel, boss, "通知")
    people.edit(world, post, "通知(更正)")
    people.forward(world, post, li, group)
    people.post(world, group, boss, "路过", as_chat=channel)
    people.react(world, said, li, "👍")
    people.react(world, post, li, "👍")
    people.count_reactions(world, channel)
    membership.promote(world, group, boss, by=boss, anonymous=True, title="组长")
    people.forward(world, people.post(world, group, boss, "匿名"), li, group)
    people.react(world, said, boss, "🔥")
    membership.promote(world, group, li, by=boss)
    membership.demote(world, group, li, by=boss)
    membership.restrict(world, group, hidden, by=boss)
    membership.kick(world, group, hidden, by=boss)
    membership.leave(world, forum, hidden)
    topic = groups.open_topic(world, forum, boss, "防汛")
    people.post(world, forum, li, "水位", topic=topic.id)
    groups.close_topic(world, forum, boss, topic.id)
    groups.rename(world, group, boss, "新名")
    groups.pin_message(world, said, boss)
    groups.migrate(world, of.basic, boss, membership=True)
    people.start(world, li, of.bot, "mine")
    people.block(world, li, of.bot)
    people.unblock(world, li, of.bot)


async def everything_a_bot_does(bot: telegram.Bot, of: Scene) -> None:
    """Call every method at least once."""
    group = of.group.id
    keyboard = telegram.InlineKeyboardMarkup.from_row(
        [
            telegram.InlineKeyboardButton("我的待办", callback_data="mine"),
            telegram.InlineKeyboardButton("看", url="https://t.me/jianfu_bot?start=mine"),
        ]
    )
    await bot.get_me()
    html = '<b>一览</b> <a href="https://t.me/c/1/2">看</a><blockquote expandable>多</blockquote>'
    sent = await bot.send_message(
        group,
        html,
        parse_mode="HTML",
        reply_markup=keyboard,
        disable_notification=True,
        link_preview_options=telegram.LinkPreviewOptions(is_disabled=True),
        reply_parameters=telegram.ReplyParameters(1, allow_sending_without_reply=True),
    )
    await bot.send_document(
        group, media.document("花名册.xlsx")["document"]["file_id"], caption="<b>上次</b>",
        parse_mode="HTML", reply_markup=keyboard, disable_notification=True,
        reply_parameters=telegram.ReplyParameters(1, allow_sending_without_reply=True),
    )  # fmt: skip
    await bot.edit_message_text("一览:3件", group, sent.message_id)
    await bot.edit_message_reply_markup(group, sent.message_id, reply_markup=keyboard)
    message = next(m for m in reversed(history(of.group)) if m.author == of.bot.id)
    press = people.press(of.world, message, of.li, "我的待办")
    await bot.answer_callback_query(press.id, "好", show_alert=True)
    people.press(of.world, message, of.li, "我的待办", inaccessible=True)
    await bot.set_message_reaction(group, sent.message_id, "👍")
    await bot.pin_chat_message(group, sent.message_id)
    await bot.get_chat(group)
    await bot.get_chat(of.li.id)
    await bot.unpin_chat_message(group, sent.message_id)
    await bot.forward_message(group, group, sent.message_id)
    await bot.delete_message(group, sent.message_id)
    for user in of.world.users:
        await bot.get_chat_member(group, user)
    await bot.get_chat_administrators(group)
    await bot.get_chat_member_count(group)
    await bot.send_chat_action(group, "typing")
    scope = telegram.BotCommandScopeChat(group)
    await bot.set_my_commands([("flag", "私下提意见")], scope=scope, language_code="zh")
    await bot.get_my_commands(scope=scope, language_code="zh")
    await bot.delete_my_commands(scope=scope)
    await bot.get_updates(offset=-1, limit=5, timeout=0, allowed_updates=["message"])
    await bot.set_webhook("http://127.0.0.1:9/", secret_token="a", max_connections=1)
    await bot.get_webhook_info()
    await bot.delete_webhook(drop_pending_updates=True)
    await bot.leave_chat(group)


def test_all_that_is_taken_and_given_is_in_the_spec(spec: Json) -> None:
    """Every update, every recorded call and every result."""
    of = scene(admin=True)
    everything_people_do(of)
    updates: list[Json] = []

    async def story(bot: telegram.Bot, _: Sandbox) -> None:
        of.bot.wake = None
        updates.extend(update for _, update in of.bot.queue)
        await everything_a_bot_does(bot, of)

    seen: list[Json] = []
    of.world.watchers.append(lambda _: seen.extend(update for _, update in list(of.bot.queue)[-2:]))
    calls = play(of, story, backoff=lambda _: 60.0).calls
    for update in updates + seen:
        assert check_object(spec, "Update", update) == []
    for call in calls:
        assert check_call(spec, call.method, call.params) == []
        assert call.outcome == "ok", call
        returns = spec["methods"][call.method]["returns"]
        assert check_value(spec, returns, call.result, call.method) == []
    assert {call.method for call in calls} == {method.name for method in METHODS.values()}
    given = {kind for update in updates + seen for kind in update}
    assert given == {
        "update_id", "message", "edited_message", "channel_post", "edited_channel_post",
        "message_reaction", "message_reaction_count", "callback_query", "my_chat_member",
        "chat_member",
    }  # fmt: skip


@pytest.mark.parametrize("name", sorted(METHODS))
def test_each_method_takes_what_the_spec_has(spec: Json, name: str) -> None:
    method = METHODS[name]
    fields = {field["name"]: field for field in spec["methods"][method.name].get("fields", ())}
    assert set(method.takes) <= fields.keys()
    assert {field for field in fields if fields[field]["required"]} <= set(method.takes)
    plain = {field for field in method.takes if fields[field]["types"] == ["String"]}
    assert plain == TEXTS & set(method.takes)


def test_the_lists_copied_from_the_spec_are_its_own(spec: Json) -> None:
    updates = {field["name"] for field in spec["types"]["Update"]["fields"]}
    assert updates - {"update_id"} == ALL_UPDATES
    (emoji,) = (f for f in spec["types"]["ReactionTypeEmoji"]["fields"] if f["name"] == "emoji")
    assert set(re.findall(r'"([^"]+)"', emoji["description"])) == REACTIONS


@pytest.mark.parametrize(
    ("method", "params", "problem"),
    [
        ("sendMessage", {"chat_id": 1, "text": "一"}, None),
        ("sendMessage", {"chat_id": "1", "text": "1"}, None),
        ("sendMessage", {"chat_id": "@a", "text": "<b>1</b>", "parse_mode": "HTML"}, None),
        ("sendMessage", {"chat_id": 1}, "sendMessage.text: missing"),
        ("sendMessage", {"chat_id": 1, "text": "一", "txt": 1}, "unknown parameter txt"),
        ("sendMessage", {"chat_id": True, "text": "一"}, "expected, not True"),
        ("sendMessage", {"chat_id": 1, "text": "报" * 4097}, "4097 long"),
        ("sendMessage", {"chat_id": 1, "text": "🌧" * 2049}, "4098 long"),
        (
            "sendMessage",
            {"chat_id": 1, "text": "<b>一</b> " * 101, "parse_mode": "HTML"},
            "101 entities, 100 are kept",
        ),
        ("sendMessage", {"chat_id": 1, "text": "一", "reply_markup": {"rows": []}}, "reply_markup"),
        ("sendMassage", {}, "no such method"),
        ("setMyCommands", {"commands": '[{"command": "", "description": "x"}]'}, "0 long, 1-32"),
        ("getUpdates", {"allowed_updates": '["message"]', "timeout": "5"}, None),
        ("getUpdates", {"allowed_updates": '["message", 1]'}, "String expected, not 1"),
    ],
)
def test_the_checker_finds_what_is_wrong_with_a_call(
    spec: Json, method: str, params: Json, problem: str | None
) -> None:
    problems = check_call(spec, method, params)
    assert [found for found in problems if not problem or problem not in found] == []
    assert bool(problems) == bool(problem)


def test_the_checker_finds_long_button_data(spec: Json) -> None:
    button: Any = {"text": "一", "callback_data": "报" * 22}
    params = {"chat_id": 1, "text": "一", "reply_markup": {"inline_keyboard": [[button]]}}
    assert "66 long, 1-64 allowed" in check_call(spec, "sendMessage", params)[0]
