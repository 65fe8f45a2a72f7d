// The service, as the panel speaks to it: every refusal becomes French words and a way on.

const ANSWER_SECONDS = 20;
const RENEW_BEFORE_MS = 5 * 60 * 1000;
const EXPIRED = "urn:orisoin:problem:expired";

/** Why a request gave nothing: `status` 0 when the network did not carry it. `wait` is in seconds. */
export class Refusal extends Error {
  constructor(status, problem, wait) {
    super(`refused: ${status}`);
    this.status = status;
    this.kind = (problem && problem.type) || "";
    this.detail = (problem && problem.detail) || "";
    this.replies = (problem && problem.replies) || [];
    this.wait = wait;
  }
}

async function request(method, url, body, token) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), ANSWER_SECONDS * 1000);
  try {
    // Without a content type of its own, a body is plain text: opening then needs no preflight.
    const response = await fetch(url, {
      method,
      body: body && JSON.stringify(body),
      headers: token ? { Authorization: `Bearer ${token}` } : {},
      credentials: "omit",
      referrerPolicy: "no-referrer",
      cache: "no-store",
      signal: stop.signal,
    });
    const content = await response.json();
    if (response.ok) return content;
    throw new Refusal(response.status, content, Number(response.headers.get("Retry-After")) || 0);
  } catch (error) {
    throw error instanceof Refusal ? error : new Refusal(0, null, 0);
  } finally {
    clearTimeout(timer);
  }
}

/** The calls of one conversation; its token is in `session` and is renewed without a word. */
export function makeApi(origin, session) {
  const root = `${origin}/api/v1`;
  const path = (tail) => `${root}/conversations/${encodeURIComponent(session.get("conversation"))}${tail}`;
  async function renew() {
    const fresh = await request("POST", path("/token"), null, session.get("token"));
    session.set({ token: fresh.token, ends: fresh.expires_at });
  }
  async function held(method, tail, body) {
    const ends = Date.parse(session.get("ends"));
    if (ends - Date.now() < RENEW_BEFORE_MS) await renew();
    try {
      return await request(method, path(tail), body, session.get("token"));
    } catch (error) {
      if (error.kind !== EXPIRED) throw error;
      await renew();
      return request(method, path(tail), body, session.get("token"));
    }
  }
  return {
    async open(wanted) {
      const opened = await request("POST", `${root}/conversations`, wanted);
      const { conversation, token, code } = opened;
      session.set({ conversation, token, ends: opened.expires_at, code });
      return opened.replies;
    },
    site: (key) => request("GET", `${root}/sites/${encodeURIComponent(key)}`),
    send: async (message) => (await held("POST", "/messages", message)).replies,
    turns: async (after) => (await held("GET", after ? `?after=${encodeURIComponent(after)}` : "")).turns,
    erase: () => held("DELETE", ""),
    feedback: (word) => held("POST", "/feedback", word),
    ask: (wanted) => held("POST", "/requests", wanted),
    mine: () => request("GET", `${root}/rights/${encodeURIComponent(session.get("code"))}`),
  };
}

/** A random identifier (UUID version 4), also on pages served without https. */
export function newIdentifier() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
