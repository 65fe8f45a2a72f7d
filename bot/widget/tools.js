// What can be done with an answer: say whether it helped and why, copy it, share it.

import { button, element, icon } from "./elements.js";
import { plainText } from "./markdown.js";
import { maskPersonal } from "./personal.js";
import { WORDS } from "./words.js";

function written(reply) {
  const sources = (reply.sources || []).map(({ title, url }) => [title, url].filter(Boolean).join(" : "));
  const cards = (reply.cards || []).map(({ title, facts }) =>
    [title, ...(facts || []).map(({ label, value }) => `${label} : ${value}`)].join("\n"),
  );
  return [plainText(reply.text), ...cards, ...sources].join("\n\n");
}

function reasonForm(give, done) {
  const field = element("input", { id: "reason", type: "text", maxlength: "500", autocomplete: "off" });
  const submitted = (event) => {
    event.preventDefault();
    if (field.value.trim()) give(maskPersonal(field.value.trim()));
    done();
  };
  return element(
    "form",
    { class: "reason", onsubmit: submitted },
    element("label", { for: "reason" }, WORDS.why),
    element("div", { class: "field" }, field, element("button", { type: "submit" }, WORDS.whySend)),
  );
}

/** The row under an answer. `feedback(word)` sends an opinion; `say(words)` tells what happened. */
export function replyTools(reply, feedback, say) {
  const row = element("div", { class: "tools" });
  const votes = [];
  const vote = (useful) => async (event) => {
    const pressed = event.currentTarget;
    const wanted = { reply: reply.id, useful };
    try {
      await feedback(wanted);
    } catch (refusal) {
      return say(refusal.detail || WORDS.failed);
    }
    for (const one of votes) one.setAttribute("aria-pressed", String(one === pressed));
    row.parentNode.querySelector(".reason")?.remove();
    say(WORDS.thanks);
    const form = reasonForm(
      (reason) => feedback({ ...wanted, reason }).then(() => say(WORDS.thanks), () => say(WORDS.failed)),
      () => {
        pressed.focus();
        form.remove();
      },
    );
    row.after(form);
    return form.scrollIntoView({ block: "nearest" });
  };
  votes.push(button(WORDS.useful, vote(true), { "aria-pressed": "false" }, icon("up")));
  votes.push(button(WORDS.notUseful, vote(false), { "aria-pressed": "false" }, icon("down")));
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(written(reply));
      say(WORDS.copied);
    } catch {
      say(WORDS.failed);
    }
  };
  row.append(...votes, button(WORDS.copy, copy, null, icon("copy")));
  if (navigator.share) {
    const share = () => navigator.share({ text: written(reply) }).catch(() => undefined);
    row.append(button(WORDS.share, share, null, icon("share")));
  }
  return row;
}
