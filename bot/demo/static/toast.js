// Short words that pass by, and alerts that stay until they are closed.
import { $, button, el } from "./dom.js";
import { say } from "./words.js";

const SHOWN_MS = 6000;

export function toast(words, { stays = false, tone = "" } = {}) {
  if (!words) return;
  const card = el("div", { className: `toast ${tone}` }, el("p", {}, words));
  const close = () => card.remove();
  card.append(button("×", close, { className: "icon", aria: { label: say("close") } }));
  $("toasts").append(card);
  while ($("toasts").childElementCount > 3) $("toasts").firstChild.remove();
  if (!stays) setTimeout(close, SHOWN_MS);
}

/** Run something asked of the backend; a refusal is said, not thrown. */
export async function trying(work) {
  try {
    return await work();
  } catch (refusal) {
    toast(refusal.message, { tone: "bad" });
    return undefined;
  }
}
