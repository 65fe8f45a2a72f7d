// A counsellor's answer is looked for only after one was asked for, and only while someone looks.

const FIRST_MS = 10000;
const LONGEST_MS = 60000;
const GROWTH = 1.3;

/** Calls `look` now and then while `isWanted()`; the pauses grow up to a minute. `start` begins anew. */
export function makePolling(look, isWanted, first = FIRST_MS) {
  let timer = 0;
  let pause = first;
  const plan = () => {
    clearTimeout(timer);
    if (isWanted()) timer = setTimeout(turn, pause);
  };
  async function turn() {
    if (!isWanted()) return;
    pause = Math.min(pause * GROWTH, LONGEST_MS);
    if (document.visibilityState === "visible") await look().catch(() => undefined);
    plan();
  }
  return {
    start() {
      pause = first;
      plan();
    },
    stop: () => clearTimeout(timer),
  };
}
