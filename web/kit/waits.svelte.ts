/** "Not now" messages of the server, with the instant on this device's clock at which it will be another matter. */
let waits = $state.raw<Readonly<Record<string, number>>>({});

/** Remembers until when a message of the server holds. In the browser only. */
export function rememberWait(message: string, untilMs: number): void {
  waits = { ...waits, [message]: untilMs };
}

/** Until when a message holds; undefined when it is not about waiting. */
export const waitOf = (message: string): number | undefined => waits[message];
