// Messages that are lit up: the sources of a line of the digest, walked through one by one.
import { $ } from "./dom.js";
import { itemOf, scrollTo } from "./messages.js";
import { known, on, tell } from "./store.js";
import { openAt, view } from "./views.js";
import { say } from "./words.js";

const lit = { sources: [], at: 0, number: null };

export function startSpot() {
  on("point", ({ chat, message }) => point(chat, message));
  on("open", paint);
  on("added", paint);
  $("spot-close").addEventListener("click", dark);
  $("spot-before").addEventListener("click", () => step(-1));
  $("spot-after").addEventListener("click", () => step(1));
  $("spot-digest").addEventListener("click", () => view("digest"));
  $("stream").addEventListener("keydown", (event) => event.key === "Escape" && dark());
}

/** Light up messages and go to the first; those of the open chat come first. */
export async function light(sources, number = null) {
  const here = sources.filter((source) => source.chat === known.open);
  lit.sources = [...here, ...sources.filter((source) => source.chat !== known.open)];
  lit.number = number;
  lit.at = 0;
  paint();
  await visit();
}

export function dark() {
  lit.sources = [];
  lit.number = null;
  paint();
  tell("lit", { number: null });
}

async function step(by) {
  lit.at = (lit.at + by + lit.sources.length) % lit.sources.length;
  await visit();
}

async function visit() {
  const source = lit.sources[lit.at];
  if (!source) return;
  if (source.chat !== known.open || document.body.dataset.view !== "chat") {
    if (!(await openAt(source.chat, source.message))) return;
  }
  paint();
  scrollTo(source.message);
}

/** One message, outside any line: it is lit alone. */
async function point(chat, message) {
  const among = lit.sources.findIndex((one) => one.chat === chat && one.message === message);
  if (among >= 0) lit.at = among;
  else Object.assign(lit, { sources: [{ chat, message }], at: 0, number: null });
  paint();
  scrollTo(message);
}

function paint() {
  for (const old of $("messages").querySelectorAll(".lit")) old.classList.remove("lit");
  for (const source of lit.sources) {
    if (source.chat === known.open) itemOf(source.message)?.classList.add("lit");
  }
  const n = lit.sources.length;
  $("spot").hidden = n === 0 || (n === 1 && lit.number === null);
  const key = lit.number === null ? "spot_plain" : "spot";
  $("spot-words").textContent = say(key, { number: lit.number, at: lit.at + 1, n });
  for (const id of ["spot-before", "spot-after"]) $(id).hidden = n < 2;
}
