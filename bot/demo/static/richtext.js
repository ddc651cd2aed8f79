// Text with Bot API entities (UTF-16 offsets, as JavaScript counts too) as DOM nodes.
import { button, el } from "./dom.js";
import { say } from "./words.js";

const TAGS = {
  bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", pre: "pre",
  spoiler: "span", blockquote: "blockquote",
};
// A quote ends its line by itself.
const BLOCKS = new Set(["blockquote", "expandable_blockquote", "pre"]);
const WEB = new Set(["t.me", "telegram.me"]);

/** Where a link of the bot leads: {chat, message}, {start}, or null for anything outside. */
export function target(url) {
  let address;
  try {
    address = new URL(url);
  } catch {
    return null;
  }
  if (!WEB.has(address.hostname)) return null;
  const path = address.pathname.split("/").filter(Boolean);
  if (path[0] === "c" && path.length >= 3) {
    return { chat: Number(`-100${path[1]}`), message: Number(path.at(-1)) };
  }
  return path.length === 1 ? { start: address.searchParams.get("start") ?? "" } : null;
}

/** Nodes for text[start, end). `go` is called with what a touched link leads to. */
export function rich(text, entities, go, start = 0, end = text.length) {
  const inside = (entities ?? [])
    .map((entity) => ({ ...entity, from: entity.offset, to: entity.offset + entity.length }))
    .filter((entity) => entity.from < end && entity.to > start)
    .sort((a, b) => a.from - b.from || b.to - a.to);
  return nested(text, inside, go, start, end);
}

function nested(text, entities, go, start, end) {
  const nodes = [];
  let at = start;
  for (let n = 0; n < entities.length; n += 1) {
    const entity = entities[n];
    if (entity.to <= at) continue;
    const from = Math.max(entity.from, at);
    const to = Math.min(entity.to, end);
    if (from > at) nodes.push(text.slice(at, from));
    const inner = entities.slice(n + 1).filter((other) => other.from < to);
    nodes.push(wrapped(text, entity, inner, go, from, to));
    at = BLOCKS.has(entity.type) && text[to] === "\n" ? to + 1 : to;
  }
  if (at < end) nodes.push(text.slice(at, end));
  return nodes;
}

function wrapped(text, entity, inner, go, from, to) {
  if (entity.type === "expandable_blockquote") return fold(text, inner, go, from, to);
  const children = nested(text, inner, go, from, to);
  if (entity.type === "text_link" || entity.type === "url") {
    return link(entity.url ?? text.slice(from, to), children, go);
  }
  const tag = TAGS[entity.type];
  return tag ? el(tag, { className: `e-${entity.type}` }, children) : el("span", {}, children);
}

function link(url, children, go) {
  const leads = target(url);
  if (!leads) return el("span", { className: "outside", title: say("outside") }, children);
  const words = children.length === 1 && children[0] === "↗" ? { label: say("duplicate_look") } : {};
  return button(children, () => go(leads), { className: "link", aria: words });
}

/** A folded quote: its first line stands, the rest opens. */
function fold(text, inner, go, from, to) {
  const cut = text.indexOf("\n", from);
  if (cut < 0 || cut >= to) {
    return el("blockquote", {}, nested(text, inner, go, from, to));
  }
  const head = nested(text, inner.filter((one) => one.from < cut), go, from, cut);
  const rest = nested(text, inner.filter((one) => one.to > cut), go, cut + 1, to);
  return el("details", { className: "fold" },
    el("summary", {}, ...head, el("span", { className: "unfold" }, say("unfold"))),
    el("div", {}, ...rest));
}
