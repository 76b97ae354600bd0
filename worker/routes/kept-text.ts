/**
 * Keeps a text that never changes, once it has arrived. The text and not the promise of it: what a request has under way may be dropped
 * when its client hangs up, and whoever waited for the same promise would wait for ever.
 */
export function keptText<From>(
  read: (from: From) => Promise<string>,
): (from: From) => Promise<string> {
  let kept: string | undefined;
  return async (from) => (kept ??= await read(from));
}
