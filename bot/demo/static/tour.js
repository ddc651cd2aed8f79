// The tour: five short steps through the day, each one left by the visitor, all of it skippable.
import { move } from "./clock.js";
import { lineNumbers, linesNaming, showLines } from "./digest.js";
import { $, narrow } from "./dom.js";
import { scrollTo } from "./messages.js";
import { dark } from "./spot.js";
import { home, known, listOf, loadAnew } from "./store.js";
import { dayOf } from "./times.js";
import { press } from "./touch.js";
import { openChat, view } from "./views.js";
import { all, say } from "./words.js";

const SEEN = "tour-seen";
const DONE = "done:";
const MOST_STEPS = 12;
let at = 0;

export function startTour() {
  $("open-tour").addEventListener("click", () => arrive(1));
  $("tour-go").addEventListener("click", forth);
  $("tour-skip").addEventListener("click", end);
  $("tour").addEventListener("keydown", (event) => event.key === "Escape" && end());
  if (!seen()) arrive(0);
}

function seen() {
  try {
    return localStorage.getItem(SEEN) !== null;
  } catch {
    return true;
  }
}

const STEPS = [
  {},
  { come: flood },
  { come: oneDigest },
  { come: ownCard, go: markDone },
  { come: sameRoster },
  { come: evening, go: toWithdrawal },
  { come: () => {} },
];

async function arrive(step) {
  at = step;
  clearRing();
  const { title, words, go } = all("tour")[at];
  const last = at === STEPS.length - 1;
  $("tour").hidden = false;
  $("tour-title").textContent = title;
  $("tour-words").textContent = words.replace("{name}", known.state.me.name);
  $("tour-step").hidden = at === 0 || last;
  $("tour-step").textContent = say("tour_step", { at, n: STEPS.length - 2 });
  $("tour-go").textContent = go ?? say(at === 0 ? "tour_start" : last ? "tour_end" : "tour_next");
  $("tour-skip").textContent = say(at === 0 ? "tour_no" : "tour_skip");
  $("tour-skip").hidden = last;
  $("tour").dataset.step = String(at);
  $("tour").classList.toggle("high", narrow() && [ownCard, evening].includes(STEPS[at].come));
  await STEPS[at].come?.();
  if (at > 0) $("tour-go").focus({ preventScroll: true });
}

/** Back to the evening that the tour tells of. */
async function toTheEvening() {
  $("tour-go").disabled = true;
  if ((await move("morning")) && (await move("evening"))) await loadAnew();
  $("tour-go").disabled = false;
}

/** The button does what the step speaks of; then it leads on. */
async function forth() {
  if (at === STEPS.length - 1) return end();
  const { go } = STEPS[at];
  $("tour-go").disabled = true;
  const stays = go && $("tour").dataset.did !== String(at) && (await go());
  $("tour-go").disabled = false;
  if (stays) {
    $("tour").dataset.did = String(at);
    $("tour-go").textContent = say("tour_next");
    $("tour-go").focus({ preventScroll: true });
    return undefined;
  }
  return arrive(at + 1);
}

function end() {
  $("tour").hidden = true;
  delete $("tour").dataset.did;
  clearRing();
  try {
    localStorage.setItem(SEEN, "1");
  } catch { /* a browser that keeps nothing shows it again */ }
}

function clearRing() {
  for (const old of document.querySelectorAll(".ringed")) old.classList.remove("ringed");
}

const ring = (element) => element?.classList.add("ringed");

async function flood() {
  dark();
  if (!known.state.proof) await toTheEvening();
  const chat = home();
  if (!chat) return;
  await openChat(chat.id);
  const today = listOf(chat.id).find((one) => dayOf(one.date) === dayOf(known.clock.now));
  if (today) scrollTo(today.id, "start");
  ring(document.querySelector(".talk"));
}

async function oneDigest() {
  view("digest");
  ring(document.querySelector(".side"));
  if (!narrow()) await showLines(lineNumbers().slice(0, 1));
}

async function ownCard() {
  dark();
  const own = known.state.chats.find((chat) => chat.kind === "private");
  if (!own) return;
  await openChat(own.id);
  ring(doneKey());
}

function doneKey() {
  const found = cardWithDone();
  if (!found) return null;
  scrollTo(found.card.id, "end");
  const keys = [...document.querySelectorAll(`#messages li[data-id="${found.card.id}"] .key`)];
  return keys.find((key) => key.textContent === found.key.text);
}

/** The newest card with something to mark done. */
function cardWithDone() {
  const own = known.state.chats.find((chat) => chat.kind === "private");
  for (const card of [...listOf(own?.id)].reverse()) {
    const key = card.keyboard?.flat().find((one) => one.data?.startsWith(DONE));
    if (key) return { card, key };
  }
  return null;
}

async function markDone() {
  const found = cardWithDone();
  if (!found) return false;
  await press(found.card, found.key);
  return true;
}

async function sameRoster() {
  if (home()) await openChat(home().id);
  const lines = known.state.proof?.lines ?? [];
  if (lines.length) await showLines(lines);
  ring($("proof"));
}

async function evening() {
  dark();
  if (home()) await openChat(home().id);
  ring($("clock"));
}

/** Step until the bot puts something right; then show the message and the line it changed. */
async function toWithdrawal() {
  const { id } = home();
  const before = saidBy(id);
  for (let n = 0; n < MOST_STEPS && saidBy(id) === before; n += 1) {
    if (!known.clock.next || !(await move("next"))) return false;
  }
  const last = listOf(id).at(-1);
  const said = { chat: id, message: last.id };
  const named = linesNaming(id, last.id);
  await showLines(named.length ? named : linesNaming(id, last.reply_to), [said]);
  return true;
}

/** All that the bot says in a chat, as it stands now. */
const saidBy = (chat) =>
  listOf(chat).filter((one) => one.from?.bot).map((one) => one.text).join("\n");
