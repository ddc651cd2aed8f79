// Avatars of the last two characters of a name, in a quiet colour of their own.
import { el } from "./dom.js";

// Ids that lie close together should not look alike: the golden ratio scatters them over 8 tones.
const GOLDEN = 0x9e3779b1;
const TONE_BITS = 3;

export function avatar(who, group = false) {
  const label = who.bot ? "" : initials(who.name, group);
  const kind = who.bot ? "of-bot" : `tone-${Math.imul(who.id ?? 0, GOLDEN) >>> (32 - TONE_BITS)}`;
  return el("span", { className: `avatar ${kind}${group ? " of-group" : ""}`, aria: { hidden: "true" } }, label);
}

/** A person is known by the end of a name, a group by its beginning. */
function initials(name, group) {
  const letters = Array.from(name ?? "").filter((letter) => /[\p{L}\p{N}]/u.test(letter));
  return (group ? letters.slice(0, 2) : letters.slice(-2)).join("");
}
