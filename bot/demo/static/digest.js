// The digest on the right: each line can be touched and lights up the messages it comes from.
import { $, calm, el } from "./dom.js";
import { distinct, linesOf } from "./lines.js";
import { keyboard } from "./message.js";
import { rich } from "./richtext.js";
import { dark, light } from "./spot.js";
import { home, known, listOf, loadState, on } from "./store.js";
import { trying } from "./toast.js";
import { does } from "./touch.js";
import { pieces, say } from "./words.js";

let items = [];

export function startDigest() {
  for (const what of ["digest", "open", "added", "changed"]) on(what, refresh);
  on("state", headline);
  on("lit", ({ number }) => press(number === null ? [] : [number]));
}

/** The parts of the newest digest: what the bot pinned, and its further parts after it. */
function parts() {
  const chat = home();
  const list = chat ? listOf(chat.id) : [];
  const first = list.findLastIndex((one) => one.from?.bot && one.pinned && sourcesIn(one) > 0);
  if (first < 0) return [];
  const more = list.slice(first + 1).findIndex((one) => !one.from?.bot || sourcesIn(one) === 0);
  return list.slice(first, more < 0 ? undefined : first + 1 + more);
}

const sourcesIn = (message) => (message.entities ?? []).filter((one) => one.type === "text_link").length;

// The sums above change with the digest; a digest that changes often is asked about once.
const SUM_MS = 400;
let asking = null;
let drawn = "";
function refresh() {
  const found = parts();
  const print = JSON.stringify([known.state?.me.key, found.map((part) => [part.id, part.text, part.keyboard])]);
  if (print === drawn) return;
  drawn = print;
  clearTimeout(asking);
  asking = setTimeout(() => trying(loadState), SUM_MS);
  items = [];
  $("digest-hint").hidden = found.length === 0;
  $("digest").replaceChildren(...(found.length ? found.flatMap(drawPart) : nothing()));
}

function nothing() {
  const key = home() ? "digest_none_long" : "digest_elsewhere";
  return [el("p", { className: "none" }, el("strong", {}, say("digest_none")), say(key))];
}

function drawPart(message) {
  const nodes = [];
  let list = null;
  let into = nodes;
  let fold = null;
  for (const block of linesOf(message)) {
    if (block.fold !== fold) {
      list = null;
      fold = block.fold;
      into = nodes;
      if (fold !== null) {
        const details = el("details", { className: "group" });
        nodes.push(details);
        into = { push: (node) => details.append(node) };
      }
    }
    if (block.kind === "item") {
      if (!list) into.push(list = el("ol", { className: "lines" }));
      list.append(line(message, block));
    } else {
      list = null;
      into.push(heading(message, block, nodes.length === 0, fold !== null));
    }
  }
  return [...nodes, keyboard(message, does)].filter(Boolean);
}

function heading(message, block, first, folded) {
  const said = rich(message.text, message.entities, does.go, block.from, block.to);
  const plain = message.text.slice(block.from, block.to).replace(/^▸ /, "").replace(/[::]$/, "");
  const outcome = plain.startsWith(say("outcome"));
  if (block.kind === "text") return el("p", { className: outcome ? "said outcome" : "said" }, said);
  if (folded) return el("summary", {}, plain);
  const named = `${$("digest-title").textContent} · `;
  return el("h3", { className: first ? "title" : "" }, plain.startsWith(named) ? plain.slice(named.length) : plain);
}

function line(message, block) {
  const piece = ({ from, to }) => el("span", { className: "note" }, message.text.slice(from, to).trim());
  const sources = distinct(block.sources);
  const mark = message.text.slice(block.marks.from, block.marks.to).trim();
  const made = el("button", {
    type: "button", className: "line", aria: { pressed: "false" },
    onclick: () => touched(made, block.number, sources),
  },
  el("span", { className: "number" }, String(block.number)),
  el("span", { className: "thing" }, bare(message, block),
    mark ? el("span", { className: "mark" }, mark) : null, block.further.map(piece)),
  sources.length ? el("span", { className: "count" }, say("sources", { n: sources.length })) : null);
  items.push({ number: block.number, made, sources });
  return el("li", {}, made);
}

/** The words of a line without links: a button may hold no other. */
function bare(message, block) {
  const entities = (message.entities ?? []).filter((one) => one.type === "bold");
  return rich(message.text, entities, does.go, block.from, block.to);
}

function touched(made, number, sources) {
  if (made.getAttribute("aria-pressed") === "true") return dark();
  press([number]);
  return light(sources, number);
}

function press(numbers) {
  for (const { number, made } of items) {
    made.setAttribute("aria-pressed", String(numbers.includes(number)));
  }
}

/** Show lines and light up all their sources together, after any `first` messages. */
export async function showLines(numbers, first = []) {
  const chosen = items.filter((item) => numbers.includes(item.number));
  press(numbers);
  const own = chosen[0]?.made;
  const details = own?.closest("details");
  if (details) details.open = true;
  own?.scrollIntoView({ block: "center", behavior: calm() });
  const sources = chosen.flatMap((item) => item.sources).sort((a, b) => a.message - b.message);
  await light(distinct([...first, ...sources]));
}

/** Numbers of the lines that name a message. */
export function linesNaming(chat, id) {
  const names = ({ sources }) => sources.some((one) => one.chat === chat && one.message === id);
  return items.filter(names).map((item) => item.number);
}

export const lineNumbers = () => items.map((item) => item.number);

function headline() {
  // The sums are those of the first group: who sees another's digest is not told them.
  const shown = home() === known.state.chats[0];
  const { headline: sum, proof } = shown ? known.state : {};
  const said = sum ? pieces("headline").map(({ text, given }) => (given ? el("b", {}, String(sum[text])) : text)) : say("headline_none");
  $("headline").replaceChildren(...[said].flat());
  $("proof").hidden = !proof;
  if (!proof) return;
  $("proof").replaceChildren(say("proof", proof), el("span", {}, say("proof_look")));
  $("proof").onclick = () => showLines(proof.lines ?? []);
}

