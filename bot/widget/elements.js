// Elements are built, never parsed: no string from a bot, a feed or a person can become markup.

export const SVG = "http://www.w3.org/2000/svg";

/** An element with attributes (`true` is an empty attribute; false, null and undefined are left out) and children. */
export function element(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value !== false && value !== null && value !== undefined) {
      made.setAttribute(name, value === true ? "" : String(value));
    }
  }
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

const PATHS = {
  bubble: "M4 5h16v11h-9l-5 4v-4H4z",
  close: "M6 6l12 12M18 6L6 18",
  send: "M5 12h13M12 5l7 7-7 7",
  person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM5 20c0-4 3-6 7-6s7 2 7 6",
  options: "M5 7h14M5 12h14M5 17h14",
  back: "M15 6l-6 6 6 6",
  up: "M7 11v9H4v-9zM7 11l4-7c2 0 2.5 1.5 2 3l-.7 3H19l-1.5 8-1.5 2H7",
  down: "M7 13V4H4v9zM7 13l4 7c2 0 2.5-1.5 2-3l-.7-3H19l-1.5-8L16 4H7",
  copy: "M9 9h10v11H9zM15 9V4H5v11h4",
  share: "M12 15V4M8 7l4-4 4 4M6 12v8h12v-8",
};

/** A drawing that says nothing to a screen reader: the text beside it does. */
export function icon(name) {
  const drawing = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  for (const [key, value] of [["viewBox", "0 0 24 24"], ["aria-hidden", "true"], ["focusable", "false"]]) {
    drawing.setAttribute(key, value);
  }
  drawing.setAttribute("class", "icon");
  path.setAttribute("d", PATHS[name]);
  drawing.append(path);
  return drawing;
}

/** A button that submits nothing. */
export function button(label, act, attributes, ...before) {
  return element("button", { type: "button", onclick: act, ...attributes }, ...before, label);
}

/** Words for screen readers only. */
export function hidden(text) {
  return element("span", { class: "hidden" }, text);
}
