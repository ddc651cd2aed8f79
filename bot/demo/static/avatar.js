// Avatars of the last two characters of a name, in a quiet colour of their own.
import { el } from "./dom.js";

const TONES = 8;

export function avatar(who, group = false) {
  const label = who.bot ? "" : initials(who.name);
  const kind = who.bot ? "of-bot" : `tone-${Math.abs(who.id ?? 0) % TONES}`;
  return el("span", { className: `avatar ${kind}${group ? " of-group" : ""}`, aria: { hidden: "true" } }, label);
}

function initials(name) {
  const letters = Array.from(name ?? "").filter((letter) => /[\p{L}\p{N}]/u.test(letter));
  return letters.slice(-2).join("");
}
