// The sandbox's clock: what time it is there, what comes next, and moving it.
import { setClock } from "./api.js";
import { $, el } from "./dom.js";
import { home, known, loadState, on } from "./store.js";
import { clock, dayWords } from "./times.js";
import { trying } from "./toast.js";
import { openChat } from "./views.js";
import { say } from "./words.js";

const ASK_AGAIN_MS = 150;
const CATCH_UP_MS = 20;
const PATIENCE_MS = 1000;

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
  $("clock-next").textContent = next ? say("next", next) : say("next_none");
}

/** Move the clock; the button waits until the sandbox has moved. Undefined when it would not. */
export async function move(to, made = null) {
  if (made) made.disabled = true;
  const done = await trying(async () => {
    await setClock(to);
    await loadState();
    while (known.clock.busy) {
      await new Promise((wake) => setTimeout(wake, ASK_AGAIN_MS));
      await loadState();
    }
    await caughtUp();
    return true;
  });
  if (made) {
    made.disabled = false;
    made.focus({ preventScroll: true });
  }
  return done;
}

/** What happened up to now has been heard on the socket too, unless it is broken. */
async function caughtUp() {
  const behind = () => known.heard?.busy || known.heard?.now !== known.clock.now;
  for (let waited = 0; behind() && waited < PATIENCE_MS; waited += CATCH_UP_MS) {
    await new Promise((wake) => setTimeout(wake, CATCH_UP_MS));
  }
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
