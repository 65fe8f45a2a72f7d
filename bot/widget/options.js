// The person's hold on the conversation: begin again, erase, take away, read the rules.

import { button, element } from "./elements.js";
import { link } from "./links.js";
import { WORDS } from "./words.js";

function download(data) {
  const blob = new Blob([JSON.stringify(data, null, 2)], { type: "application/json" });
  const url = URL.createObjectURL(blob);
  element("a", { href: url, download: "ma-conversation.json" }).click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

/** A question asked before something that cannot be undone; the focus follows. */
function confirmed(label, help, act) {
  const box = element("div", { class: "confirm" });
  const ask = button(label, () => {
    const yes = button(WORDS.eraseYes, act, { class: "danger" });
    const no = button(WORDS.eraseNo, () => {
      box.replaceChildren(ask);
      ask.focus();
    });
    box.replaceChildren(element("p", { id: "confirm-help" }, help), element("div", { class: "ways" }, yes, no));
    yes.setAttribute("aria-describedby", "confirm-help");
    yes.focus();
  }, { class: "wide" });
  box.append(ask);
  return box;
}

/** The view « Options ». */
export function optionsView({ origin, site, code, restart, erase, mine, say }) {
  const query = site ? `?site=${encodeURIComponent(site)}` : "";
  const take = () => mine().then(download, (refusal) => say(refusal.detail || WORDS.failed));
  return element(
    "div",
    { class: "options-view" },
    button(WORDS.restart, restart, { class: "wide", "aria-describedby": "restart-help" }),
    element("p", { class: "hint", id: "restart-help" }, WORDS.restartHelp),
    confirmed(WORDS.erase, WORDS.eraseHelp, erase),
    code && button(WORDS.export, take, { class: "wide" }),
    code &&
      element(
        "details",
        null,
        element("summary", null, WORDS.code),
        element("p", { class: "code" }, code),
        element("p", { class: "hint" }, WORDS.codeHelp),
      ),
    element(
      "ul",
      { class: "pages" },
      element("li", null, link(WORDS.data, `/confidentialite${query}`, origin)),
      element("li", null, link(WORDS.accessibility, "/accessibilite", origin)),
      element("li", null, link(WORDS.page, `/chat${query}`, origin)),
    ),
  );
}
