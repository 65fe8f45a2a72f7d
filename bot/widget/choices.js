// The answers offered to the last reply, and, at the start, for whom the answers should be.

import { button, element } from "./elements.js";
import { WORDS } from "./words.js";

/** The list of choices under the log. */
export function makeChoices(pick, setAudience) {
  const box = element("div", { class: "choices" });
  let busy = false;
  const list = (label, buttons) =>
    element("ul", { "aria-label": label }, ...buttons.map((made) => element("li", null, made)));
  return {
    box,
    show(choices) {
      busy = false;
      box.replaceChildren();
      if (!choices.length) return;
      const buttons = choices.map((choice) =>
        button(choice.title, (event) => {
          if (busy) return;
          busy = true;
          // A focused button that is disabled loses the focus: it only says that it was used.
          for (const other of box.querySelectorAll("button")) other.setAttribute("aria-disabled", "true");
          event.currentTarget.classList.add("picked");
          pick(choice);
        }, { class: "choice" }),
      );
      box.append(list(WORDS.offered, buttons));
    },
    askAudience() {
      const buttons = Object.entries(WORDS.audiences).map(([audience, label]) =>
        button(label, () => setAudience(audience), { class: "choice audience" }),
      );
      box.append(element("p", { class: "ask" }, WORDS.audienceAsk), list(WORDS.audienceAsk, buttons));
    },
    /** Offer the same choices again, after a failure. */
    release() {
      busy = false;
      for (const other of box.querySelectorAll("button")) other.removeAttribute("aria-disabled");
    },
    clear() {
      busy = false;
      box.replaceChildren();
    },
  };
}
