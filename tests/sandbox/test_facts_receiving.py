"""What a bot receives: facts 1 to 16 of shared/facts/telegram.md, shown by the sandbox.

Not about a server, so not here: 17–22 (how PTB's Application and JobQueue work), 25 (PTB's rate
limiter) and 37 (Mini App signatures). 23 to 36 and 38 are in test_facts_sending.
"""

import asyncio
from typing import Any

import pytest
import telegram
from telegram.error import BadRequest, ChatMigrated, Conflict

from bot.sandbox import groups, media, membership, people
from bot.sandbox.kinds import ALL_UPDATES
from bot.sandbox.model import CHANNEL_BOT, GROUP_ANONYMOUS_BOT, TELEGRAM, User
from bot.sandbox.server import Sandbox
from bot.sandbox.updates import allow
from bot.sandbox.world import add_bot, add_channel, add_supergroup, number_of
from tests.sandbox.kit import ALL, client, play, scene, until


def texts(of: Any) -> list[str]:
    return [u["message"]["text"] for u in of.updates() if "text" in u.get("message", {})]


def say(of: Any, text: str, **fields: Any) -> Any:
    return people.post(of.world, of.group, of.li, text, **fields)


def test_01_privacy_mode_lets_through_only_commands_and_replies_to_the_bot() -> None:
    """Fact 1: and no error tells; an administrator bot gets everything; getMe tells the setting."""
    of = scene(reads_all=False)

    async def story(bot: telegram.Bot, _: Sandbox) -> None:
        assert (await bot.get_me()).can_read_all_group_messages is False
        sent = await bot.send_message(of.group.id, "今日一览")
        own = of.group.messages[max(of.group.messages)]
        assert sent.message_id == own.number
        say(of, "请各村12点前报花名册")
        say(of, "收到", reply_to=own)
        say(of, "/flag 3")
        say(of, "/flag@jianfu_bot 3")
        say(of, "/flag@other_bot 3")
        say(of, "@jianfu_bot 在吗")
        assert texts(of) == ["收到", "/flag 3", "/flag@jianfu_bot 3"]
        membership.promote(of.world, of.group, of.bot.user, by=of.boss)
        say(of, "请各村12点前报花名册")
        assert texts(of)[-1] == "请各村12点前报花名册"

    play(of, story)


def test_01_a_changed_privacy_setting_shows_only_after_the_bot_is_added_again() -> None:
    """Fact 1: "After switching, bot must be re-added"."""
    of = scene(reads_all=False)
    of.bot.reads_all = True
    say(of, "还听不到")
    membership.kick(of.world, of.group, of.bot.user, by=of.boss)
    membership.add(of.world, of.group, of.bot.user, by=of.boss)
    say(of, "听到了")
    assert texts(of) == ["听到了"]


def test_01_a_command_without_a_name_goes_to_the_bot_that_spoke_last() -> None:
    """Fact 1: in a group with two bots under privacy mode."""
    of = scene(reads_all=False)
    other = of.another_bot()

    async def story(bot: telegram.Bot, sandbox: Sandbox) -> None:
        async with client(sandbox, other) as second:
            await second.send_message(of.group.id, "请签到")
            say(of, "/today")
            await bot.send_message(of.group.id, "今日一览")
            say(of, "/flag")
        assert texts(of) == ["/flag"]

    play(of, story)


def test_02_a_bot_gets_only_what_is_said_after_it_joined() -> None:
    """Fact 2: there is no history."""
    of = scene()
    chat = add_supergroup(of.world, "新群", of.boss)
    people.post(of.world, chat, of.boss, "早就说过")
    membership.add(of.world, chat, of.bot.user, by=of.boss)
    people.post(of.world, chat, of.boss, "现在说的")
    assert texts(of) == ["现在说的"]


def test_03_reactions_and_members_come_only_when_asked_for_by_an_administrator() -> None:
    """Fact 3: not in the default; an empty list is the default; nothing given keeps the setting."""
    assert set(ALL) == ALL_UPDATES
    of = scene(admin=True, asks_all=False)
    message = say(of, "请各村报花名册")

    async def story(bot: telegram.Bot, _: Sandbox) -> None:
        for asked, expected in (
            (None, []),
            (["message_reaction", "chat_member"], ["message_reaction", "chat_member"]),
            (None, ["message_reaction", "chat_member"]),
            ([], ["message"]),
        ):
            await bot.get_updates(allowed_updates=asked)
            of.forget()
            people.react(of.world, message, of.li, "👍" if expected else "👎")
            people.react(of.world, message, of.li)
            membership.restrict(of.world, of.group, of.li, by=of.boss)
            if asked == []:
                membership.join(of.world, of.group, of.li)
            assert list(dict.fromkeys(of.kinds())) == expected

    play(of, story)


def test_03_a_bot_that_is_no_administrator_gets_no_reactions() -> None:
    """Fact 3."""
    of = scene()
    people.react(of.world, say(of, "请各村报花名册"), of.li, "👍")
    assert of.kinds() == ["message"]


def test_03_reactions_by_bots_are_not_delivered() -> None:
    """Fact 3."""
    of = scene(admin=True)
    other = of.another_bot()
    membership.promote(of.world, of.group, other.user, by=of.boss)
    message = say(of, "请各村报花名册")
    of.forget()

    async def story(bot: telegram.Bot, _: Sandbox) -> None:
        assert await bot.set_message_reaction(of.group.id, message.number, "👍")
        assert of.kinds() == of.kinds(other) == []

    play(of, story)


def test_03_counts_of_anonymous_reactions_come_grouped_and_late() -> None:
    """Fact 3: message_reaction_count."""
    of = scene()
    channel = add_channel(of.world, "县通知", of.boss, of.li)
    membership.promote(of.world, channel, of.bot.user, by=of.boss)
    message = people.post(of.world, channel, of.boss, "通知")
    of.forget()
    people.react(of.world, message, of.li, "👍")
    people.react(of.world, message, of.boss, "👍")
    assert of.kinds() == []
    people.count_reactions(of.world, channel)
    count = of.last("message_reaction_count")
    assert of.kinds() == ["message_reaction_count"]
    assert count["reactions"] == [{"type": {"type": "emoji", "emoji": "👍"}, "total_count": 2}]


def test_04_a_reaction_carries_ids_and_lists_but_no_text_and_no_thread() -> None:
    """Fact 4: user or actor_chat, old and new reactions."""
    of = scene(admin=True)
    message = say(of, "请各村报花名册")
    people.react(of.world, message, of.li, "👍")
    people.react(of.world, message, of.li, "👎")
    shown = of.last("message_reaction")
    assert shown == {
        "chat": {"id": of.group.id, "type": "supergroup", "title": "后沟子工作群"},
        "message_id": message.number,
        "user": shown["user"],
        "date": 1_800_000_000,
        "old_reaction": [{"type": "emoji", "emoji": "👍"}],
        "new_reaction": [{"type": "emoji", "emoji": "👎"}],
    }
    membership.promote(of.world, of.group, of.boss, by=of.boss, anonymous=True)
    people.react(of.world, message, of.boss, "🔥")
    shown = of.last("message_reaction")
    assert (shown["actor_chat"]["id"], "user" in shown) == (of.group.id, False)


def test_04_a_chat_may_restrict_the_emojis() -> None:
    """Fact 4: ChatFullInfo.available_reactions."""
    of = scene()
    of.group.emojis = ("👍",)
    message = say(of, "请各村报花名册")
    with pytest.raises(ValueError, match="allows only"):
        people.react(of.world, message, of.li, "🔥")

    async def story(bot: telegram.Bot, _: Sandbox) -> None:
        chat = await bot.get_chat(of.group.id)
        assert [r.to_dict()["emoji"] for r in chat.available_reactions or ()] == ["👍"]
        with pytest.raises(BadRequest, match=r"(?i)reaction_invalid"):
            await bot.set_message_reaction(of.group.id, message.number, "🔥")

    play(of, story)


def test_05_an_anonymous_administrator_speaks_as_the_group_and_presses_as_themselves() -> None:
    """Fact 5."""
    of = scene()
    membership.promote(of.world, of.group, of.boss, by=of.boss, anonymous=True, title="组长")

    async def story(bot: telegram.Bot, _: Sandbox) -> None:
        people.post(of.world, of.group, of.boss, "/pause")
        said = of.last("message")
        assert said["from"]["id"] == GROUP_ANONYMOUS_BOT
        assert said["from"]["username"] == "GroupAnonymousBot"
        assert said["sender_chat"]["id"] == said["chat"]["id"] == of.group.id
        assert said["author_signature"] == "组长"
        keyboard = telegram.InlineKeyboardMarkup.from_button(
            telegram.InlineKeyboardButton("暂停", callback_data="p")
        )
        await bot.send_message(of.group.id, "暂停一览?", reply_markup=keyboard)
        people.press(of.world, of.group.messages[max(of.group.messages)], of.boss, "暂停")
        assert of.last("callback_query")["from"]["id"] == of.boss.id

    play(of, story)


def test_06_a_channel_post_appears_in_the_linked_group_by_itself() -> None:
    """Fact 6: from 777000, is_automatic_forward, with the channel as origin; both are delivered."""
    of = scene()
    channel = add_channel(of.world, "县通知", of.boss, linked=of.group)
    membership.promote(of.world, channel, of.bot.user, by=of.boss)
    of.forget()
    post = people.post(of.world, channel, of.boss, "请各镇12点前报花名册")
    assert of.kinds() == ["channel_post", "message"]
    copy = of.last("message")
    assert copy["from"]["id"] == TELEGRAM
    assert copy["is_automatic_forward"] is True
    assert copy["sender_chat"]["id"] == channel.id
    origin = copy["forward_origin"]
    assert (origin["type"], origin["chat"]["id"]) == ("channel", channel.id)
    assert origin["message_id"] == post.number == of.last("channel_post")["message_id"]
    assert "from" not in of.last("channel_post")

    async def story(bot: telegram.Bot, _: Sandbox) -> None:
        of.forget()
        sent = await bot.send_message(channel.id, "今日一览")
        assert of.last("message")["forward_origin"]["message_id"] == sent.message_id

    play(of, story)


def test_06_somebody_may_speak_as_a_channel() -> None:
    """Fact 6: Channel-as-user, from 136817688."""
    of = scene()
    channel = add_channel(of.world, "小李说事", of.li)
    say(of, "路过", as_chat=channel)
    assert of.last("message")["from"]["id"] == CHANNEL_BOT
    assert of.last("message")["sender_chat"]["id"] == channel.id


def test_07_a_forward_has_one_of_four_origins_and_keeps_the_first() -> None:
    """Fact 7: hidden users have only a name; a channel's origin is an exact key."""
    of = scene()
    wang = of.world.users[of.boss.id]
    hidden = User(id=5, first_name="王", last_name="五", hides_forwards=True)
    of.world.users[5] = hidden
    county = add_supergroup(of.world, "县工作群", wang, hidden)
    channel = add_channel(of.world, "县通知", wang)
    kinds = []
    for who, chat, anonymous in (
        (wang, county, False),
        (hidden, county, False),
        (wang, county, True),
        (wang, channel, False),
    ):
        if anonymous:
            membership.promote(of.world, county, wang, by=wang, anonymous=True)
        message = people.post(of.world, chat, who, "通知")
        people.forward(of.world, message, of.li, of.group)
        kinds.append(of.last("message")["forward_origin"])
    assert [origin["type"] for origin in kinds] == ["user", "hidden_user", "chat", "channel"]
    assert kinds[1] == {"type": "hidden_user", "date": 1_800_000_000, "sender_user_name": "王 五"}
    again = people.forward(of.world, of.group.messages[max(of.group.messages)], wang, of.group)
    assert again.origin == kinds[3]


def test_08_an_album_is_as_many_updates_with_one_group_id() -> None:
    """Fact 8: any of them may have a caption, several may; nothing says it is complete."""
    of = scene()
    parts = [("第一张", media.photo()), (None, media.photo()), ("表", media.document("表.xlsx"))]
    people.post_album(of.world, of.group, of.li, parts)
    shown = [update["message"] for update in of.updates()]
    assert len({message["media_group_id"] for message in shown}) == 1
    assert [message.get("caption") for message in shown] == ["第一张", None, "表"]
    assert shown[2]["document"]["file_name"] == "表.xlsx"
    assert len({message["message_id"] for message in shown}) == 3


def test_09_an_edit_may_change_nothing_and_a_deletion_is_never_told() -> None:
    """Fact 9."""
    of = scene()
    message = say(of, "请各村12点前报花名册")
    of.pass_time(60)
    people.edit(of.world, message, "请各村15点前报花名册")
    people.edit(of.world, of.group.messages[message.key])
    edits = [update["edited_message"] for update in of.updates()[1:]]
    assert [edit["text"] for edit in edits] == ["请各村15点前报花名册"] * 2
    assert edits[0]["edit_date"] == edits[0]["date"] + 60
    of.forget()
    people.delete(of.world, of.group.messages[message.key])
    assert of.kinds() == []


def test_10_a_bot_does_not_see_other_bots() -> None:
    """Fact 10."""
    of = scene(admin=True)
    other = of.another_bot()
    of.forget()

    async def story(bot: telegram.Bot, sandbox: Sandbox) -> None:
        sent = await bot.send_message(of.group.id, "今日一览")
        await bot.edit_message_text("今日一览:3件", of.group.id, sent.message_id)
        assert of.kinds() == of.kinds(other) == []

    play(of, story)


@pytest.mark.parametrize("new_first", [False, True])
def test_11_a_group_that_moves_has_two_service_messages_in_either_order(new_first: bool) -> None:
    """Fact 11: another chat id, another numbering."""
    of = scene()
    people.post(of.world, of.basic, of.li, "在老群")
    of.forget()
    chat = groups.migrate(of.world, of.basic, of.boss, new_first=new_first)
    shown = [update["message"] for update in of.updates()]
    old, new = reversed(shown) if new_first else shown
    assert (old["chat"]["id"], old["migrate_to_chat_id"]) == (of.basic.id, chat.id)
    assert (new["chat"]["id"], new["migrate_from_chat_id"]) == (chat.id, of.basic.id)
    assert new["message_id"] == 1
    people.post(of.world, chat, of.li, "在新群")
    assert texts(of) == ["在新群"]


def test_11_a_move_may_be_told_only_by_a_refused_call() -> None:
    """Fact 11: 400 with migrate_to_chat_id, PTB's ChatMigrated."""
    of = scene()
    chat = groups.migrate(of.world, of.basic, of.boss, announced=False)
    assert of.kinds() == []

    async def story(bot: telegram.Bot, sandbox: Sandbox) -> None:
        with pytest.raises(ChatMigrated) as caught:
            await bot.send_message(of.basic.id, "今日一览")
        assert caught.value.new_chat_id == chat.id
        refused = sandbox.calls[-1].error
        assert refused == "Bad Request: group chat was upgraded to a supergroup chat"
        assert (await bot.send_message(chat.id, "今日一览")).message_id == 1

    play(of, story)


def test_11_a_basic_group_has_no_message_links_and_numbers_of_the_account() -> None:
    """Fact 11: ids count through all basic and private chats of one bot."""
    of = scene()

    async def story(bot: telegram.Bot, _: Sandbox) -> None:
        people.start(of.world, of.li, of.bot)
        before = of.last("message")["message_id"]
        sent = await bot.send_message(of.basic.id, "今日一览")
        private = await bot.send_message(of.li.id, "我的待办")
        assert [sent.message_id, private.message_id] == [before + 1, before + 2]
        assert sent.link is None
        there = await bot.send_message(of.group.id, "今日一览")
        assert there.message_id == of.group.counter
        assert there.link == f"https://t.me/c/1500000001/{there.message_id}"

    play(of, story)


def test_12_only_is_topic_message_tells_a_topic() -> None:
    """Fact 12: a plain reply has a thread too; the General topic has none; a send must echo it."""
    of = scene()
    first = say(of, "谁去开会")
    say(of, "我去", reply_to=first)
    reply = of.last("message")
    assert reply["message_thread_id"] == first.number
    assert "is_topic_message" not in reply
    forum = add_supergroup(of.world, "论坛群", of.boss, of.li, forum=True)
    membership.add(of.world, forum, of.bot.user, by=of.boss)
    topic = groups.open_topic(of.world, forum, of.boss, "防汛")
    people.post(of.world, forum, of.li, "水位", topic=topic.id)
    shown = of.last("message")
    assert (shown["message_thread_id"], shown["is_topic_message"]) == (topic.id, True)
    assert shown["reply_to_message"]["forum_topic_created"]["name"] == "防汛"
    people.post(of.world, forum, of.li, "一般的话")
    assert "message_thread_id" not in of.last("message")

    async def story(bot: telegram.Bot, _: Sandbox) -> None:
        there = await bot.send_message(forum.id, "一览", message_thread_id=topic.id)
        assert (there.message_thread_id, there.is_topic_message) == (topic.id, True)
        general = await bot.send_message(forum.id, "一览")
        assert (general.message_thread_id, general.is_topic_message) == (None, None)
        for wrong in (1, 999):
            with pytest.raises(BadRequest, match="thread not found"):
                await bot.send_message(forum.id, "一览", message_thread_id=wrong)
        groups.close_topic(of.world, forum, of.boss, topic.id)
        with pytest.raises(BadRequest, match=r"(?i)topic_closed"):
            await bot.send_message(forum.id, "一览", message_thread_id=topic.id)

    play(of, story)


def test_13_a_press_may_carry_an_inaccessible_message() -> None:
    """Fact 13: its date is 0."""
    of = scene()

    async def story(bot: telegram.Bot, _: Sandbox) -> None:
        keyboard = telegram.InlineKeyboardMarkup.from_button(
            telegram.InlineKeyboardButton("我的待办", callback_data="mine")
        )
        sent = await bot.send_message(of.group.id, "一览", reply_markup=keyboard)
        message = of.group.messages[max(of.group.messages)]
        people.press(of.world, message, of.li, "我的待办")
        assert of.last("callback_query")["message"]["text"] == "一览"
        await bot.delete_message(of.group.id, sent.message_id)
        people.press(of.world, message, of.li, "我的待办")
        shown = of.last("callback_query")["message"]
        assert (shown["date"], "text" in shown) == (0, False)
        update = (await bot.get_updates())[-1]
        # PTB 22.8 makes it a Message of 1970 without text, not an InaccessibleMessage.
        assert update.callback_query
        assert update.callback_query.message
        assert update.callback_query.message.date.year == 1970
        assert not update.callback_query.message.is_accessible

    play(of, story)


def test_16_a_second_poller_ends_the_first() -> None:
    """Fact 16: 409 Conflict; update_id rises and what is before the offset is forgotten."""
    of = scene()

    async def story(bot: telegram.Bot, sandbox: Sandbox) -> None:
        first = asyncio.create_task(bot.get_updates(timeout=30))
        await until(lambda: sandbox.pollers.is_open(of.bot.id))
        async with client(sandbox, of.bot) as other:
            second = asyncio.create_task(other.get_updates(timeout=30))
            with pytest.raises(Conflict, match="other getUpdates request"):
                await first
            await until(lambda: sandbox.pollers.is_open(of.bot.id))
            say(of, "一")
            (update,) = await second
            say(of, "二")
            (later,) = await other.get_updates(offset=update.update_id + 1)
            assert later.update_id > update.update_id
            assert texts(of) == ["二"]

    play(of, story)


def test_16_polling_while_a_webhook_is_set_is_a_conflict() -> None:
    """Fact 16."""
    of = scene()

    async def story(bot: telegram.Bot, sandbox: Sandbox) -> None:
        open_poll = asyncio.create_task(bot.get_updates(timeout=30))
        await until(lambda: sandbox.pollers.is_open(of.bot.id))
        await bot.set_webhook("http://127.0.0.1:9/hook")
        with pytest.raises(Conflict, match="terminated by setWebhook"):
            await open_poll
        with pytest.raises(Conflict, match="while webhook is active"):
            await bot.get_updates()
        await bot.delete_webhook()
        assert await bot.get_updates() == ()

    play(of, story)


def test_16_a_client_that_went_away_takes_its_poll_with_it() -> None:
    """Fact 16: so the next one is no second poller."""
    of = scene()

    async def story(bot: telegram.Bot, sandbox: Sandbox) -> None:
        poll = asyncio.create_task(bot.get_updates(timeout=30))
        await until(lambda: sandbox.pollers.is_open(of.bot.id))
        poll.cancel()
        await until(lambda: not sandbox.pollers.is_open(of.bot.id))
        say(of, "一")
        assert len(await bot.get_updates()) == 1
        assert [call.outcome for call in sandbox.calls] == ["ok"]

    play(of, story)


def test_nobody_writes_where_they_cannot() -> None:
    """Not a numbered fact: what people's own clients would not let them do."""
    of = scene()
    chat = groups.migrate(of.world, of.basic, of.boss)
    people.block(of.world, of.li, of.bot)
    membership.restrict(of.world, chat, of.li, by=of.boss)
    channel = add_channel(of.world, "县通知", of.boss, of.li)
    for place in (of.basic, chat, people.private_chat(of.world, of.li, of.bot), channel):
        with pytest.raises(ValueError, match=str(place.id)):
            people.post(of.world, place, of.li, "一")


def test_a_message_has_its_own_number_in_each_bots_account() -> None:
    """Numbers of basic groups are each account's own; a bot that was not there has none."""
    of = scene()
    other = add_bot(of.world, "签到助手", "qiandao_bot", token="700000009:B", reads_all=True)
    early = people.post(of.world, of.basic, of.li, "早")
    membership.add(of.world, of.basic, other.user, by=of.boss)
    late = people.post(of.world, of.basic, of.li, "晚")
    assert number_of(early, other.id) is None
    assert number_of(late, other.id) != number_of(late, of.bot.id)
    allow(other, ["message"])


def test_16_a_negative_offset_keeps_only_the_end_and_a_limit_the_beginning() -> None:
    """Fact 16: what offset and limit do to the queue."""
    of = scene()

    async def story(bot: telegram.Bot, _: Sandbox) -> None:
        for text in "一二三四五":
            say(of, text)
        first = await bot.get_updates(limit=2)
        assert [u.message.text for u in first if u.message] == ["一", "二"]
        rest = await bot.get_updates(offset=-3)
        assert [u.message.text for u in rest if u.message] == ["三", "四", "五"]
        assert texts(of) == ["三", "四", "五"]
        assert await bot.get_updates(offset=rest[-1].update_id + 1) == ()
        assert texts(of) == []

    play(of, story)
