// What the page knows: the state of the sandbox and the messages of the chats looked at.
import { readMessages, readState } from "./api.js";

const heard = new EventTarget();
// What is heard of a chat while it is being read comes after what was read.
const late = new Map();
export const known = { state: null, clock: null, heard: null, open: null, messages: new Map() };

/** Events: state, chats, open, added, changed, removed, clock, digest. */
export function on(what, told) {
  heard.addEventListener(what, (event) => told(event.detail));
}

export function tell(what, detail) {
  heard.dispatchEvent(new CustomEvent(what, { detail }));
}

export const chatOf = (id) => known.state?.chats.find((chat) => chat.id === id);
export const listOf = (chat) => known.messages.get(chat) ?? [];
export const messageOf = (chat, id) => listOf(chat).find((message) => message.id === id);

/** The chat whose digest the visitor sees: the first of their groups that has one. */
export function home() {
  const groups = (known.state?.chats ?? []).filter((chat) => chat.kind !== "private");
  return groups.find((chat) => chat.mine) ?? groups[0];
}

/** Read the state; what was seen here since the start counts as read. */
export async function loadState(anew = false) {
  const seen = new Map(anew ? [] : known.state?.chats.map((chat) => [chat.id, chat.unread]));
  known.state = await readState();
  for (const chat of known.state.chats) chat.unread = seen.get(chat.id) ?? chat.unread;
  known.clock = known.state.clock;
  tell("state");
  tell("chats");
  tell("clock");
}

export async function load(chat) {
  if (known.messages.has(chat)) return;
  const missed = [];
  late.set(chat, missed);
  try {
    const read = await readMessages(chat);
    known.messages.set(chat, read.map((message) => ({ ...message, chat })));
  } finally {
    late.delete(chat);
  }
  for (const hear of missed) hear();
}

export async function loadAnew() {
  known.messages.clear();
  await loadState(true);
  const wanted = new Set([known.open, home()?.id].filter((id) => id !== undefined && id !== null));
  await Promise.all([...wanted].filter(chatOf).map(load));
  tell("digest");
  tell("open", { chat: known.open, again: true });
}

function waits(chat, hear) {
  late.get(chat)?.push(hear);
  return late.has(chat);
}

export function heardMessage(chat, heard) {
  if (waits(chat, () => heardMessage(chat, heard))) return;
  const message = { ...heard, chat };
  const list = known.messages.get(chat);
  const fresh = !messageOf(chat, message.id);
  if (list && fresh) list.push(message);
  if (fresh) noteLast(chat, message);
  if (list && fresh) tell("added", { chat, message });
}

export function heardChange(chat, message) {
  if (waits(chat, () => heardChange(chat, message))) return;
  const list = known.messages.get(chat);
  const at = list?.findIndex((old) => old.id === message.id) ?? -1;
  if (at < 0) return;
  list[at] = { ...list[at], ...message, chat };
  if (at === list.length - 1) noteLast(chat, list[at], false);
  tell("changed", { chat, message: list[at] });
}

export function heardDelete(chat, id) {
  if (waits(chat, () => heardDelete(chat, id))) return;
  const list = known.messages.get(chat);
  const at = list?.findIndex((old) => old.id === id) ?? -1;
  if (at < 0) return;
  const [message] = list.splice(at, 1);
  if (at === list.length) noteLast(chat, list.at(-1), false);
  tell("removed", { chat, message });
}

export function heardPins(chat, pinned) {
  if (waits(chat, () => heardPins(chat, pinned))) return;
  for (const message of listOf(chat)) {
    const now = pinned.includes(message.id);
    if (now !== Boolean(message.pinned)) heardChange(chat, { ...message, pinned: now });
  }
}

function noteLast(id, message, counts = true) {
  const chat = chatOf(id);
  if (!chat) return;
  const name = message?.from?.name ?? "";
  chat.last = message
    ? { name, text: message.service ?? message.text, time: message.date, media: message.media }
    : null;
  const own = message?.from?.id === known.state.me.id;
  if (counts && id !== known.open && !own) chat.unread = (chat.unread ?? 0) + 1;
  tell("chats");
}
