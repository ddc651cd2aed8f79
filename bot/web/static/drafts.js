// Keeps what was typed into a form until it is sent, in this tab only, and offers it again.
const main = document.getElementById("main");
const offer = document.getElementById("draft");
const PREFIX = "draft:";
const PUT_BACK = "draft-put-back";

const formsOf = (root) => [...root.querySelectorAll("form[data-draft]")];
const fieldsOf = (form) =>
  [...form.querySelectorAll("[name]:is(input, textarea, select)")].filter(
    (field) => field.type !== "hidden" && (field.type !== "radio" || field.checked),
  );
const outcomeOf = (form) => form.querySelector("input[name=outcome]")?.value ?? "";
const textsOf = (form) => Object.fromEntries(fieldsOf(form).map((field) => [field.name, field.value]));

function kept(name) {
  try {
    return JSON.parse(sessionStorage.getItem(PREFIX + name));
  } catch {
    return null;
  }
}

function keep(form) {
  const draft = { action: form.getAttribute("action"), outcome: outcomeOf(form), texts: textsOf(form) };
  sessionStorage.setItem(PREFIX + form.dataset.draft, JSON.stringify(draft));
}

function drop(name) {
  sessionStorage.removeItem(PREFIX + name);
}

function dropAll() {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(PREFIX)) sessionStorage.removeItem(key);
}

const fits = (form, draft) => form.getAttribute("action") === draft.action && outcomeOf(form) === draft.outcome;

function putBack(form, draft) {
  form.closest("details")?.setAttribute("open", "");
  for (const field of form.querySelectorAll("[name]:is(input, textarea, select)")) {
    if (field.type === "hidden" || !(field.name in draft.texts)) continue;
    if (field.type === "radio") field.checked = field.value === draft.texts[field.name];
    else field.value = draft.texts[field.name];
  }
  form.scrollIntoView({ block: "center" });
}

/** The draft of this page that is in none of its forms, where there is a way to put it back. */
function waiting() {
  const forms = formsOf(main);
  for (const name of new Set([...forms.map((form) => form.dataset.draft), offer.dataset.of])) {
    const draft = name && kept(name);
    if (!draft) continue;
    const form = forms.find((one) => fits(one, draft));
    const texts = form && textsOf(form);
    const there = texts && Object.entries(draft.texts).every(([field, text]) => texts[field] === text);
    const link = draft.outcome && main.querySelector(`a[href*="outcome=${draft.outcome}#"], [name=change]`);
    if (!there && (form || link)) return { name, draft, form };
  }
  return null;
}

function show() {
  const found = waiting();
  offer.hidden = !found;
  if (found && sessionStorage.getItem(PUT_BACK)) {
    sessionStorage.removeItem(PUT_BACK);
    if (found.form) putBack(found.form, found.draft);
    offer.hidden = Boolean(found.form);
  }
}

if (offer) {
  offer.dataset.of = main.querySelector("[data-case]")?.dataset.case ?? "";
  // A form that came back from the bot with what was typed is the newest there is.
  for (const form of formsOf(main)) if ("typed" in form.dataset) keep(form);
  show();
  document.addEventListener("input", (event) => {
    const form = event.target.closest?.("form[data-draft]");
    if (form && offer.hidden) keep(form);
  });
  document.addEventListener("submit", (event) => {
    if (event.target.dataset.sends) drop(event.target.dataset.sends);
    if (event.target.getAttribute("action")?.endsWith("/leave")) dropAll();
  });
  offer.querySelector("[data-put]").addEventListener("click", () => {
    const found = waiting();
    offer.hidden = true;
    if (!found) return;
    if (found.form) return putBack(found.form, found.draft);
    sessionStorage.setItem(PUT_BACK, "yes");
    location.href = `${location.pathname.replace(/\/decide\/look$/, "")}?outcome=${found.draft.outcome}#decide`;
  });
  offer.querySelector("[data-drop]").addEventListener("click", () => {
    const found = waiting();
    if (found) drop(found.name);
    offer.hidden = true;
  });
} else {
  // Nobody is signed in here any more: whoever comes next must not read it.
  dropAll();
}
