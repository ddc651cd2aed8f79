// The demo's backend, asked and told; what goes wrong comes back as words for the visitor.
import { say } from "./words.js";

const me = new URLSearchParams(location.search).get("me") ?? "";
const KEY = encodeURIComponent(me);

async function call(path, body) {
  const asked = body === undefined ? {} : {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  };
  let answer;
  try {
    answer = await fetch(path, asked);
  } catch {
    throw new Error(say("unreachable"));
  }
  const said = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(said.error ?? say("strange", { status: answer.status }));
  return said;
}

export const readState = () => call(`/api/state?me=${KEY}`);
export const readMessages = (chat) => call(`/api/messages?me=${KEY}&chat=${chat}`);
export const readAbout = (chat, message) =>
  call(`/api/about?me=${KEY}&chat=${chat}&message=${message}`);
export const act = (what, given) => call("/api/do", { me, do: what, ...given });
export const setClock = (to, given = {}) => call("/api/clock", { to, ...given });
export const paste = (text) => call("/api/paste", { text });

export function liveAddress() {
  const address = new URL(`/api/live?me=${KEY}`, location.href);
  address.protocol = location.protocol === "https:" ? "wss:" : "ws:";
  return address;
}
