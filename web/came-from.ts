const KEY = 'fanfare.from';

/** Remembers for this tab which site's link led here; the pages after the first one were reached by our own links. */
export function rememberCameFrom(): void {
  try {
    const { host } = new URL(document.referrer);
    if (host !== location.host && sessionStorage.getItem(KEY) === null)
      sessionStorage.setItem(KEY, host.toLowerCase());
  } catch {
    // No referrer, or a browser without a memory for tabs: then nothing is said.
  }
}

/** The host whose link led to this tab; null when none is known. */
export function cameFrom(): string | null {
  try {
    return sessionStorage.getItem(KEY);
  } catch {
    return null;
  }
}
