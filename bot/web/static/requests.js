// Decides on the pair that is chosen, with the key that stands on its button; u takes the last back.
const main = document.getElementById("main");

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input, textarea, select, dialog");
  if (typing || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) return;
  const pair = document.activeElement?.closest?.("[data-pair]") ?? main.querySelector("[data-pair].at");
  const button =
    event.key === "u"
      ? main.querySelector(".just button")
      : pair?.querySelector(`button[data-key="${CSS.escape(event.key)}"]`);
  if (!button) return;
  event.preventDefault();
  button.click();
});
