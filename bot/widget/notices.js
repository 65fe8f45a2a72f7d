// What went wrong, in words, with a way on and a human way: never a dead end.

import { button, element } from "./elements.js";
import { markdown } from "./markdown.js";
import { WORDS } from "./words.js";

/** The region for failures: an alert that is there before it is needed. */
export function makeNotices(origin) {
  const box = element("div", { class: "notices", role: "alert" });
  return {
    box,
    /** Show a failure; `ways` are [label, act]. The replies of a problem document are shown with it. */
    show(words, replies, ways) {
      const shown = (replies || []).flatMap((reply) => markdown(reply.text, origin));
      box.replaceChildren(
        element(
          "div",
          { class: "notice" },
          element("p", { class: "what" }, words),
          ...shown,
          !shown.length && element("p", null, WORDS.danger),
          element("div", { class: "ways" }, ...ways.map(([label, act]) => button(label, act))),
        ),
      );
      box.scrollIntoView({ block: "nearest" });
    },
    clear() {
      box.replaceChildren();
    },
  };
}
