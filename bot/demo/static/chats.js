// The list of chats on the left.
import { avatar } from "./avatar.js";
import { $, button, el } from "./dom.js";
import { known, on } from "./store.js";
import { clock, dayOf, dayWords } from "./times.js";
import { openChat } from "./views.js";
import { say } from "./words.js";

const NAMED = ["photo", "video", "voice", "sticker", "document"];

export function startChats() {
  on("chats", draw);
  on("open", draw);
}

function draw() {
  const { me, chats, now } = known.state;
  $("me").replaceChildren(avatar(me), el("span", {}, el("strong", {}, me.name), el("small", {}, me.role)));
  const sorted = [...chats].sort((a, b) => Number(b.mine) - Number(a.mine));
  $("chat-list").replaceChildren(...sorted.map((chat) => el("li", {}, row(chat, known.clock?.now ?? now))));
}

function row(chat, now) {
  const last = chat.last;
  const time = last?.time && (dayOf(last.time) === dayOf(now) ? clock(last.time) : dayWords(last.time));
  const told = chat.kind === "private" || !last?.name || last.text.startsWith(last.name);
  const name = told ? "" : `${last.name}:`;
  const line = last ? `${name}${oneLine(last)}` : "";
  const unread = chat.mine && chat.unread > 0 && chat.id !== known.open;
  return button(
    [
      avatar({ id: chat.id, name: chat.title, bot: chat.kind === "private" }, chat.kind !== "private"),
      el("span", { className: "what" },
        el("span", { className: "head" }, el("strong", {}, chat.title), el("time", {}, time ?? "")),
        el("span", { className: "last" }, chat.mine ? line : say("not_mine"))),
      unread ? el("span", { className: "unread", aria: { label: say("unread", { n: chat.unread }) } },
        String(Math.min(chat.unread, 99))) : null,
    ].filter(Boolean),
    () => openChat(chat.id),
    { className: "chat", aria: chat.id === known.open ? { current: "true" } : {} },
  );
}

export function oneLine(message) {
  return (message.text || mediaWords(message.media)).replace(/\s+/g, " ");
}

/** What stands for a picture, a file with its name, and so on. */
export function mediaWords(media) {
  if (!media) return "";
  const words = say(NAMED.includes(media.kind) ? media.kind : "other_media");
  return media.file_name ? `${words} ${media.file_name}` : words;
}
