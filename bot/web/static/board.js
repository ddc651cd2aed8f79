// Keeps the page up to date, and lets it be used by keys; without it, every page works as well.
const main = document.getElementById("main");
const news = document.getElementById("news");
const NOT_IN = 403;
const help = document.getElementById("help");

/** Whether somebody is at something that a new page would take away. */
function busy() {
  const field = document.activeElement?.closest?.("input, textarea, select");
  const touched = [...main.querySelectorAll("input, textarea, select")].some(changed);
  return touched || main.contains(field) || main.querySelector("dialog[open]") !== null;
}

function changed(field) {
  if (field.type === "hidden" || field.type === "submit") return false;
  if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
  if (field.tagName === "SELECT") return [...field.options].some((one) => one.selected !== one.defaultSelected && one.defaultSelected);
  return field.value !== field.defaultValue;
}

/** The page as it is now, in place of the one that stands here. */
async function refresh() {
  const answer = await fetch(location.href, { headers: { "X-Refresh": "1" } });
  // Signed out: the page that says so takes the place of this one.
  if (answer.status === NOT_IN) return location.reload();
  if (!answer.ok) return offer();
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.getElementById("main");
  if (!fresh) return location.reload();
  if (busy()) return offer();
  const inside = main.contains(document.activeElement);
  keepPlaces(fresh);
  main.replaceChildren(...fresh.childNodes);
  if (inside) (main.querySelector(".at a[href]") ?? main).focus({ preventScroll: true });
  news.hidden = true;
  return undefined;
}

/** What was opened stays open, and the chosen row stays chosen. */
function keepPlaces(fresh) {
  for (const open of main.querySelectorAll("details[id][open]")) {
    fresh.querySelector(`#${CSS.escape(open.id)}`)?.setAttribute("open", "");
  }
  const links = rows().map((row) => row.querySelector("a[href]")?.getAttribute("href"));
  const chosen = links[rows().findIndex((row) => row.classList.contains("at"))];
  if (!chosen) return;
  fresh.querySelector(`a[href="${CSS.escape(chosen)}"]`)?.closest(".row, tbody tr")?.classList.add("at");
}

function offer() {
  news.hidden = false;
}

async function learn() {
  if (busy()) {
    offer();
  } else {
    await refresh().catch(offer);
  }
}

// What stands within a row is part of it.
const rows = () =>
  [...main.querySelectorAll(".row, tbody tr")].filter((row) => !row.parentElement.closest(".row"));

function step(by) {
  const all = rows();
  if (!all.length) return;
  const at = all.findIndex((row) => row.classList.contains("at"));
  const next = all[Math.min(Math.max(at + by, 0), all.length - 1)];
  for (const row of all) row.classList.toggle("at", row === next);
  next.scrollIntoView({ block: "nearest" });
  next.querySelector("a[href]")?.focus({ preventScroll: true });
}

const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  Enter: () => main.querySelector(".row.at a[href], tr.at a[href]")?.click(),
  "/": () => main.querySelector("[data-search]")?.focus(),
  "?": () => help.showModal(),
};

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input, textarea, select, dialog, button, a");
  const own = event.target.closest?.("a") && event.key !== "Enter";
  if ((typing && !own) || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (!help || !KEYS[event.key]) return;
  event.preventDefault();
  KEYS[event.key]();
});

// A second press while the first is under way would only be told that it is too late.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "yes";
  sending = true;
});
let sending = false;

// What was typed would be gone: the browser asks first.
addEventListener("beforeunload", (event) => {
  const typed = [...main.querySelectorAll("form[method=post] :is(input, textarea, select)")];
  if (!sending && typed.some(changed)) event.preventDefault();
});
// A field that was left out says so in Chinese, whatever the browser speaks.
document.addEventListener("invalid", (event) => {
  const field = event.target;
  if (!field.validity.valueMissing) return;
  field.setCustomValidity(field.tagName === "SELECT" ? document.body.dataset.choose : document.body.dataset.fill);
  field.addEventListener("input", () => field.setCustomValidity(""), { once: true });
}, true);
addEventListener("pageshow", () => {
  sending = false;
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

const RETRY = 15000;
let stream = null;

/** Listen while the page is looked at: browsers allow few connections to one place. */
function listen() {
  if (stream || document.hidden) return;
  stream = new EventSource(document.body.dataset.events);
  stream.addEventListener("message", learn);
  stream.addEventListener("ended", () => {
    hush();
    learn();
  });
  stream.addEventListener("error", () => {
    if (stream?.readyState !== EventSource.CLOSED) return;
    hush();
    setTimeout(listen, RETRY);
    learn();
  });
}

function hush() {
  stream?.close();
  stream = null;
}

if (document.body.dataset.events) {
  listen();
  news.addEventListener("click", () => location.reload());
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) return hush();
    listen();
    return learn();
  });
  const keys = document.getElementById("keys");
  keys.hidden = false;
  keys.addEventListener("click", () => help.showModal());
}
