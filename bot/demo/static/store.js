// What the page knows: the state of the sandbox and the messages of the chats looked at.
import { readMessages, readState } from "./api.js";

const heard = new EventTarget();
export const known = { state: null, clock: null, open: null, messages: new Map() };

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

export async function loadState() {
  known.state = await readState();
  known.clock = known.state.clock;
  tell("state");
  tell("chats");
  tell("clock");
}

export async function load(chat) {
  if (known.messages.has(chat)) return;
  const read = await readMessages(chat);
  known.messages.set(chat, read.map((message) => ({ ...message, chat })));
}

export async function loadAnew() {
  known.messages.clear();
  await loadState();
  const wanted = new Set([known.open, home()?.id].filter((id) => id !== undefined && id !== null));
  await Promise.all([...wanted].filter(chatOf).map(load));
  tell("digest");
  tell("open", { chat: known.open, again: true });
}

export function heardMessage(chat, heard) {
  const message = { ...heard, chat };
  const list = known.messages.get(chat);
  const fresh = !messageOf(chat, message.id);
  if (list && fresh) list.push(message);
  if (fresh) noteLast(chat, message);
  if (list) tell(fresh ? "added" : "changed", { chat, message });
}

export function heardChange(chat, message) {
  const list = known.messages.get(chat);
  const at = list?.findIndex((old) => old.id === message.id) ?? -1;
  if (at < 0) return;
  list[at] = { ...list[at], ...message, chat };
  if (at === list.length - 1) noteLast(chat, list[at], false);
  tell("changed", { chat, message: list[at] });
}

export function heardDelete(chat, id) {
  const list = known.messages.get(chat);
  const at = list?.findIndex((old) => old.id === id) ?? -1;
  if (at < 0) return;
  const [message] = list.splice(at, 1);
  tell("removed", { chat, message });
}

function noteLast(id, message, counts = true) {
  const chat = chatOf(id);
  if (!chat) return;
  const name = message.from?.name ?? "";
  chat.last = { name, text: message.service ?? message.text, time: message.date, media: message.media };
  const own = message.from?.id === known.state.me.id;
  if (counts && id !== known.open && !own) chat.unread = (chat.unread ?? 0) + 1;
  tell("chats");
}
