// One message as an element: name, quote, words, files, buttons, reactions.
import { avatar } from "./avatar.js";
import { mediaWords, oneLine } from "./chats.js";
import { button, el } from "./dom.js";
import { rich } from "./richtext.js";
import { chatOf, known, messageOf } from "./store.js";
import { clock } from "./times.js";
import { say } from "./words.js";

const LONG_LINES = 14;
const SHOWN_LINES = 5;
const LONG_LETTERS = 700;
const opened = new Set();

/** `does` holds what a touch can do: look, go, press, react, jump. */
export function messageItem(message, does, joined) {
  if (message.service) {
    return el("li", { className: "service", data: { id: message.id } }, el("span", {}, message.service));
  }
  const own = message.from?.id === known.state.me.id;
  const name = message.from?.name ?? "";
  const item = el("li", { className: `message${own ? " own" : ""}${joined ? " joined" : ""}`, data: { id: message.id } });
  const body = el("div", {
    className: "body", tabIndex: -1, role: "group",
    aria: { label: say("message_of", { name: own ? say("you") : name, time: clock(message.date) }) },
    onclick: (event) => lookUnlessUsed(event, message, does),
    onkeydown: (event) => {
      if (event.key === "Enter" && event.target === body) does.look(message);
    },
  }, who(message, own), bubble(message, does, own), keyboard(message, does), reactions(message, does));
  const more = button("⋯", () => does.look(message), { className: "look", tabIndex: -1, aria: { label: say("look_at") } });
  item.append(avatar(message.from ?? { name }), body, more);
  return item;
}

/** A touch on a bubble looks at the message, unless it was meant for something in it. */
function lookUnlessUsed(event, message, does) {
  if (event.target.closest("button, summary, a") || String(getSelection())) return;
  if (event.target.closest(".bubble")) does.look(message);
}

function who(message, own) {
  return el("p", { className: own ? "who sr-only" : "who" },
    own ? say("you") : message.from?.name ?? "",
    message.from?.bot ? el("span", { className: "badge" }, say("bot")) : null);
}

function bubble(message, does, own) {
  const parts = [forwarded(message), quoted(message, does), file(message), ...words(message, does)];
  const marks = [
    message.edited ? el("span", {}, say("edited")) : null,
    message.pinned ? el("span", {}, say("pinned")) : null,
  ].filter(Boolean);
  if (marks.length) parts.push(el("p", { className: "marks" }, marks));
  return el("div", { className: `bubble${own ? " green" : ""}` }, parts);
}

function forwarded(message) {
  return message.forward
    ? el("p", { className: "forwarded" }, say("forwarded", { name: message.forward.name }))
    : null;
}

function quoted(message, does) {
  if (!message.reply_to) return null;
  const replied = messageOf(message.chat, message.reply_to);
  if (!replied) return el("p", { className: "quote" }, say("reply_gone"));
  return button(
    [el("b", {}, replied.from?.name ?? ""), ` ${oneLine(replied).slice(0, 80)}`],
    () => does.jump(replied), { className: "quote" },
  );
}

function file(message) {
  const { media } = message;
  if (!media) return null;
  if (media.kind === "document") {
    const ending = (media.file_name ?? "").split(".").at(-1).slice(0, 4);
    return el("p", { className: "file" }, el("span", { className: "kind", aria: { hidden: "true" } }, ending),
      el("span", {}, media.file_name ?? say("document")));
  }
  if (media.kind === "voice" && media.duration) {
    return el("p", { className: "media voice" }, say("voice_seconds", { n: media.duration }));
  }
  return el("p", { className: `media ${media.kind}` }, mediaWords(media));
}

/** The text; in a group a long one shows its beginning until it is asked for. */
function words(message, does) {
  if (!message.text) return [];
  const key = `${message.chat}:${message.id}`;
  const short = chatOf(message.chat)?.kind === "private" ? message.text.length : cut(message.text);
  const end = opened.has(key) ? message.text.length : short;
  const shown = el("div", { className: "text" }, rich(message.text, message.entities, does.go, 0, end));
  if (short === message.text.length) return [shown];
  const turn = () => {
    if (!opened.delete(key)) opened.add(key);
    does.redraw(message);
  };
  return [shown, button(say(opened.has(key) ? "less" : "more"), turn, { className: "link whole" })];
}

function cut(text) {
  const lines = text.split("\n");
  if (lines.length > LONG_LINES) {
    const gap = lines.indexOf("", 1);
    return lines.slice(0, gap > 0 && gap < SHOWN_LINES ? gap : SHOWN_LINES).join("\n").length;
  }
  return text.length > LONG_LETTERS ? LONG_LETTERS / 2 : text.length;
}

/** The inline keyboard, also used under the digest. */
export function keyboard(message, does) {
  if (!message.keyboard?.length) return null;
  return el("div", { className: "keyboard" }, message.keyboard.map((row) =>
    el("div", { className: "keys" }, row.map((key) =>
      button(key.text, () => does.press(message, key), { className: "key" })))));
}

function reactions(message, does) {
  if (!message.reactions?.length) return null;
  return el("p", { className: "reactions" }, message.reactions.map((one) =>
    button(`${one.emoji} ${one.count}`, () => does.react(message, one.mine ? "" : one.emoji), {
      className: "reaction",
      aria: { pressed: String(one.mine), label: say("reaction_count", { emoji: one.emoji, n: one.count }) },
    })));
}

export const EMOJIS = ["👌", "👍", "🙏", "❤", "😁", "🤔", "👎"];
