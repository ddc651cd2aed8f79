// The visitor's own chat: pasted text in, its digest out, nothing kept.
import { paste } from "./api.js";
import { closing } from "./dialogs.js";
import { $, button, el } from "./dom.js";
import { all, say } from "./words.js";

const KEPT = new Set([
  "ASIDE", "B", "BLOCKQUOTE", "BR", "DETAILS", "DIV", "EM", "FOOTER", "H1", "H2", "H3", "HEADER", "LI",
  "OL", "P", "SECTION", "SMALL", "SPAN", "STRONG", "SUMMARY", "TIME", "UL",
]);

export function startPaste() {
  closing($("paste"));
  $("open-paste").addEventListener("click", () => {
    again();
    $("paste").showModal();
    $("paste-text").focus();
  });
  $("paste-form").addEventListener("submit", submit);
  $("paste-example").addEventListener("click", () => {
    $("paste-text").value = all("paste_example");
    $("paste-form").requestSubmit();
  });
}

function again() {
  $("paste-form").hidden = false;
  $("paste-result").hidden = true;
  $("paste-result").replaceChildren();
  wrong(null);
}

function wrong(words) {
  $("paste-error").hidden = !words;
  $("paste-error").textContent = words ?? "";
}

async function submit(event) {
  event.preventDefault();
  const text = $("paste-text").value;
  if (!text.trim()) {
    wrong(say("paste_empty"));
    $("paste-text").focus();
    return;
  }
  const send = $("paste-form").querySelector("[type=submit]");
  const words = send.textContent;
  send.disabled = true;
  send.textContent = say("paste_busy");
  try {
    show(await paste(text));
  } catch (refusal) {
    wrong(refusal.message);
    $("paste-text").focus();
  }
  send.disabled = false;
  send.textContent = words;
}

function show(read) {
  if (read.error) {
    wrong(read.error);
    return;
  }
  wrong(null);
  $("paste-form").hidden = true;
  $("paste-result").hidden = false;
  $("paste-result").replaceChildren(
    el("p", { className: "said" }, say("paste_done", read),
      read.skipped ? ` ${say("paste_skipped", { n: read.skipped })}` : ""),
    button(say("paste_again"), () => {
      again();
      $("paste-text").focus();
    }, { className: "small" }),
    el("div", { className: "paper" }, kept(new DOMParser().parseFromString(read.html, "text/html").body)));
  $("paste-result").focus({ preventScroll: true });
  $("paste").scrollTop = 0;
}

/** The fragment rebuilt from known tags and classes only, all of it unfolded. */
function kept(from) {
  return [...from.childNodes].flatMap((node) => {
    if (node.nodeType === Node.TEXT_NODE) return [node.textContent];
    if (node.nodeType !== Node.ELEMENT_NODE) return [];
    if (!KEPT.has(node.tagName)) return kept(node);
    const open = node.tagName === "DETAILS" ? { open: true } : {};
    return [el(node.tagName.toLowerCase(), { className: node.className, ...open }, kept(node))];
  });
}
