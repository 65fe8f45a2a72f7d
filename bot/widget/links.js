// Links lead to https pages, to the service itself, to a phone or to a mailbox; anything else stays text.

import { element } from "./elements.js";
import { WORDS } from "./words.js";

/** The address of a link that may be followed, null for any other. `origin` is the service's. */
function safeAddress(text, origin) {
  let url;
  try {
    url = new URL(text, origin);
  } catch {
    return null;
  }
  if (url.username || url.password) return null;
  if (url.protocol === "tel:" || url.protocol === "mailto:" || url.protocol === "https:") return url;
  return url.protocol === "http:" && url.origin === origin ? url : null;
}

/** A link, or its words alone when it may not be followed. `about` completes its name for screen readers. */
export function link(words, address, origin, about) {
  const url = safeAddress(address, origin);
  if (!url) return element("span", null, words);
  const more = about ? element("span", { class: "hidden" }, ` : ${about}`) : null;
  if (url.protocol === "tel:" || url.protocol === "mailto:") return element("a", { href: url.href }, words, more);
  const isFile = url.origin === origin && url.pathname.endsWith(".ics");
  if (isFile) return element("a", { href: url.href, rel: "noopener noreferrer" }, words, more);
  const attributes = { href: url.href, target: "_blank", rel: "noopener noreferrer" };
  return element("a", attributes, words, more, " ", element("span", { class: "new-window" }, WORDS.newWindow));
}
