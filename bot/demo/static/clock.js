// The sandbox's clock: what time it is there, what comes next, and moving it.
import { setClock } from "./api.js";
import { $, el } from "./dom.js";
import { home, known, on } from "./store.js";
import { clock, dayOf, dayWords } from "./times.js";
import { trying } from "./toast.js";
import { openChat } from "./views.js";
import { say } from "./words.js";

export function startClock() {
  on("clock", draw);
  for (const made of document.querySelectorAll("#clock [data-to]")) {
    made.addEventListener("click", () => move(made.dataset.to, made));
  }
  $("clock-play").addEventListener("click", () => move(known.clock.playing ? "pause" : "play"));
  $("from-morning").addEventListener("click", fromMorning);
  $("clock-more").addEventListener("click", more);
}

function draw() {
  const { now, playing, busy, next } = known.clock;
  $("clock-day").textContent = dayWords(now);
  $("clock-time").textContent = clock(now);
  $("clock-time").dateTime = now;
  $("clock-busy").hidden = !busy;
  $("clock-play").replaceChildren(
    el("span", { aria: { hidden: "true" } }, playing ? "❚❚" : "▶"), ` ${say(playing ? "pause" : "play")}`);
  $("clock").classList.toggle("playing", playing);
  $("clock-next").textContent = coming(now, next);
}

function coming(now, next) {
  if (!next) return say("next_none");
  const key = dayOf(next.at) === dayOf(now) ? "next" : "next_day";
  return say(key, { day: dayWords(next.at), time: clock(next.at), words: next.words });
}

/** Move the clock; the button waits until the sandbox has moved. */
export async function move(to, made = null) {
  if (made) made.disabled = true;
  const done = await trying(() => setClock(to));
  if (made) {
    made.disabled = false;
    made.focus({ preventScroll: true });
  }
  return done;
}

async function fromMorning() {
  if (!(await move("morning", $("from-morning")))) return;
  if (home()) await openChat(home().id);
  await move("play");
}

function more() {
  const shown = $("clock").classList.toggle("all");
  $("clock-more").textContent = say(shown ? "fewer_buttons" : "more_buttons");
  $("clock-more").setAttribute("aria-expanded", String(shown));
}
