import type { Decision } from './votes-work.svelte.ts';

// The reason given last for each kind of decision, for as long as this visit lasts: fifty groups are often fifty times the same.

const keyOf = (decision: Decision) => `fanfare.reason.${decision}`;
const kept: Partial<Record<Decision, string>> = {};

export function lastReason(decision: Decision): string {
  try {
    return sessionStorage.getItem(keyOf(decision)) ?? '';
  } catch {
    // Storage may be switched off; then it is kept as long as the page is.
    return kept[decision] ?? '';
  }
}

export function rememberReason(decision: Decision, reason: string): void {
  kept[decision] = reason;
  try {
    sessionStorage.setItem(keyOf(decision), reason);
  } catch {
    // Kept above.
  }
}
