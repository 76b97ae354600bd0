const KEY = 'fanfare.acted';
/** Contests remembered on a device; the newest stay. */
const MOST = 40;

function actedIn(): string[] {
  try {
    const ids: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : [];
  } catch {
    return [];
  }
}

/** Whether this device has done something in a contest: of strangers a server is likely to want to see that they are people. */
export function hasActed(contestId: string): boolean {
  return actedIn().includes(contestId);
}

export function rememberActed(contestId: string): void {
  if (hasActed(contestId)) return;
  try {
    localStorage.setItem(KEY, JSON.stringify([contestId, ...actedIn()].slice(0, MOST)));
  } catch {
    // Storage may be switched off; then the question is asked again.
  }
}
