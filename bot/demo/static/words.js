// What the page says: its Chinese stands in the template, here it is only filled in.
import { $ } from "./dom.js";

const words = JSON.parse($("words").textContent);

/** The words under a key; {name} is replaced by what is given. */
export function say(key, given = {}) {
  return words[key].replace(/\{(\w+)\}/g, (whole, name) => given[name] ?? whole);
}

export function all(key) {
  return words[key];
}

/** As `say`, but in pieces: numbers and names can be set in bold. */
export function pieces(key) {
  return words[key].split(/\{(\w+)\}/g).map((text, at) => ({ text, given: at % 2 === 1 }));
}
