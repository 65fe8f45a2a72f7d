// The log of the conversation: additions are spoken once, what is restored is not.

import { element } from "./elements.js";
import { personBubble, replyBubble } from "./reply.js";
import { WORDS } from "./words.js";

const STATUS_AFTER_MS = 3000;
const SETTLED_MS = 1200;

/** The log, its waiting sign and the region for short news. */
export function makeTranscript(origin) {
  const log = element("div", {
    class: "log",
    role: "log",
    tabindex: "0",
    "aria-label": WORDS.log,
    "aria-live": "polite",
    "aria-relevant": "additions",
  });
  const dots = [1, 2, 3].map(() => element("span", { class: "dot" }));
  const waiting = element("div", { class: "waiting", "aria-hidden": "true", hidden: true }, ...dots);
  const scroller = element("div", { class: "scroller" }, log, waiting);
  const status = element("p", { class: "hidden", role: "status" });
  const seen = new Set();
  let timer = 0;
  let muted = 0;

  /** Change the log without a word from screen readers: what is restored was spoken already. */
  async function quietly(change) {
    muted += 1;
    log.setAttribute("aria-live", "off");
    change();
    await new Promise((done) => setTimeout(done, 100));
    muted -= 1;
    if (!muted) log.setAttribute("aria-live", "polite");
  }

  function scrollTo(bubble) {
    const place = bubble.offsetTop - 12;
    const smooth = !window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    scroller.scrollTo({ top: place, behavior: smooth ? "smooth" : "auto" });
  }

  return {
    scroller,
    status,
    quietly,
    say(words) {
      status.textContent = words;
    },
    person(text) {
      const bubble = personBubble(text);
      log.append(bubble);
      scrollTo(bubble);
      return bubble;
    },
    /** Show the replies not shown yet; they are given back with their bubbles. */
    replies(found) {
      const fresh = found.filter(({ id }) => !seen.has(id));
      const made = fresh.map((reply) => ({ reply, bubble: replyBubble(reply, origin) }));
      for (const { reply, bubble } of made) {
        seen.add(reply.id);
        log.append(bubble);
      }
      if (made.length) scrollTo(made[0].bubble);
      return made;
    },
    /** Once a reply was spoken, add its tools without a word; their room is kept, so nothing moves. */
    tools(bubble, made) {
      const room = element("div", { class: "room" });
      bubble.append(room);
      setTimeout(() => room.isConnected && quietly(() => room.append(made)), SETTLED_MS);
    },
    restore(turns) {
      const made = [];
      quietly(() => {
        for (const turn of turns) {
          if (turn.text) log.append(personBubble(turn.text));
          for (const reply of turn.replies || []) {
            seen.add(reply.id);
            const bubble = replyBubble(reply, origin);
            log.append(bubble);
            made.push({ reply, bubble });
          }
        }
      });
      scroller.scrollTop = scroller.scrollHeight;
      return made;
    },
    wait(isWaiting) {
      waiting.hidden = !isWaiting;
      if (isWaiting) waiting.scrollIntoView({ block: "nearest" });
      clearTimeout(timer);
      status.textContent = "";
      if (!isWaiting) return;
      timer = setTimeout(() => {
        status.textContent = WORDS.waiting;
      }, STATUS_AFTER_MS);
    },
    clear() {
      seen.clear();
      log.replaceChildren();
    },
  };
}
