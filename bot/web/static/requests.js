// Decides on the chosen pair, or the first one, with the key that stands on its button.
const main = document.getElementById("main");

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input, textarea, select, dialog");
  if (typing || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) return;
  const pair = main.querySelector("[data-pair].at") ?? main.querySelector("[data-pair]");
  const button = pair?.querySelector(`button[data-key="${CSS.escape(event.key)}"]`);
  if (!button) return;
  event.preventDefault();
  button.click();
});
