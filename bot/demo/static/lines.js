// The digest's text taken apart: headings, numbered lines with their sources, folded groups.
import { target } from "./richtext.js";

const NUMBERED = /^(\d+) /;
const FURTHER = /^\s{2,}\S/;

/** Blocks of a digest message: {kind: "heading"|"item"|"text", from, to, fold, …}. */
export function linesOf(message) {
  const blocks = [];
  const entities = message.entities ?? [];
  let from = 0;
  for (const line of message.text.split("\n")) {
    const to = from + line.length;
    take(blocks, { line, from, to, entities });
    from = to + 1;
  }
  return blocks;
}

function take(blocks, { line, from, to, entities }) {
  if (!line.trim()) return;
  const links = entities.filter((one) => one.type === "text_link" && one.offset >= from && one.offset < to);
  const sources = links.map((one) => target(one.url)).filter((leads) => leads?.chat);
  const last = blocks.at(-1);
  if (FURTHER.test(line) && last?.kind === "item") {
    last.further.push({ from, to });
    last.sources.push(...sources);
    return;
  }
  const fold = entities.find((one) => one.type === "expandable_blockquote" && covers(one, from, to));
  const number = NUMBERED.exec(line);
  if (number) {
    const first = links[0]?.offset ?? to;
    const end = links.length ? links.at(-1).offset + links.at(-1).length : to;
    blocks.push({
      kind: "item", number: Number(number[1]), from: from + number[0].length, to: first,
      marks: { from: end, to }, further: [], sources, fold: fold?.offset ?? null,
    });
    return;
  }
  const heading = fold ? fold.offset === from
    : entities.some((one) => one.type === "bold" && one.offset <= from && covers(one, from, to));
  blocks.push({ kind: heading ? "heading" : "text", from, to, sources, fold: fold?.offset ?? null });
}

function covers(entity, from, to) {
  return entity.offset <= from && entity.offset + entity.length >= to;
}

/** Sources named twice count once. */
export function distinct(sources) {
  const keys = new Set();
  return sources.filter(({ chat, message }) => {
    const key = `${chat}/${message}`;
    return !keys.has(key) && keys.add(key);
  });
}
