// All that stays in the browser: one key of the tab's own storage, written only once the person has opened the panel.

const KEY = "orisoin";

function stored(storage) {
  try {
    return JSON.parse(storage().getItem(KEY)) || {};
  } catch {
    return {};
  }
}

/** What this tab remembers of a site's conversation; kept in memory where storage is refused. */
export function tabSession(site, storage = () => window.sessionStorage) {
  const read = () => {
    const found = stored(storage);
    return found.site === site ? found : { site };
  };
  let state = read();
  const keep = () => {
    try {
      storage().setItem(KEY, JSON.stringify(state));
    } catch {
      // Private windows may refuse: the conversation then lives as long as the page.
    }
  };
  return {
    get: (name) => state[name],
    /** Read again: a page that comes back from the history holds what was true when it was left. */
    reload() {
      state = read();
    },
    set(values) {
      state = { ...state, ...values };
      keep();
    },
    clear(values) {
      state = { site, ...values };
      if (values) return keep();
      try {
        return storage().removeItem(KEY);
      } catch {
        return undefined;
      }
    },
  };
}
