// Elements made without ever interpreting HTML.

export const $ = (id) => document.getElementById(id);

/** An element; props starting with "on" are listeners, "data" and "aria" are maps. */
export function el(tag, props = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (name === "data") Object.assign(made.dataset, value);
    else if (name === "aria") {
      for (const [key, said] of Object.entries(value)) made.setAttribute(`aria-${key}`, said);
    } else if (name in made) made[name] = value;
    else made.setAttribute(name, value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return made;
}

/** A button that never submits a form by accident. */
export function button(words, onclick, props = {}) {
  return el("button", { type: "button", onclick, ...props }, words);
}

export function calm() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
}

export function narrow() {
  return matchMedia("(max-width: 719px)").matches;
}
