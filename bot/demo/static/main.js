// The page: loads the state, starts its parts, and listens.
import { startAbout } from "./about.js";
import { startChats } from "./chats.js";
import { startClock } from "./clock.js";
import { startComposer } from "./composer.js";
import { startDigest } from "./digest.js";
import { $ } from "./dom.js";
import { startForward } from "./forward.js";
import { listen } from "./live.js";
import { startMessages } from "./messages.js";
import { startPaste } from "./paste.js";
import { startPeople } from "./people.js";
import { startSpot } from "./spot.js";
import { home, load, loadState, tell } from "./store.js";
import { startTour } from "./tour.js";
import { followAddress, route } from "./views.js";

const PARTS = [
  startChats, startMessages, startSpot, startDigest, startAbout, startComposer, startClock,
  startPeople, startForward, startPaste, followAddress,
];

async function begin() {
  for (const start of PARTS) start();
  await listen();
  try {
    await loadState();
    if (home()) await load(home().id);
  } catch (refusal) {
    $("headline").textContent = refusal.message;
    return;
  }
  await route();
  tell("digest");
  startTour();
  document.body.dataset.ready = "yes";
}

begin();
