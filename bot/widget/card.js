// One thing worth showing apart: an event, a training, a profession, a scheme, a contact.

import { chart } from "./chart.js";
import { frenchWhen } from "./dates.js";
import { element } from "./elements.js";
import { link } from "./links.js";
import { WORDS } from "./words.js";

function where(place) {
  const near = typeof place.distance_km === "number" ? WORDS.away(Math.round(place.distance_km)) : null;
  const words = [place.name, place.address].filter(Boolean).join(", ");
  return near ? `${words} (${near})` : words;
}

/** A card as an element; example data say so in words. */
export function card(shown, origin) {
  const drawn = new Set(shown.chart ? shown.chart.bars.map(({ label }) => label) : []);
  const facts = (shown.facts || []).filter(({ label }) => !drawn.has(label)).map(({ label, value }) => [label, value]);
  const told = new Set(facts.map(([label]) => label));
  if (shown.place && shown.place.name && !told.has(WORDS.where)) facts.unshift([WORDS.where, where(shown.place)]);
  if (shown.when && !told.has(WORDS.when)) facts.unshift([WORDS.when, frenchWhen(shown.when)]);
  const links = (shown.links || []).map(({ rel, title, href }) =>
    element("li", { class: `to-${rel}` }, link(title, href, origin, shown.title)),
  );
  return element(
    "article",
    { class: "card" },
    element("h3", null, shown.title, shown.example && element("span", { class: "example" }, WORDS.example)),
    shown.example && element("p", { class: "note" }, WORDS.exampleNote),
    shown.subtitle && element("p", { class: "subtitle" }, shown.subtitle),
    shown.chart && chart(shown.chart),
    facts.length > 0 &&
      element(
        "dl",
        null,
        ...facts.map(([label, value]) => element("div", null, element("dt", null, label), element("dd", null, value))),
      ),
    links.length > 0 && element("ul", { class: "links" }, ...links),
  );
}
