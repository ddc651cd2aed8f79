// The messages of the open chat: drawn, kept up to date, walked through by keyboard.
import { $, calm, el } from "./dom.js";
import { messageItem } from "./message.js";
import { does } from "./touch.js";
import { chatOf, known, listOf, messageOf, on } from "./store.js";
import { clock, dayOf, dayWords, minutesBetween } from "./times.js";
import { openAt } from "./views.js";
import { say } from "./words.js";

const GAP_MINUTES = 5;
const NEAR_PX = 120;
let unseen = 0;

export function startMessages() {
  on("open", ({ again }) => draw(again));
  on("added", ({ chat, message }) => chat === known.open && add(message));
  on("changed", ({ chat, message }) => chat === known.open && replace(message));
  on("removed", ({ chat, message }) => chat === known.open && remove(message));
  on("state", head);
  does.redraw = replace;
  $("newer").addEventListener("click", toEnd);
  $("stream").addEventListener("scroll", () => atEnd() && seen(), { passive: true });
  $("messages").addEventListener("keydown", walk);
}

export const itemOf = (id) => $("messages").querySelector(`li[data-id="${id}"]`);

function draw(again) {
  const keep = again && !atEnd() ? $("stream").scrollTop : null;
  const list = listOf(known.open);
  const items = list.flatMap((message, at) => withTime(message, list[at - 1]));
  const empty = chatOf(known.open)?.kind === "private" ? "empty_chat" : "empty_group";
  $("messages").replaceChildren(...(items.length ? items : [el("li", { className: "service" }, el("span", {}, say(empty)))]));
  head();
  seen();
  rove($("messages").querySelector("li:last-child .body"));
  $("stream").scrollTop = keep ?? $("stream").scrollHeight;
}

function head() {
  const chat = chatOf(known.open);
  if (!chat) return;
  const title = chat.kind === "private" ? chat.title : say("members", { title: chat.title, n: chat.members });
  $("talk-title").textContent = title;
  const pinned = messageOf(chat.id, chat.pinned?.at(-1));
  $("pinned").hidden = !pinned;
  if (!pinned) return;
  $("pinned").replaceChildren(el("b", {}, say("pinned")), ` ${pinned.text.split("\n")[0]}`);
  $("pinned").onclick = () => openAt(chat.id, pinned.id);
}

/** A message, with the time above it when some has passed, as chats do. */
function withTime(message, before) {
  const item = messageItem(message, does, joins(message, before));
  const sameDay = before && dayOf(before.date) === dayOf(message.date);
  if (sameDay && minutesBetween(before.date, message.date) < GAP_MINUTES) return [item];
  const words = sameDay ? clock(message.date) : `${dayWords(message.date)} ${clock(message.date)}`;
  return [el("li", { className: "time", aria: { hidden: "true" } }, words), item];
}

/** Pictures of one album stand together. */
function joins(message, before) {
  return Boolean(message.album && before && before.album === message.album);
}

function add(message) {
  const list = listOf(known.open);
  const near = atEnd();
  if (list.length === 1) $("messages").replaceChildren();
  $("messages").append(...withTime(message, list.at(-2)));
  speak(message);
  if (near || message.from?.id === known.state.me.id) return toEnd();
  unseen += 1;
  $("newer").hidden = false;
  $("newer").textContent = say("newer", { n: unseen });
  return undefined;
}

function replace(message) {
  const old = itemOf(message.id);
  if (!old) return;
  const list = listOf(known.open);
  const at = list.findIndex((one) => one.id === message.id);
  const made = messageItem(message, does, joins(message, list[at - 1]));
  const focused = old.contains(document.activeElement);
  const near = atEnd();
  for (const name of ["lit", "chosen"]) made.classList.toggle(name, old.classList.contains(name));
  made.querySelector(".body")?.setAttribute("tabindex", old.querySelector(".body")?.tabIndex ?? -1);
  old.replaceWith(made);
  if (focused) made.querySelector(".body")?.focus({ preventScroll: true });
  if (near && at === list.length - 1) toEnd();
}

/** A message goes, and with it the time above it, if that is of no other. */
function remove(message) {
  const item = itemOf(message.id);
  const above = item?.previousElementSibling;
  const below = item?.nextElementSibling;
  if (above?.matches(".time") && (!below || below.matches(".time"))) above.remove();
  item?.remove();
}

/** Said to screen readers; a flood says its latest only. */
function speak(message) {
  const name = message.from?.name ?? "";
  $("spoken").replaceChildren(el("p", {}, message.service ?? `${name}:${message.text.slice(0, 120)}`));
}

function atEnd() {
  const { scrollTop, scrollHeight, clientHeight } = $("stream");
  return scrollHeight - scrollTop - clientHeight < NEAR_PX;
}

function toEnd() {
  $("stream").scrollTop = $("stream").scrollHeight;
  seen();
}

function seen() {
  unseen = 0;
  $("newer").hidden = true;
}

/** One message at a time is in the tab order; arrows walk. */
function rove(body) {
  for (const old of $("messages").querySelectorAll('.body[tabindex="0"]')) old.tabIndex = -1;
  if (body) body.tabIndex = 0;
}

function walk(event) {
  const steps = { ArrowUp: -1, ArrowDown: 1, Home: -Infinity, End: Infinity };
  if (!(event.key in steps) || !event.target.classList.contains("body")) return;
  event.preventDefault();
  const bodies = [...$("messages").querySelectorAll(".body")];
  const at = bodies.indexOf(event.target) + steps[event.key];
  const next = bodies[Math.max(0, Math.min(bodies.length - 1, at))];
  rove(next);
  next.focus();
  next.scrollIntoView({ block: "nearest" });
}

/** Bring a message into view: gently when it is near, at once when it is far. */
export function scrollTo(id, block = "center") {
  const item = itemOf(id);
  if (!item) return;
  const stream = $("stream").getBoundingClientRect();
  const away = Math.abs(item.getBoundingClientRect().top - stream.top);
  item.scrollIntoView({ block, behavior: away > 2 * stream.height ? "instant" : calm() });
}

