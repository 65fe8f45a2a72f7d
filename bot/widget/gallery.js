// Every state of the widget side by side, for those who draw or check it; nothing is sent to the service.

import { Refusal } from "./api.js";
import { element, icon } from "./elements.js";
import { LAUNCHER_CSS } from "./launcher.css.js";
import { createPanel } from "./panel.js";
import { SAMPLES } from "./samples.js";
import { tabSession } from "./session.js";
import { applyTheme } from "./theme.js";

function memory() {
  const kept = new Map();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => kept.set(key, value),
    removeItem: (key) => kept.delete(key),
  };
}

const never = () => new Promise(() => undefined);

/** A service that answers from the samples; `refusal` is what sending meets, `unopened` what opening meets. */
function pretend(session, { replies, refusal, unopened, hangs, turns }) {
  return {
    async open() {
      if (unopened) throw new Refusal(unopened.status, unopened, 0);
      session.set({ conversation: "exemple", token: "exemple", ends: "2999-01-01T00:00:00Z", code: "EXEM-PLE0-0000" });
      return [SAMPLES.welcome];
    },
    site: async () => null,
    send: async () => {
      if (hangs) return never();
      if (refusal) throw new Refusal(refusal.status, refusal, 0);
      return replies || [SAMPLES.answer];
    },
    turns: async () => turns || [],
    erase: async () => ({ erased: true }),
    feedback: async () => ({ kept: true }),
    ask: async () => ({ reference: "D-EXEM-PLE0" }),
    mine: async () => ({}),
  };
}

function frame(state, origin) {
  const host = element("div", { class: "stage", lang: "fr" });
  const shadow = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(LAUNCHER_CSS);
  shadow.adoptedStyleSheets = [sheet];
  const root = element("div", { class: `root inline ${state.scheme || "light"}` });
  applyTheme(root, state.colour);
  const launcher = element("button", { type: "button", hidden: !state.closed }, icon("bubble"), state.closed);
  if (state.closed) {
    launcher.className = "launcher";
    const still = new CSSStyleSheet();
    still.replaceSync(".launcher { position: static; }");
    shadow.adoptedStyleSheets = [sheet, still];
  }
  root.append(launcher);
  shadow.append(root);
  const storage = memory();
  const session = tabSession("", () => storage);
  session.set({ audience: state.audience, look: { name: "Agence d'exemple", colour: state.colour } });
  const settings = { origin, site: "", inline: true };
  const panel = createPanel({ root, shadow, launcher, settings, session, api: pretend(session, state) });
  panel.panel.setAttribute("role", "region");
  panel.panel.removeAttribute("aria-labelledby");
  panel.panel.setAttribute("aria-label", state.title);
  return { host, panel, shadow };
}

/** What `find` finds, once it is there; null after two seconds. */
async function awaited(find) {
  for (let tries = 0; tries < 40 && !find(); tries += 1) await new Promise((done) => setTimeout(done, 50));
  return find();
}

async function play({ panel, shadow }, state) {
  if (state.closed) return;
  await panel.open(false);
  const find = (selector) => shadow.querySelector(selector);
  if (state.says) {
    find("#text").value = state.says;
    find("form.composer").requestSubmit();
  }
  if (state.types !== undefined) {
    find("#text").value = state.types;
    find("#text").dispatchEvent(new Event("input"));
  }
  if (state.submits) find("form.composer").requestSubmit();
  if (state.view === "human") panel.showHuman();
  if (state.view === "options") panel.showOptions();
  for (const selector of state.presses || []) (await awaited(() => find(selector)))?.click();
}

/** Fill `place` with the states, one figure each. */
async function showGallery(place, origin) {
  for (const state of SAMPLES.states) {
    const made = frame(state, origin);
    const attributes = { id: state.name, class: state.narrow ? "narrow" : "wide" };
    const figure = element("figure", attributes, element("figcaption", null, state.title), made.host);
    place.append(figure);
    await play(made, state);
  }
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  window.scrollTo(0, 0);
  place.setAttribute("data-ready", "");
}

showGallery(document.getElementById("gallery"), window.location.origin);
