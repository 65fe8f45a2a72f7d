// Where the person writes: nothing typed is ever lost, nothing personal leaves unmasked.

import { element, icon } from "./elements.js";
import { findPersonal, maskPersonal } from "./personal.js";
import { WORDS } from "./words.js";

const LIMIT = 1000;
const COUNT_FROM = 800;

/** The form; `send(text)` is called with words ready to leave. `draft` keeps what is typed. */
export function makeComposer(send, draft) {
  const error = element("p", { id: "error", class: "error", role: "alert" });
  const notice = element("p", { id: "personal", class: "personal", role: "status" });
  const count = element("p", { id: "count", class: "count" });
  const field = element("textarea", {
    id: "text",
    rows: "1",
    autocomplete: "off",
    enterkeyhint: "send",
    "aria-describedby": "hint",
  });
  const label = element("label", { for: "text" }, WORDS.label);
  const hint = element("p", { id: "hint", class: "hint" }, WORDS.hint);
  const submit = element(
    "button",
    { type: "submit", class: "send" },
    element("span", null, WORDS.send),
    icon("send"),
  );

  function showError(words) {
    error.textContent = words || "";
    field.setAttribute("aria-describedby", words ? "error hint" : "hint");
    if (words) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
  }

  function look() {
    const length = [...field.value].length;
    count.textContent = length >= COUNT_FROM ? WORDS.left(Math.max(0, LIMIT - length)) : "";
    const kinds = [...new Set(findPersonal(field.value).map(({ kind }) => WORDS.personalKinds[kind]))];
    const words = kinds.length ? WORDS.personal(kinds.join(WORDS.and)) : "";
    if (notice.textContent !== words) notice.textContent = words;
    field.style.height = "auto";
    if (field.scrollHeight) field.style.height = `${Math.min(field.scrollHeight + 4, 132)}px`;
  }

  function submitted(event) {
    event.preventDefault();
    const text = field.value.trim();
    const length = [...text].length;
    if (!text) showError(WORDS.empty);
    else if (length > LIMIT) showError(WORDS.tooLong(length));
    else {
      showError("");
      field.value = "";
      draft.set({ draft: undefined });
      look();
      send(maskPersonal(text));
    }
    field.focus();
  }

  field.addEventListener("input", () => {
    if (error.textContent) showError("");
    draft.set({ draft: field.value || undefined });
    look();
  });
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
  const form = element(
    "form",
    { class: "composer", novalidate: true, onsubmit: submitted },
    label,
    notice,
    error,
    element("div", { class: "field" }, field, submit),
    count,
    hint,
  );
  return {
    form,
    field,
    hint,
    showError,
    /** Put words back, unless the person has begun something else. */
    giveBack(text) {
      if (!field.value) field.value = text;
      draft.set({ draft: field.value });
      look();
    },
    look,
  };
}
