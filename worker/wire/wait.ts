/** How long to wait, rounded up: whoever comes then is not turned away again. */
function inWords(waitMs: number): string {
  const seconds = Math.max(1, Math.ceil(waitMs / 1000));
  if (seconds === 1) return 'a second';
  if (seconds <= 90) return `${seconds} seconds`;
  const minutes = Math.ceil(seconds / 60);
  return minutes <= 90 ? `${minutes} minutes` : `${Math.ceil(minutes / 60)} hours`;
}

/** The sentence with which every "not now" ends that knows how long. */
export const tryAgainIn = (waitMs: number) => `Try again in ${inWords(waitMs)}.`;

const LAST_SENTENCE = / Try again in (a second|\d+ (seconds|minutes|hours))\.$/;

/** A "not now" without that sentence, for pages that count down; null for messages that do not end with it. */
export function reasonOf(message: string): string | null {
  return LAST_SENTENCE.test(message) ? message.replace(LAST_SENTENCE, '') : null;
}
