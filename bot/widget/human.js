// Reaching a person: lines that answer at once, services nearby, and a request to a counsellor.

import { button, element } from "./elements.js";
import { link } from "./links.js";
import { HUMAN, WORDS } from "./words.js";

function field(id, label, attributes) {
  return element(
    "p",
    { class: "input" },
    element("label", { for: id }, label),
    element(attributes.rows ? "textarea" : "input", { id, name: id, ...attributes }),
  );
}

function kinds() {
  const options = Object.entries(HUMAN.kinds).map(([value, label], place) =>
    element(
      "label",
      { class: "radio" },
      element("input", { type: "radio", name: "kind", value, checked: place === 0 }),
      label,
    ),
  );
  return element("fieldset", null, element("legend", null, HUMAN.kind), ...options);
}

function wanted(form) {
  const values = Object.fromEntries(new FormData(form));
  const body = { kind: values.kind, consent: values.consent === "on" };
  for (const name of ["name", "phone", "email", "message"]) if (values[name].trim()) body[name] = values[name].trim();
  return body;
}

/** The form; `ask(request)` gives the reference of a request, and a notice when nobody is there. */
function requestForm(ask, sent) {
  const error = element("p", { id: "request-error", class: "error", role: "alert" });
  const refuse = (words) => {
    error.textContent = words;
    form.querySelector("#phone").focus();
  };
  async function submitted(event) {
    event.preventDefault();
    const body = wanted(form);
    error.textContent = "";
    if (!body.consent || !(body.phone || body.email)) return refuse(HUMAN.missing);
    try {
      return sent(await ask(body));
    } catch (refusal) {
      return refuse(refusal.detail || WORDS.failed);
    }
  }
  const form = element(
    "form",
    { class: "request", novalidate: true, onsubmit: submitted },
    element("h3", null, HUMAN.form),
    element("p", { class: "hint" }, HUMAN.formHelp),
    kinds(),
    field("name", HUMAN.name, { type: "text", autocomplete: "given-name", maxlength: "200" }),
    element("p", { class: "hint", id: "either" }, HUMAN.either),
    field("phone", HUMAN.phone, { type: "tel", autocomplete: "tel", maxlength: "40", "aria-describedby": "request-error either" }),
    field("email", HUMAN.email, { type: "email", autocomplete: "email", maxlength: "254", "aria-describedby": "either" }),
    field("message", HUMAN.message, { rows: "3", maxlength: "1000" }),
    element("label", { class: "consent" }, element("input", { type: "checkbox", name: "consent" }), HUMAN.consent),
    error,
    element("button", { type: "submit", class: "main" }, HUMAN.send),
  );
  return form;
}

/** The view « Parler à quelqu'un ». */
export function humanView({ origin, ask, searchNear, hours }) {
  const done = element("p", { class: "done", role: "status" });
  const lines = HUMAN.lines.map(([number, what]) =>
    element("li", null, link(number, `tel:${number}`, origin, what), element("span", null, what)),
  );
  const form = requestForm(ask, ({ reference, notice }) => {
    done.textContent = [HUMAN.sent(reference), notice].filter(Boolean).join(" ");
    form.remove();
    heading.focus();
  });
  const heading = element("h3", { tabindex: "-1" }, HUMAN.urgent);
  return element(
    "div",
    { class: "human-view" },
    done,
    element("section", { class: "urgent" }, heading, element("ul", { class: "lines" }, ...lines)),
    hours && element("p", { class: "hours" }, element("strong", null, `${HUMAN.hours} : `), hours),
    element(
      "section",
      null,
      button(HUMAN.near, searchNear, { class: "wide", "aria-describedby": "near-help" }),
      element("p", { class: "hint", id: "near-help" }, HUMAN.nearHelp),
    ),
    form,
  );
}
