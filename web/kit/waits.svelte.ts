import { SvelteMap } from 'svelte/reactivity';
import { reasonOf } from '../../worker/wire/wait.ts';

/** Messages that are remembered: more than a page shows at a time. */
const MOST = 20;

/** "Not now" messages of the server, with the instant on this device's clock at which it will be another matter. */
const waits = new SvelteMap<string, number>();

/** Remembers until when a message of the server holds, if it says how long to wait. In the browser only. */
export function rememberWait(message: string, retryAtMs: number): void {
  if (reasonOf(message) === null) return;
  const [oldest] = waits.keys();
  if (waits.size >= MOST && oldest !== undefined) waits.delete(oldest);
  waits.set(message, retryAtMs);
}

/** Until when a message holds, on this device's clock; undefined when it is not about waiting. */
export const waitOf = (message: string): number | undefined => waits.get(message);
