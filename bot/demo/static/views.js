// Which chat is open and, on a phone, which of the three views is seen; both live in the address.
import { $, narrow } from "./dom.js";
import { chatOf, home, known, load, tell } from "./store.js";
import { toast, trying } from "./toast.js";
import { say } from "./words.js";

const VIEWS = { chats: "#chats", digest: "#digest" };

export function view(name) {
  if (VIEWS[name] && location.hash !== VIEWS[name]) location.hash = VIEWS[name];
  else route();
}

export function openChat(id) {
  const wanted = `#chat/${id}`;
  if (location.hash === wanted) return show(id);
  history.pushState(null, "", wanted);
  return show(id);
}

/** Open the chat of a message, if this person can see it; false when they cannot. */
export async function openAt(chat, message) {
  if (!chatOf(chat)) {
    toast(say("source_far"));
    return false;
  }
  await openChat(chat);
  tell("point", { chat, message });
  return true;
}

async function show(id) {
  document.body.dataset.view = "chat";
  await open(id);
  land("talk-title");
}

async function open(id) {
  const chat = chatOf(id) ?? home() ?? known.state.chats[0];
  if (!chat) return;
  if (known.open === chat.id) return;
  known.open = chat.id;
  chat.unread = 0;
  await trying(() => load(chat.id));
  tell("chats");
  tell("open", { chat: chat.id, again: false });
}

/** Follow the address: at the start, on back and forward. */
export async function route() {
  const [name, id] = location.hash.slice(1).split("/");
  if (name === "chat" && id) return show(Number(id));
  const mine = known.state.chats.filter((chat) => chat.mine);
  // Who is in no group comes for what the bot tells them.
  if (!name && mine.length === 1) return show(mine[0].id);
  const before = document.body.dataset.view;
  document.body.dataset.view = name === "chats" ? "chats" : "digest";
  if (known.open === null) await open(home()?.id);
  else if (before !== document.body.dataset.view) land(name === "chats" ? "chats-title" : "digest-title");
  return undefined;
}

/** On a phone the other view is gone, and what had the focus with it. */
function land(heading) {
  if (narrow()) $(heading).focus({ preventScroll: true });
}

export function followAddress() {
  addEventListener("popstate", route);
  $("back").addEventListener("click", () => view("chats"));
  $("to-digest").addEventListener("click", () => view("digest"));
  $("to-flood").addEventListener("click", () => openChat(home()?.id ?? known.open));
}
