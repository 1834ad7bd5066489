// Words that the server does not have yet, kept in this browser. Where it keeps nothing, `keep` says so.

export function keep(key, words) {
  try {
    localStorage.setItem(key, JSON.stringify(words));
    return true;
  } catch {
    return false;
  }
}

export function recall(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

export function forget(key) {
  try {
    localStorage.removeItem(key);
  } catch {
    // This browser keeps nothing, so there is nothing to forget.
  }
}
