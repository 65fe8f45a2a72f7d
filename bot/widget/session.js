// All that stays in the browser: one key of the tab's own storage, written only once the person has opened the panel.

export const KEY = "orisoin";

function stored(storage) {
  try {
    return JSON.parse(storage().getItem(KEY)) || {};
  } catch {
    return {};
  }
}

/** What this tab remembers of a site's conversation; kept in memory where storage is refused. */
export function tabSession(site, storage = () => window.sessionStorage) {
  const found = stored(storage);
  let state = found.site === site ? found : { site };
  const keep = () => {
    try {
      storage().setItem(KEY, JSON.stringify(state));
    } catch {
      // Private windows may refuse: the conversation then lives as long as the page.
    }
  };
  return {
    get: (name) => state[name],
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
