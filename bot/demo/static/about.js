// What was understood of one message, and what can be done with it.
import { act, readAbout } from "./api.js";
import { forward } from "./forward.js";
import { mediaWords, oneLine } from "./chats.js";
import { edit, reply } from "./composer.js";
import { linesNaming, showLines } from "./digest.js";
import { $, button, el, narrow } from "./dom.js";
import { EMOJIS } from "./message.js";
import { itemOf } from "./messages.js";
import { known, on } from "./store.js";
import { clock, moment } from "./times.js";
import { trying } from "./toast.js";
import { react } from "./touch.js";
import { openAt } from "./views.js";
import { say } from "./words.js";

let shown = null;

export function startAbout() {
  on("look", (message) => look(message));
  on("posted", (message) => look(message, false));
  on("open", ({ chat }) => shown && shown.chat !== chat && close());
  on("removed", ({ message }) => shown?.id === message.id && close());
  on("changed", ({ message }) => {
    if (shown?.id === message.id && shown.chat === message.chat) look(message, false);
  });
  $("about-close").addEventListener("click", () => close(true));
  $("about").addEventListener("keydown", (event) => event.key === "Escape" && close(true));
}

async function look(message, focus = true) {
  choose(message);
  shown = message;
  const name = message.from?.id === known.state.me.id ? say("you") : message.from?.name ?? "";
  $("about-title").textContent = say("about_of", { name, time: clock(message.date) });
  const read = el("div", { className: "read" }, el("p", { className: "soft" }, say("reading")));
  $("about-body").replaceChildren(excerpt(message), read, tools(message));
  $("about").hidden = false;
  if (focus) $("about").focus({ preventScroll: true });
  try {
    read.replaceChildren(...facts(message, await readAbout(message.chat, message.id)));
  } catch (refusal) {
    read.replaceChildren(el("p", { className: "soft" }, refusal.message));
  }
}

function choose(message) {
  for (const old of $("messages").querySelectorAll(".chosen")) old.classList.remove("chosen");
  if (message) itemOf(message.id)?.classList.add("chosen");
}

/** Close; the keyboard goes back to the message. */
function close(back = false) {
  const body = shown && itemOf(shown.id)?.querySelector(".body");
  shown = null;
  choose(null);
  $("about").hidden = true;
  if (back && body) {
    body.tabIndex = 0;
    body.focus({ preventScroll: true });
  }
}

function excerpt(message) {
  const words = message.text ? oneLine(message) : mediaWords(message.media);
  return el("p", { className: "excerpt" }, words.length > 60 ? `${words.slice(0, 60)}…` : words);
}

function facts(message, read) {
  const numbers = linesNaming(message.chat, message.id);
  const nodes = [
    el("p", { className: "verdict" }, el("span", { className: `what${read.asks?.length ? " asks" : ""}` }, read.what),
      numbers.length ? button(say("in_digest", { numbers: numbers.join("、") }), () => showLines(numbers), { className: "link" }) : null),
  ];
  if (!read.asks?.length && !numbers.length && !message.from?.bot) nodes.push(el("p", { className: "soft" }, say("not_a_notice")));
  for (const ask of read.asks ?? []) nodes.push(askFacts(ask));
  const rows = [];
  if (read.relation) rows.push(["relation", [read.relation]]);
  if (read.duplicate_of) rows.push(["duplicate", duplicate(read.duplicate_of)]);
  if (read.same_data) {
    const { issuer, title, why } = read.same_data;
    rows.push(["same_data", [say("same_data_words", { issuer: issuer ?? "", title, why })]]);
  }
  if (rows.length) nodes.push(table(rows));
  return nodes;
}

function askFacts(ask) {
  const rows = [["title", [ask.title || ask.kind]], ["kind", [ask.kind]]];
  if (ask.issuer) rows.push(["issuer", [ask.issuer]]);
  if (ask.starts_at) rows.push(["starts", [moment(ask.starts_at, known.clock.now)]]);
  if (ask.deadline || ask.deadline_words) rows.push(["deadline", [ask.deadline_words || moment(ask.deadline, known.clock.now)]]);
  if (ask.evidence) {
    const why = ask.evidence.assumption ? `,${ask.evidence.assumption}` : "";
    rows.push(["evidence", [el("q", {}, ask.evidence.text), why]]);
  }
  if (ask.cues?.length) rows.push(["cues", ask.cues.map((cue) => el("span", { className: "cue" }, cue))]);
  return table(rows);
}

function table(rows) {
  return el("dl", {}, rows.flatMap(([key, said]) => [el("dt", {}, say(key)), el("dd", {}, said)]));
}

function duplicate({ chat, message, why }) {
  return [why ? `${why} ` : "", button(say("duplicate_look"), () => openAt(chat, message), { className: "link" })];
}

/** Reactions, and the few things one does with a message. */
function tools(message) {
  const own = message.from?.id === known.state.me.id;
  const mine = message.reactions?.find((one) => one.mine)?.emoji;
  const faces = EMOJIS.map((emoji) =>
    button(emoji, () => react(message, emoji === mine ? "" : emoji), {
      className: "face", aria: { pressed: String(emoji === mine), label: say("react", { emoji }) },
    }));
  const used = (work) => () => {
    if (narrow()) close();
    work();
  };
  const acts = [
    button(say("reply"), used(() => reply(message)), { className: "small" }),
    button(say("forward"), used(() => forward(message)), { className: "small" }),
    own ? button(say("edit"), used(() => edit(message)), { className: "small" }) : null,
    own ? button(say("delete"), () => trying(() => act("delete", { chat: message.chat, message: message.id })), { className: "small" }) : null,
  ].filter(Boolean);
  return el("div", { className: "tools" },
    el("div", { className: "faces", role: "group", aria: { label: say("reactions") } }, faces),
    el("div", { className: "acts" }, acts));
}
