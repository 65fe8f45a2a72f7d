// What was said, as bubbles: the person's words, and replies with their cards and sources.

import { card } from "./card.js";
import { element, hidden } from "./elements.js";
import { link } from "./links.js";
import { markdown, spaced } from "./markdown.js";
import { WORDS } from "./words.js";

function sources(found, origin) {
  const items = found.map((source) => {
    const named = source.url ? link(source.title, source.url, origin) : element("span", null, source.title);
    return element("li", null, named, source.as_of ? `, ${source.as_of}` : null);
  });
  return element(
    "details",
    { class: "sources" },
    element("summary", null, WORDS.sources(found.length)),
    element("ul", null, ...items),
  );
}

/** A reply as a bubble; a human's says so to the eye as well. */
export function replyBubble(reply, origin) {
  const isHuman = reply.author === "human";
  const author = isHuman ? element("p", { class: "who" }, WORDS.human) : hidden(WORDS.bot);
  return element(
    "div",
    { class: `turn ${isHuman ? "human" : "bot"}`, "data-reply": reply.id },
    author,
    element("div", { class: "text" }, ...markdown(reply.text, origin)),
    ...(reply.cards || []).map((shown) => card(shown, origin)),
    (reply.sources || []).length > 0 && sources(reply.sources, origin),
  );
}

/** The person's words as a bubble: text, never markup. */
export function personBubble(text) {
  return element("div", { class: "turn person" }, hidden(WORDS.you), element("p", { class: "text" }, spaced(text)));
}
