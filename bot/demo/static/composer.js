// Writing: a message, a reply, an edit, with or without the name of a file.
import { act } from "./api.js";
import { oneLine } from "./chats.js";
import { $, narrow } from "./dom.js";
import { chatOf, known, listOf, on, tell } from "./store.js";
import { trying } from "./toast.js";
import { say } from "./words.js";

const drafts = new Map();
let open = null;
let about = null;

export function startComposer() {
  on("open", ({ chat, again }) => !again && turnTo(chat));
  on("open", allow);
  on("state", allow);
  $("composer").addEventListener("submit", submit);
  $("composer-text").addEventListener("keydown", key);
  $("composer-text").addEventListener("input", grow);
  $("attach").addEventListener("click", () => withFile($("composer-file").hidden));
  $("composer-file").querySelector("button").addEventListener("click", () => withFile(false));
  $("composer-about").querySelector("button").addEventListener("click", () => concerns(null));
}

export function reply(message) {
  concerns({ message, edits: false }, say("replying", { name: message.from?.name ?? "", text: start(message) }));
}

export function edit(message) {
  concerns({ message, edits: true }, say("editing", { text: start(message) }));
  $("composer-text").value = message.text;
  grow();
}

const start = (message) => oneLine(message).slice(0, 40);

/** What the composer speaks of: a message replied to or edited, or nothing. */
function concerns(what, words = "") {
  if (about?.edits) $("composer-text").value = "";
  about = what;
  $("composer-about").hidden = !what;
  $("composer-about").querySelector("span").textContent = words;
  $("send").textContent = say(what?.edits ? "save" : "send");
  $("attach").hidden = Boolean(what?.edits);
  if (what?.edits) withFile(false);
  $("composer-text").focus();
  grow();
}

function turnTo(chat) {
  if (open !== null && !about?.edits) drafts.set(open, $("composer-text").value);
  about = null;
  open = chat;
  $("composer-about").hidden = true;
  $("composer-file").hidden = true;
  $("file-name").value = "";
  $("attach").hidden = false;
  $("send").textContent = say("send");
  $("composer-text").value = drafts.get(chat) ?? "";
  grow();
}

function allow() {
  const chat = chatOf(known.open);
  const may = Boolean(chat?.mine);
  for (const id of ["composer-text", "send", "attach"]) $(id).disabled = !may;
  const title = chat?.title ?? "";
  $("composer-text").placeholder = say(may ? "placeholder" : "not_mine_long", { title });
}

function withFile(shown) {
  $("composer-file").hidden = !shown;
  $("attach").setAttribute("aria-expanded", String(shown));
  if (shown) $("file-name").focus();
  else $("file-name").value = "";
}

/** Enter sends, Shift+Enter begins a line; Enter that picks a word of an input method does not. */
function key(event) {
  if (event.key === "Escape" && about) concerns(null);
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
  event.preventDefault();
  $("composer").requestSubmit();
}

function grow() {
  const lines = $("composer-text").value.split("\n").length;
  $("composer-text").rows = Math.min(Math.max(lines, 1), 6);
}

/** The bot is silent in groups: what it made of the words is shown beside them, where there is room. */
function showRead() {
  const own = listOf(known.open).findLast((one) => one.from?.id === known.state.me.id);
  if (own && !narrow() && chatOf(known.open).kind !== "private") tell("posted", own);
}

let sending = false;
async function submit(event) {
  event.preventDefault();
  const text = $("composer-text").value.trim();
  const file = $("file-name").value.trim();
  if (sending || (!text && !file)) return;
  sending = true;
  const said = { chat: known.open, text };
  const done = await trying(() => {
    if (about?.edits) return act("edit", { ...said, message: about.message.id });
    if (about) said.reply_to = about.message.id;
    if (file) said.file_name = file;
    return act("post", said);
  });
  sending = false;
  if (!done) return;
  if (!about?.edits) showRead();
  drafts.delete(known.open);
  $("composer-text").value = "";
  withFile(false);
  about = null;
  concerns(null);
}
