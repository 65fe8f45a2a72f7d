// The panel: a named, non-modal dialog beside the launcher, full screen on a phone.

import { makeApi } from "./api.js";
import { makeChoices } from "./choices.js";
import { makeComposer } from "./composer.js";
import { makeConversation } from "./conversation.js";
import { button, element, icon } from "./elements.js";
import { humanView } from "./human.js";
import { link } from "./links.js";
import { makeNotices } from "./notices.js";
import { optionsView } from "./options.js";
import { PANEL_CSS } from "./panel.css.js";
import { tabSession } from "./session.js";
import { applyTheme } from "./theme.js";
import { makeTranscript } from "./transcript.js";
import { HUMAN, WORDS } from "./words.js";

const FULL_SCREEN = "(max-width: 32em), (max-height: 26em)";

function adopt(shadow) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(PANEL_CSS);
  shadow.adoptedStyleSheets = [...shadow.adoptedStyleSheets, sheet];
}

/** A place for one view besides the conversation, with its title and the way back. */
function makeView(leave) {
  const title = element("h2", { tabindex: "-1" });
  const body = element("div", { class: "view-body" });
  const back = button(WORDS.backToTalk, leave, { class: "back" }, icon("back"));
  const box = element("div", { class: "view", hidden: true }, back, title, body);
  return {
    box,
    show(words, content) {
      title.textContent = words;
      body.replaceChildren(content);
      box.hidden = false;
      title.focus();
    },
    hide() {
      box.hidden = true;
      body.replaceChildren();
    },
  };
}

/** Build the panel in `root`. `api` and `session` may be given: the gallery brings its own. */
export function createPanel({ root, shadow, launcher, settings, session: given, api: service }) {
  const session = given || tabSession(settings.site);
  const { origin, site } = settings;
  const api = service || makeApi(origin, session);
  adopt(shadow);
  if (settings.audience === "counsellor" || WORDS.audiences[settings.audience]) {
    session.set({ audience: settings.audience });
  }

  const transcript = makeTranscript(origin);
  const notices = makeNotices(origin);
  const choices = makeChoices((choice) => {
    composer.field.focus();
    conversation.pick(choice);
  }, (audience) => {
    session.set({ audience });
    conversation.restart().catch(tell);
  });
  const composer = makeComposer((text) => conversation.text(text), session);
  const conversation = makeConversation({
    api,
    session,
    transcript,
    choices,
    notices,
    composer,
    wanted: () => ({
      ...(site && { site }),
      ...(session.get("audience") && { audience: session.get("audience") }),
      ...(settings.place && { place: settings.place }),
    }),
  });
  const tell = (refusal) => transcript.say(refusal.detail || WORDS.failed);

  const who = element("p", { class: "machine" }, WORDS.machine);
  const title = element("h2", { id: "title", tabindex: "-1" }, WORDS.title);
  const close = button("", () => toggle(false), { class: "close", "aria-label": WORDS.close }, icon("close"));
  const view = makeView(() => leaveView(true));
  const human = button(WORDS.talkToSomeone, showHuman, { class: "to-human" }, icon("person"));
  const more = button(WORDS.options, showOptions, { class: "to-options" }, icon("options"));
  const query = site ? `?site=${encodeURIComponent(site)}` : "";
  transcript.scroller.append(notices.box, choices.box);
  composer.hint.append(" ", link(WORDS.data, `/confidentialite${query}`, origin));
  const talk = element(
    "div",
    { class: "talk" },
    transcript.scroller,
    composer.form,
  );
  const panel = element(
    "div",
    { class: "panel", role: "dialog", "aria-labelledby": "title", hidden: true, lang: "fr" },
    element("header", { class: "top" }, element("div", null, title, who), close),
    element("div", { class: "bar" }, human, more),
    talk,
    view.box,
  );

  function leaveView(isByHand) {
    view.hide();
    talk.hidden = false;
    if (isByHand) focusTalk();
  }

  function showView(words, content) {
    talk.hidden = true;
    view.show(words, content);
  }

  function showHuman() {
    const ask = async (wanted) => {
      const reference = await api.ask(wanted);
      conversation.watchForHuman();
      return reference;
    };
    const searchNear = () => {
      leaveView(true);
      conversation.text(HUMAN.nearText);
    };
    showView(HUMAN.title, humanView({ origin, ask, searchNear, hours: session.get("hours") }));
  }

  function showOptions() {
    const restart = () => {
      leaveView(true);
      conversation.restart().catch(tell);
    };
    const erase = async () => {
      try {
        await conversation.erase();
      } catch (refusal) {
        return tell(refusal);
      }
      leaveView(false);
      toggle(false);
      launcher.focus();
      transcript.say(WORDS.erased);
      return undefined;
    };
    const code = session.get("code");
    showView(WORDS.options, optionsView({ origin, site, code, restart, erase, mine: api.mine, say: transcript.say }));
  }

  const isFull = () => window.matchMedia(FULL_SCREEN).matches;

  /** On a phone the keyboard would cover the greeting, and so would a very high zoom: the title takes the focus. */
  function focusTalk() {
    if (isFull() && window.matchMedia("(pointer: coarse), (max-height: 26em)").matches) title.focus();
    else composer.field.focus();
  }

  async function readSite() {
    if (!site || session.get("look")) return;
    const found = await api.site(site).catch(() => null);
    if (!found) return;
    const look = { name: found.name, colour: settings.colour || found.colours.accent, position: settings.position || found.position };
    session.set({ look, hours: found.opening_hours || undefined });
    dress();
  }

  function dress() {
    const look = session.get("look") || {};
    if (look.colour) applyTheme(root, look.colour);
    root.classList.toggle("left", look.position === "left");
    who.textContent = look.name ? `${WORDS.machine} · ${look.name}` : WORDS.machine;
  }

  function open(byHand) {
    if (session.get("draft")) composer.giveBack(session.get("draft"));
    dress();
    toggle(true, byHand);
    readSite();
    return conversation.open(byHand);
  }

  function toggle(wanted, byHand = true) {
    const isOpen = wanted ?? panel.hidden;
    if (isOpen !== panel.hidden) return;
    panel.hidden = !isOpen;
    root.classList.toggle("is-open", isOpen);
    launcher.setAttribute("aria-expanded", String(isOpen));
    if (session.get("open") !== isOpen && (isOpen || session.get("conversation"))) session.set({ open: isOpen });
    if (isOpen) {
      composer.look();
      conversation.wake();
      if (!session.get("conversation")) conversation.open(true);
      if (byHand) focusTalk();
    } else {
      conversation.sleep();
      if (byHand) launcher.focus();
    }
  }

  panel.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    event.stopPropagation();
    if (view.box.hidden) toggle(false);
    else leaveView(true);
  });

  // Full screen hides the page: going back to it by the keyboard closes the panel, so no focus is ever covered.
  document.addEventListener("focusin", (event) => {
    if (panel.hidden || !isFull() || settings.inline || event.target === shadow.host) return;
    toggle(false, false);
  });

  const fit = () => {
    panel.style.setProperty("--height", `${window.visualViewport.height}px`);
    panel.style.setProperty("--shift", `${window.visualViewport.offsetTop}px`);
  };
  if (window.visualViewport && !settings.inline) {
    window.visualViewport.addEventListener("resize", fit);
    window.visualViewport.addEventListener("scroll", fit);
    fit();
  }

  window.addEventListener("pageshow", (event) => {
    if (!event.persisted || settings.inline) return;
    conversation.comeBack();
    toggle(Boolean(session.get("open")), false);
  });

  root.append(panel, transcript.status);
  return { open, toggle, showHuman, showOptions, panel };
}
