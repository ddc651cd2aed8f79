// The end of the tour: a task is flagged in private, and next morning the office sees it.
import { move } from "./clock.js";
import { dark } from "./spot.js";
import { known, listOf } from "./store.js";
import { press } from "./touch.js";
import { openChat } from "./views.js";
import { say } from "./words.js";

const OFFICE = "review";
const PATIENCE_MS = 1500;
const LOOK_AGAIN_MS = 30;
const FLAG = /^flag:l:/;
const LINE = /^flag:r:/;
const REASON = /^flag:w:.*:photo$/;
const GIVE_IN = /^flag:s:/;
const CASE = /^case:open:/;

const own = () => known.state.chats.find((chat) => chat.kind === "private");

/** A button of the private chat, as soon as it is there: the newest message's, if it is no other. */
async function find(fits) {
  for (let waited = 0; waited < PATIENCE_MS; waited += LOOK_AGAIN_MS) {
    for (const message of [...listOf(own()?.id)].reverse()) {
      const key = message.keyboard?.flat().find((one) => fits(one, message));
      if (key) return { message, key };
    }
    await new Promise((wake) => setTimeout(wake, LOOK_AGAIN_MS));
  }
  return null;
}

const says = (data) => (key) => data.test(key.data ?? "");

/** The number of the line that speaks of the task with the photographs. */
function photoTask(key, message) {
  const named = message.text.split("\n").some((line) =>
    line.startsWith(`${key.text} `) && line.includes(say("tour_task")));
  return named && LINE.test(key.data ?? "");
}

/** The element of a button that was found, in view. */
function shown(found) {
  if (!found) return null;
  const keys = [...document.querySelectorAll(`#messages li[data-id="${found.message.id}"] .key`)];
  const key = keys.find((one) => one.textContent === found.key.text);
  // On a phone the tour itself stands above the upper half.
  key?.scrollIntoView({ block: "center" });
  return key;
}

async function touch(fits) {
  const found = await find(fits);
  if (found) await press(found.message, found.key);
  return Boolean(found);
}

export async function beforeFlagging() {
  dark();
  if (!own()) return null;
  await openChat(own().id);
  return shown(await find(says(FLAG)));
}

/** From the card to the list, and on to the reasons; the button of the likely one. */
export async function chooseTask() {
  return (await touch(says(FLAG))) && (await touch(photoTask)) && shown(await find(says(REASON)));
}

export async function giveIn() {
  return (await touch(says(REASON))) && (await touch(says(GIVE_IN)));
}

/** A night passes; then the page is somebody of the office, and the tour goes on there. */
export async function beTheOffice(goOn) {
  const office = known.state.people.find((person) => person.key === OFFICE);
  if (!office || !(await move("night"))) return false;
  goOn();
  location.assign(`/?me=${OFFICE}`);
  // The next page comes; nothing more is said on this one.
  return new Promise(() => {});
}

export async function beforeOpening() {
  return shown(await find(says(CASE)));
}

export async function openCase() {
  return touch(says(CASE));
}
