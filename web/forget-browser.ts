/** What of this site's marks outlives a tab begins like this. */
const MARK = 'fanfare.';

/** Forgets what this browser remembers by itself. Never throws: where storage is switched off, nothing was remembered. */
export function forgetBrowser(): void {
  try {
    for (const key of Object.keys(localStorage))
      if (key.startsWith(MARK)) localStorage.removeItem(key);
    sessionStorage.clear();
  } catch {
    // Nothing was remembered then.
  }
}
