// Amounts side by side: bars for the eye, one sentence and a table for everyone.

import { SVG, element } from "./elements.js";
import { WORDS } from "./words.js";

const number = new Intl.NumberFormat("fr-FR", { maximumFractionDigits: 0 });

function drawn(tag, attributes) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

/** « 1 900 à 2 300 » in the chart's unit. */
function amount({ low, high }) {
  return high && high !== low ? `${number.format(low)} à ${number.format(high)}` : number.format(low);
}

function bar({ low, high }, most) {
  const box = drawn("svg", { viewBox: "0 0 100 6", preserveAspectRatio: "none", class: "bar", focusable: "false" });
  const to = ((high || low) / most) * 100;
  const from = (low / most) * 100;
  box.append(drawn("rect", { class: "track", width: 100, height: 6, rx: 1 }));
  box.append(drawn("rect", { class: "sure", width: from, height: 6, rx: 1 }));
  if (to > from) box.append(drawn("rect", { class: "range", x: from, width: to - from, height: 6, rx: 1 }));
  return box;
}

/** A chart as a figure: `title`, `unit`, and `bars` of a label, a low and a high amount, and a note. */
export function chart({ title, unit, bars }) {
  const most = Math.max(...bars.map(({ low, high }) => high || low)) * 1.05;
  const sentence = bars.map((one) => `${one.label} : ${amount(one)} ${unit}`).join(" ; ");
  const rows = bars.map((one) =>
    element(
      "div",
      { class: "row" },
      element("span", { class: "bar-label" }, one.label),
      element("span", { class: "bar-value" }, `${amount(one)} €`),
      bar(one, most),
    ),
  );
  const table = element(
    "table",
    null,
    element("caption", null, `${title}, ${unit}`),
    element(
      "thead",
      null,
      element("tr", null, element("th", { scope: "col" }, WORDS.chartLabel), element("th", { scope: "col" }, unit)),
    ),
    element(
      "tbody",
      null,
      ...bars.map((one) =>
        element(
          "tr",
          null,
          element("th", { scope: "row" }, one.label),
          element("td", null, one.note ? `${amount(one)} (${one.note})` : amount(one)),
        ),
      ),
    ),
  );
  return element(
    "figure",
    { class: "chart" },
    element("figcaption", null, title, element("span", { class: "unit" }, ` ${unit}`)),
    element("div", { class: "bars", role: "img", "aria-label": `${title}. ${sentence}.` }, ...rows),
    element("details", null, element("summary", null, WORDS.chartTable), element("div", { class: "table" }, table)),
  );
}
