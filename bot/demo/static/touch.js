// What a touch on a message does: look at it, follow a link, press a button, react.
import { act } from "./api.js";
import { known, loadAnew, tell } from "./store.js";
import { target } from "./richtext.js";
import { toast, trying } from "./toast.js";
import { openAt, openChat } from "./views.js";
import { say } from "./words.js";

export const does = {
  look: (message) => tell("look", message),
  jump: (message) => tell("point", { chat: message.chat, message: message.id }),
  go,
  press,
  react,
  redraw: () => {},
};

/** Follow what a link leads to. */
async function go(leads) {
  if (leads.start === undefined) return openAt(leads.chat, leads.message);
  return start(leads.start);
}

/** Open the private chat with the bot, as a deep link does. */
export async function start(payload) {
  const done = await trying(() => act("start", { payload }));
  if (!done) return;
  let own = known.state.chats.find((chat) => chat.kind === "private");
  if (!own) {
    await trying(loadAnew);
    own = known.state.chats.find((chat) => chat.kind === "private");
  }
  if (own) await openChat(own.id);
}

export async function press(message, key) {
  if (key.url) return follow(key.url);
  const answer = await trying(() =>
    act("press", { chat: message.chat, message: message.id, data: key.data }));
  if (answer?.toast) toast(answer.toast, { stays: answer.alert });
  return answer?.url ? follow(answer.url) : answer;
}

function follow(url) {
  const leads = target(url);
  if (leads) return go(leads);
  if (new URL(url, location).origin === location.origin) return open(url, "_blank", "noopener");
  toast(say("outside"));
  return undefined;
}

export async function react(message, emoji) {
  await trying(() => act("react", { chat: message.chat, message: message.id, emoji }));
}

