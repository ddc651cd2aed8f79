// Choosing the chat a message is forwarded to.
import { act } from "./api.js";
import { avatar } from "./avatar.js";
import { $, button, el } from "./dom.js";
import { closing } from "./dialogs.js";
import { known } from "./store.js";
import { toast, trying } from "./toast.js";
import { say } from "./words.js";

export function startForward() {
  closing($("forward"));
}

export function forward(message) {
  const chats = known.state.chats.filter((chat) => chat.mine);
  $("forward-list").replaceChildren(...chats.map((chat) =>
    el("li", {}, button(
      [avatar({ id: chat.id, name: chat.title, bot: chat.kind === "private" }), el("span", {}, chat.title)],
      () => send(message, chat), { className: "choice" }))));
  $("forward").showModal();
}

async function send(message, chat) {
  $("forward").close();
  const done = await trying(() =>
    act("forward", { chat: message.chat, message: message.id, to: chat.id }));
  if (done) toast(say("forwarded_to", { title: chat.title }));
}
