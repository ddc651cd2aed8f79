"""Bot API methods on messages: send, edit, delete, pin, forward, react, answer."""

from bot.sandbox.access import chat_of, may_pin, may_write, message_of, own_member
from bot.sandbox.calls import Ask
from bot.sandbox.entities import check_text, formatted
from bot.sandbox.html import utf16
from bot.sandbox.keyboards import checked_markup
from bot.sandbox.kinds import REACTIONS
from bot.sandbox.media import document_again
from bot.sandbox.model import Answer, Change, Chat, ChatKind, Json, Message
from bot.sandbox.posting import change, origin_of, pin, put, remove, unpin
from bot.sandbox.refusal import bad
from bot.sandbox.render import chat_json, message_json
from bot.sandbox.world import find_message

ANSWER_LIMIT = 200
CAPTION_LIMIT = 1024
DELETABLE_FOR = 48 * 3600
ACTIONS = frozenset(
    {
        "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice",
        "upload_document", "choose_sticker", "find_location", "record_video_note",
        "upload_video_note",
    }
)  # fmt: skip
NO_SUCH_QUERY = "query is too old and response timeout expired or query ID is invalid"


def send_message(ask: Ask) -> Json:
    """Handle sendMessage."""
    chat = chat_of(ask)
    if ask.text("text") is None:
        raise bad("message text is empty")
    text, entities = _words(ask)
    markup = checked_markup(ask.structure("reply_markup"))
    may_write(ask, chat)
    place = _place(ask, chat)
    fields: Json = {"text": text, "entities": tuple(entities), "markup": markup, **place}
    return _said(ask, put(ask.world, chat, ask.bot.user, **fields, **_speaker(ask, chat)))


def send_document(ask: Ask) -> Json:
    """Handle sendDocument, of a file that was sent before."""
    chat = chat_of(ask)
    content = document_again(ask.text("document") or "")
    if content is None:
        raise bad("wrong file identifier/HTTP URL specified")
    raw = str(ask.params.get("caption", ""))
    text, entities = formatted(raw, ask.text("parse_mode"), ask.objects("caption_entities"))
    if utf16(text) > CAPTION_LIMIT:
        raise bad("message caption is too long")
    markup = checked_markup(ask.structure("reply_markup"))
    may_write(ask, chat)
    place = _place(ask, chat)
    said: Json = {"text": text or None, "entities": tuple(entities), "content": content}
    fields = {**said, "markup": markup, **place, **_speaker(ask, chat)}
    return _said(ask, put(ask.world, chat, ask.bot.user, **fields))


def _words(ask: Ask) -> tuple[str, list[Json]]:
    raw = str(ask.params.get("text", ""))
    text, entities = formatted(raw, ask.text("parse_mode"), ask.objects("entities"))
    check_text(text)
    return text, entities


def _said(ask: Ask, message: Message) -> Json:
    return message_json(ask.world, message, ask.bot.id)


def _speaker(ask: Ask, chat: Chat) -> Json:
    if chat.kind is not ChatKind.CHANNEL:
        return {}
    return {"sender": None, "sender_chat": chat_json(ask.world, chat)}


def _place(ask: Ask, chat: Chat) -> Json:
    """Return what a message replies to and which thread it is in."""
    place: Json = {}
    thread = ask.number("message_thread_id")
    if thread is not None:
        place = _thread(ask, chat, thread)
    reply = ask.structure("reply_parameters")
    if not reply:
        return place
    if not isinstance(reply, dict) or not isinstance(reply.get("message_id"), int):
        raise bad("can't parse reply parameters JSON object")
    replied = find_message(chat, reply["message_id"], ask.bot.id)
    if replied:
        return {**place, "reply_to": replied.key}
    if reply.get("allow_sending_without_reply"):
        return place
    raise bad("message to be replied not found")


def _thread(ask: Ask, chat: Chat, thread: int) -> Json:
    if chat.kind is not ChatKind.SUPERGROUP:
        raise bad("message thread not found")
    if not chat.forum:
        if find_message(chat, thread) is None:
            raise bad("message thread not found")
        return {"thread": thread}
    topic = chat.topics.get(thread)
    if topic is None:
        raise bad("message thread not found")
    if topic.closed and not own_member(ask, chat).may("can_manage_topics"):
        raise bad("TOPIC_CLOSED")
    return {"thread": thread, "in_topic": True}


def edit_message_text(ask: Ask) -> Json:
    """Handle editMessageText; a keyboard that is not given again is taken away."""
    message = _own_message(ask)
    if ask.text("text") is None:
        raise bad("message text is empty")
    text, entities = _words(ask)
    markup = checked_markup(ask.structure("reply_markup"))
    return _changed(ask, message, text, tuple(entities), markup)


def edit_message_reply_markup(ask: Ask) -> Json:
    """Handle editMessageReplyMarkup."""
    message = _own_message(ask)
    markup = checked_markup(ask.structure("reply_markup"))
    return _changed(ask, message, message.text, message.entities, markup)


def _own_message(ask: Ask) -> Message:
    message = message_of(ask, chat_of(ask), "edit")
    if message.author != ask.bot.id or message.is_service or message.origin:
        raise bad("message can't be edited")
    return message


def _changed(
    ask: Ask, message: Message, text: str | None, entities: tuple[Json, ...], markup: Json | None
) -> Json:
    if (text, entities, markup) == (message.text, message.entities, message.markup):
        raise bad(
            "message is not modified: specified new message content and reply markup are exactly"
            " the same as a current content and reply markup of the message"
        )
    fields: Json = {"text": text, "entities": entities, "markup": markup}
    return _said(ask, change(ask.world, message, edited=ask.world.now(), **fields))


def delete_message(ask: Ask) -> bool:
    """Handle deleteMessage."""
    chat = chat_of(ask)
    message = message_of(ask, chat, "delete")
    mine = message.author == ask.bot.id or chat.kind is ChatKind.PRIVATE
    member = own_member(ask, chat)
    admin = member.may("can_delete_messages") or (chat.kind is ChatKind.GROUP and member.admin)
    fresh = message.date > ask.world.now() - DELETABLE_FOR
    if not fresh or not (mine or admin):
        raise bad("message can't be deleted")
    remove(ask.world, message)
    return True


def pin_chat_message(ask: Ask) -> bool:
    """Handle pinChatMessage."""
    chat = chat_of(ask)
    message = message_of(ask, chat, "pin")
    may_pin(ask, chat)
    if chat.pins[-1:] != [message.key]:
        pin(ask.world, message, ask.bot.user, **_speaker(ask, chat))
    return True


def unpin_chat_message(ask: Ask) -> bool:
    """Handle unpinChatMessage; without message_id the latest pin goes."""
    chat = chat_of(ask)
    may_pin(ask, chat)
    if ask.number("message_id") is not None:
        message = message_of(ask, chat, "unpin")
    elif chat.pins:
        message = chat.messages[chat.pins[-1]]
    else:
        raise bad("message to unpin not found")
    if message.key in chat.pins:
        unpin(ask.world, message, ask.bot.user)
    return True


def forward_message(ask: Ask) -> Json:
    """Handle forwardMessage."""
    chat = chat_of(ask)
    message = message_of(ask, chat_of(ask, "from_chat_id"), "forward")
    if message.is_service:
        raise bad("message can't be forwarded")
    may_write(ask, chat)
    fields: Json = {
        "text": message.text,
        "entities": message.entities,
        "content": message.content,
        "origin": origin_of(ask.world, message),
        **_place(ask, chat),
        **_speaker(ask, chat),
    }
    return _said(ask, put(ask.world, chat, ask.bot.user, **fields))


def answer_callback_query(ask: Ask) -> bool:
    """Handle answerCallbackQuery; each press is answered once, and soon."""
    press = ask.world.presses.get(ask.text("callback_query_id") or "")
    late = press is not None and ask.world.now() - press.date > ask.world.patience
    if press is None or press.bot != ask.bot.id or press.answer or late:
        raise bad(NO_SUCH_QUERY)
    text, url = ask.text("text"), ask.text("url")
    if text and utf16(text) > ANSWER_LIMIT:
        raise bad("MESSAGE_TOO_LONG")
    if url and not _opens_own_chat(ask, url):
        raise bad("URL_INVALID")
    press.answer = Answer(text=text, alert=ask.flag("show_alert"), url=url)
    ask.world.tell(Change(what="answer", press=press, who=press.who))
    return True


def _opens_own_chat(ask: Ask, url: str) -> bool:
    name = (ask.bot.user.username or "").lower()
    address = url.lower().removeprefix("https://").removeprefix("http://")
    return address.startswith((f"t.me/{name}?", f"telegram.me/{name}?"))


def set_message_reaction(ask: Ask) -> bool:
    """Handle setMessageReaction: at most one emoji, and no update for anybody."""
    chat = chat_of(ask)
    message = message_of(ask, chat, "react")
    emojis = tuple(_emoji(reaction) for reaction in ask.objects("reaction") or ())
    if len(emojis) > 1:
        raise bad("REACTIONS_TOO_MANY")
    if chat.emojis is not None and not set(emojis) <= set(chat.emojis):
        raise bad("REACTION_INVALID")
    chat.reactions.setdefault(message.key, {})[ask.bot.id] = emojis
    ask.world.tell(Change(what="reaction", chat=chat, message=message, who=ask.bot.id))
    return True


def _emoji(reaction: Json) -> str:
    emoji = reaction.get("emoji")
    if reaction.get("type") != "emoji" or emoji not in REACTIONS:
        raise bad("REACTION_INVALID")
    return str(emoji)


def send_chat_action(ask: Ask) -> bool:
    """Handle sendChatAction."""
    chat = chat_of(ask)
    if ask.text("action") not in ACTIONS:
        raise bad("wrong parameter action in request")
    ask.world.tell(Change(what="action", chat=chat, who=ask.bot.id))
    return True
