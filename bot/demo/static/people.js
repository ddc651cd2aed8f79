// Being somebody else: the person is in the address, so two tabs can be two people.
import { avatar } from "./avatar.js";
import { closing } from "./dialogs.js";
import { $, el } from "./dom.js";
import { known } from "./store.js";
import { say } from "./words.js";

export function startPeople() {
  closing($("people"));
  $("people-find").addEventListener("input", draw);
  $("change-person").addEventListener("click", () => {
    $("people-find").value = "";
    draw();
    $("people").showModal();
  });
}

function draw() {
  const mine = known.state.me.key;
  const wanted = $("people-find").value.trim();
  const found = known.state.people.filter(({ name, role }) => `${name} ${role}`.includes(wanted));
  $("people-none").hidden = found.length > 0;
  $("people-list").replaceChildren(...found.map((person) => {
    const href = `/?me=${encodeURIComponent(person.key)}`;
    const current = person.key === mine;
    return el("li", {},
      el("a", { href, className: "choice", aria: current ? { current: "true" } : {} },
        avatar(person),
        el("span", {}, el("strong", {}, person.name), el("small", {}, current ? `${person.role} · ${say("this_person")}` : person.role))),
      el("a", { href, target: "_blank", rel: "noopener", className: "aside", aria: { label: `${person.name},${say("new_tab")}` } }, say("new_tab")));
  }));
}
