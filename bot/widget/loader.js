// The tag: one button on the host's page. Nothing is asked of the service and nothing is stored until it is pressed.

import { element, icon } from "./elements.js";
import { LAUNCHER_CSS } from "./launcher.css.js";
import { tabSession } from "./session.js";
import { applyTheme } from "./theme.js";
import { VERSION } from "./version.js";

const NAME = "orisoin-widget";
const REATTACHMENTS = 50;

/** What the tag says: the service's origin, the site's key and its look. */
function readTag(script) {
  const { site, audience, place, colour, position, scheme, label } = script.dataset;
  const origin = new URL(script.src, document.baseURI).origin;
  return { origin, site: site || "", audience, place, colour, position, scheme, label: label || "Une question ?" };
}

function sheet(text) {
  const made = new CSSStyleSheet();
  made.replaceSync(text);
  return made;
}

/** Come back when a single-page application replaces the body. */
function stayAttached(host) {
  let left = REATTACHMENTS;
  const observer = new MutationObserver(() => {
    if (!document.body || (host.isConnected && host.parentNode === document.body) || left <= 0) return;
    left -= 1;
    document.body.append(host);
    watch();
  });
  const watch = () => {
    observer.observe(document.documentElement, { childList: true });
    observer.observe(document.body, { childList: true });
  };
  document.body.append(host);
  watch();
}

function showUnavailable(root, settings) {
  root.querySelector(".unavailable")?.remove();
  const page = `${settings.origin}/chat?site=${encodeURIComponent(settings.site)}`;
  const attributes = { href: page, target: "_blank", rel: "noopener noreferrer" };
  root.append(
    element(
      "div",
      { class: "unavailable", role: "alert" },
      element("p", null, "L'assistant n'a pas pu s'ouvrir. Vérifiez votre connexion, puis réessayez."),
      element("p", null, element("a", attributes, "Ouvrir l'assistant dans une page (nouvelle fenêtre)")),
      element("p", null, "En danger : le 15 ou le 112. Idées suicidaires : le 3114. Enfant en danger : le 119."),
    ),
  );
}

function start(settings) {
  const host = element(NAME, { id: "orisoin", lang: "fr", dir: "ltr" });
  const shadow = host.attachShadow({ mode: "open" });
  shadow.adoptedStyleSheets = [sheet(LAUNCHER_CSS)];
  const session = tabSession(settings.site);
  const look = { colour: settings.colour, position: settings.position, ...session.get("look") };
  const root = element("div", { class: "root", lang: "fr" });
  if (look.position === "left") root.classList.add("left");
  if (settings.scheme === "light" || settings.scheme === "dark") root.classList.add(settings.scheme);
  applyTheme(root, look.colour);
  let panel = null;
  const open = async (byHand) => {
    if (panel) return panel.toggle(true);
    launcher.setAttribute("aria-busy", "true");
    try {
      const { createPanel } = await import(`${settings.origin}/embed/${VERSION}/panel.js`);
      panel ??= createPanel({ root, shadow, launcher, settings, session });
      root.querySelector(".unavailable")?.remove();
      panel.open(byHand);
    } catch {
      if (byHand) showUnavailable(root, settings);
    } finally {
      launcher.removeAttribute("aria-busy");
    }
    return undefined;
  };
  const launcher = element(
    "button",
    {
      type: "button",
      class: "launcher",
      "aria-expanded": "false",
      "aria-haspopup": "dialog",
      onclick: () => (panel ? panel.toggle() : open(true)),
    },
    icon("bubble"),
    element("span", null, settings.label),
  );
  root.append(launcher);
  shadow.append(root);
  stayAttached(host);
  document.addEventListener("click", (event) => {
    const asked = event.target instanceof Element && event.target.closest("[data-orisoin]");
    if (!asked || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open(true);
  });
  if (session.get("open")) open(false);
}

const tag = document.currentScript || document.querySelector('script[src*="/embed/"][data-site]');
const supported = "adoptedStyleSheets" in Document.prototype && "replaceSync" in CSSStyleSheet.prototype;

// A page may carry the tag twice, and a browser too old keeps the plain link beside it.
if (tag && supported && !document.getElementById("orisoin")) {
  const settings = readTag(tag);
  const begin = () => document.getElementById("orisoin") || start(settings);
  if (document.body) begin();
  else document.addEventListener("DOMContentLoaded", begin, { once: true });
}
