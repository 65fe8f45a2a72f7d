// One conversation: opened, resumed, spoken to; a message is kept until it was answered, and never counts twice.

import { newIdentifier } from "./api.js";
import { makePolling } from "./polling.js";
import { replyTools } from "./tools.js";
import { WORDS } from "./words.js";

const GONE = [404, 410, 401];

/** What happens between the person and the service. `parts` are the panel's; it holds no elements of its own. */
export function makeConversation({ api, session, transcript, choices, notices, composer, wanted }) {
  let sending = false;
  let opening = null;
  let restarting = Promise.resolve();
  const queue = () => (Array.isArray(session.get("queue")) ? session.get("queue") : []);
  const unsent = new Map();
  const polling = makePolling(fetchNew, () => Boolean(session.get("human") && session.get("open")));

  function showReplies(replies, isFirst) {
    const made = transcript.replies(replies);
    const last = replies[replies.length - 1];
    if (!last) return;
    session.set({ last: last.id });
    choices.show(last.choices || []);
    if (isFirst && !session.get("audience")) choices.askAudience();
    if (!isFirst && made.length) {
      const { reply, bubble } = made[made.length - 1];
      transcript.tools(bubble, replyTools(reply, api.feedback, transcript.say));
      if ((last.choices || []).length) transcript.say(WORDS.offeredCount(last.choices.length));
    }
  }

  async function begin() {
    transcript.wait(true);
    try {
      const replies = await api.open(wanted());
      transcript.wait(false);
      showReplies(replies, true);
    } catch (refusal) {
      transcript.wait(false);
      const words = refusal.detail || (navigator.onLine ? WORDS.notOpened : WORDS.offline);
      notices.show(words, refusal.replies, [[WORDS.again, () => open(true)]]);
      throw refusal;
    }
  }

  /** Show what was said before this page, without a word from screen readers. */
  async function resume() {
    transcript.clear();
    unsent.clear();
    const trouble = await deliver(true).then(() => null, (refusal) => refusal);
    const turns = trouble && !trouble.status ? [] : await api.turns();
    const made = transcript.restore(turns);
    const last = made[made.length - 1];
    if (last) {
      session.set({ last: last.reply.id });
      choices.show(last.reply.choices || []);
      if (made.length > 1) transcript.tools(last.bubble, replyTools(last.reply, api.feedback, transcript.say));
      if (made.length === 1 && !session.get("audience")) choices.askAudience();
    }
    for (const message of queue()) showUnsent(message, turns);
    polling.start();
    if (trouble) throw trouble;
  }

  function showUnsent(message, turns) {
    const told = turns[turns.length - 1];
    const isKept = told && told.author === "person" && told.text === message.shown;
    if (!isKept) unsent.set(message.id, transcript.person(message.shown));
  }

  async function open(byHand) {
    if (opening) return opening;
    notices.clear();
    const first = session.get("conversation") ? resume() : begin();
    opening = first
      .catch((refusal) => {
        opening = null;
        if (session.get("conversation")) failed(refusal, queue()[0] || null);
      })
      .then(() => (queue().length && byHand ? deliver() : undefined));
    return opening;
  }

  /** Send what waits, in order, one at a time. `isQuiet` shows nothing: the whole log comes next. */
  async function deliver(isQuiet) {
    if (sending || !session.get("conversation")) return;
    sending = true;
    notices.clear();
    try {
      while (queue().length) {
        const [message] = queue();
        if (!isQuiet) transcript.wait(true);
        const { id, text, choice } = message;
        const replies = await api.send(choice ? { id, choice } : { id, text });
        session.set({ queue: queue().slice(1) });
        transcript.wait(false);
        unsent.delete(id);
        if (!isQuiet) showReplies(replies);
      }
    } catch (refusal) {
      transcript.wait(false);
      if (isQuiet && refusal.status !== 422) throw refusal;
      failed(refusal, queue()[0]);
    } finally {
      sending = false;
    }
  }

  function giveUp(message) {
    session.set({ queue: queue().filter(({ id }) => id !== message.id) });
    const bubble = unsent.get(message.id);
    if (bubble) bubble.remove();
    unsent.delete(message.id);
  }

  function failed(refusal, message) {
    if (GONE.includes(refusal.status)) {
      const text = message && message.text;
      session.clear({ open: true, audience: session.get("audience"), look: session.get("look") });
      if (text) composer.giveBack(text);
      notices.show(refusal.detail || WORDS.closed, refusal.replies, [[WORDS.fresh, restart]]);
      return;
    }
    if (refusal.status === 422 && message) {
      giveUp(message);
      if (message.text) composer.giveBack(message.text);
      choices.release();
      composer.showError(refusal.detail);
      return;
    }
    choices.release();
    const words = refusal.detail || (navigator.onLine ? WORDS.unreachable : WORDS.offline);
    notices.show(words, refusal.replies, [[WORDS.resend, () => retry()]]);
  }

  function retry() {
    composer.field.focus();
    return opening ? deliver() : open(true);
  }

  async function say(message, shown) {
    // What is typed while the old conversation is being erased belongs to the new one.
    await restarting.catch(() => undefined);
    const sent = { id: newIdentifier(), shown, ...message };
    session.set({ queue: [...queue(), sent] });
    unsent.set(sent.id, transcript.person(shown));
    if (!opening) await open(false);
    return deliver();
  }

  async function fetchNew() {
    if (!session.get("conversation") || sending) return;
    const turns = await api.turns(session.get("last"));
    const fresh = turns.flatMap((turn) => turn.replies || []);
    if (fresh.length) showReplies(fresh);
  }

  function forget() {
    polling.stop();
    opening = null;
    unsent.clear();
    transcript.clear();
    choices.clear();
    notices.clear();
  }

  /** Erase here and there; what the service already forgot counts as erased. */
  async function erase() {
    if (session.get("conversation")) {
      await api.erase().catch((refusal) => {
        if (!GONE.includes(refusal.status)) throw refusal;
      });
    }
    forget();
    session.clear();
  }

  async function eraseAndOpen() {
    const kept = { open: true, audience: session.get("audience"), look: session.get("look") };
    await erase();
    session.set(kept);
    composer.field.focus();
    return open(true);
  }

  function restart() {
    restarting = eraseAndOpen();
    return restarting;
  }

  window.addEventListener("online", () => {
    if (queue().length && session.get("open")) retry();
  });

  /** The page comes back from the history: show what is true now, and nothing of what was erased since. */
  function comeBack() {
    forget();
    session.reload();
    return session.get("conversation") && session.get("open") ? open(false) : undefined;
  }

  return {
    open,
    comeBack,
    erase,
    restart,
    text: (text) => say({ text }, text),
    pick: (choice) => say({ choice: choice.id }, choice.title),
    watchForHuman() {
      session.set({ human: true });
      polling.start();
    },
    wake: () => polling.start(),
    sleep: () => polling.stop(),
  };
}
