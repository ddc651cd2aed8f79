// The tour: short steps through the day, each one left by the visitor, all of it skippable.
import { move } from "./clock.js";
import { lineNumbers, linesNaming, showLines } from "./digest.js";
import { $, narrow } from "./dom.js";
import { scrollTo } from "./messages.js";
import { dark } from "./spot.js";
import { home, known, listOf, loadAnew } from "./store.js";
import { dayOf } from "./times.js";
import { beTheOffice, beforeFlagging, beforeOpening, chooseTask, giveIn, openCase } from "./tour-flag.js";
import { press } from "./touch.js";
import { openChat, view } from "./views.js";
import { all, say } from "./words.js";

const SEEN = "tour-seen";
const GOES_ON = "tour-goes-on";
const DONE = "done:";
const MOST_STEPS = 12;
let at = 0;
let did = 0;
let guest = null;

export function startTour() {
  $("open-tour").addEventListener("click", () => arrive(1));
  $("tour-go").addEventListener("click", forth);
  $("tour-skip").addEventListener("click", () => (atEnd() && guest ? goBack() : end()));
  $("tour").addEventListener("keydown", (event) => event.key === "Escape" && end());
  const begun = goesOn();
  if (begun) {
    guest = begun.guest;
    return arrive(begun.at, begun.did);
  }
  return seen() ? undefined : arrive(0);
}

function seen() {
  try {
    return localStorage.getItem(SEEN) !== null;
  } catch {
    return true;
  }
}

/** Where the tour stood when its visitor became somebody else; told once. */
function goesOn() {
  try {
    const kept = sessionStorage.getItem(GOES_ON);
    sessionStorage.removeItem(GOES_ON);
    return JSON.parse(kept);
  } catch {
    return null;
  }
}

function keepOn() {
  const { key, name } = known.state.me;
  try {
    sessionStorage.setItem(GOES_ON, JSON.stringify({ at, did: did + 1, guest: { key, name } }));
    localStorage.setItem(SEEN, "1");
  } catch { /* a browser that keeps nothing shows the other page alone */ }
}

// `go` is what the button does, press by press, before it leads on.
const STEPS = [
  {},
  { come: flood },
  { come: oneDigest },
  { come: ownCard, go: [markDone] },
  { come: sameRoster },
  { come: evening, go: [toWithdrawal] },
  { come: async () => ring(await beforeFlagging()), go: [async () => ringed(await chooseTask()), giveIn] },
  { come: nextMorning, go: [() => beTheOffice(keepOn), openCase] },
  { come: () => {} },
];
const HIGH = [3, 5, 6, 7];

const atEnd = () => at === STEPS.length - 1;

async function arrive(step, done = 0) {
  at = step;
  did = done;
  clearRing();
  const { title, words } = all("tour")[at];
  $("tour").hidden = false;
  $("tour-title").textContent = title;
  $("tour-words").textContent = words.replace("{name}", known.state.me.name);
  $("tour-step").hidden = at === 0 || atEnd();
  $("tour-step").textContent = say("tour_step", { at, n: STEPS.length - 2 });
  nameGo();
  $("tour-skip").textContent = skipWords();
  $("tour-skip").hidden = atEnd() && !guest;
  $("tour").dataset.step = String(at);
  $("tour").classList.toggle("high", narrow() && (HIGH.includes(at) || Boolean(guest)));
  await STEPS[at].come?.();
  if (at > 0) $("tour-go").focus({ preventScroll: true });
}

function nameGo() {
  const own = [all("tour")[at].go ?? []].flat()[did];
  $("tour-go").textContent = own ?? say(at === 0 ? "tour_start" : atEnd() ? "tour_end" : "tour_next");
}

function skipWords() {
  if (atEnd() && guest) return say("tour_back", guest);
  return say(at === 0 ? "tour_no" : "tour_skip");
}

function goBack() {
  location.assign(`/?me=${encodeURIComponent(guest.key)}`);
}

/** Back to the evening that the tour tells of. */
async function toTheEvening() {
  $("tour-go").disabled = true;
  if ((await move("morning")) && (await move("evening"))) await loadAnew();
  $("tour-go").disabled = false;
}

/** The button does what the step speaks of; then it leads on. */
async function forth() {
  if (atEnd()) return end();
  const go = STEPS[at].go?.[did];
  $("tour-go").disabled = true;
  clearRing();
  const stays = go && (await go());
  $("tour-go").disabled = false;
  if (!stays) return arrive(at + 1);
  did += 1;
  nameGo();
  $("tour-go").focus({ preventScroll: true });
  return undefined;
}

function end() {
  $("tour").hidden = true;
  clearRing();
  try {
    localStorage.setItem(SEEN, "1");
  } catch { /* a browser that keeps nothing shows it again */ }
}

function clearRing() {
  for (const old of document.querySelectorAll(".ringed")) old.classList.remove("ringed");
}

const ring = (element) => element?.classList.add("ringed");

/** Ring what came of a press; tells whether anything did. */
function ringed(element) {
  ring(element);
  return Boolean(element);
}

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

async function nextMorning() {
  dark();
  ring(did ? await beforeOpening() : $("clock"));
}

/** All that the bot says in a chat, as it stands now. */
const saidBy = (chat) =>
  listOf(chat).filter((one) => one.from?.bot).map((one) => one.text).join("\n");
