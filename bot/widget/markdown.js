// Light Markdown to elements: paragraphs, lists, emphasis, links. Everything else is shown as it was written.

import { element } from "./elements.js";
import { link } from "./links.js";

const INLINE = /\\([\\\x60*_{}[\]()#+.!-])|\*\*([^*]+(?:\*[^*]+)*)\*\*|\*([^*\s](?:[^*]*[^*\s])?)\*|\[([^\]]+)\]\(([^()\s]+)\)/;
const BULLET = /^\s{0,3}[-*+]\s+(.*)$/;
const NUMBER = /^\s{0,3}(\d{1,9})[.)]\s+(.*)$/;

/** French signs keep with the word before them: no line begins with « : » or « ? ». */
export function spaced(text) {
  return text.replace(/ ([:;?!»€%])/g, "\u00a0$1").replace(/« /g, "«\u00a0");
}

function inline(text, origin) {
  const parts = [];
  let rest = spaced(text);
  for (let found = INLINE.exec(rest); found; found = INLINE.exec(rest)) {
    if (found.index) parts.push(rest.slice(0, found.index));
    const [whole, escaped, strong, starred, words, address] = found;
    if (escaped) parts.push(escaped);
    else if (strong) parts.push(element("strong", null, ...inline(strong, origin)));
    else if (words) parts.push(link(plainText(words), address, origin));
    else parts.push(element("em", null, ...inline(starred, origin)));
    rest = rest.slice(found.index + whole.length);
  }
  if (rest) parts.push(rest);
  return parts;
}

function paragraph(lines, origin) {
  const made = element("p");
  lines.forEach((line, place) => {
    if (place) made.append(element("br"));
    made.append(...inline(line, origin));
  });
  return made;
}

/** The blocks of a text, as elements. */
export function markdown(text, origin) {
  const blocks = [];
  let lines = [];
  let list = null;
  const flush = () => {
    if (lines.length) blocks.push(paragraph(lines, origin));
    lines = [];
  };
  for (const line of String(text).split(/\r?\n/)) {
    const bullet = BULLET.exec(line);
    const numbered = bullet ? null : NUMBER.exec(line);
    if (bullet || numbered) {
      flush();
      const tag = bullet ? "ul" : "ol";
      if (!list || list.localName !== tag) {
        list = element(tag, numbered && numbered[1] !== "1" ? { start: numbered[1] } : null);
        blocks.push(list);
      }
      list.append(element("li", null, ...inline(bullet ? bullet[1] : numbered[2], origin)));
    } else if (!line.trim()) {
      flush();
      list = null;
    } else if (list && /^\s{2,}\S/.test(line)) {
      list.lastChild.append(" ", ...inline(line.trim(), origin));
    } else {
      list = null;
      lines.push(line.trim());
    }
  }
  flush();
  return blocks;
}

/** A text without its Markdown signs, to copy or to share. */
export function plainText(text) {
  return String(text)
    .replace(/\[([^\]]+)\]\(([^()\s]+)\)/g, "$1")
    .replace(/\*\*([^*]+)\*\*/g, "$1")
    .replace(/\\([\\\x60*_{}[\]()#+.!-])/g, "$1");
}
