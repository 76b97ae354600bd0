import type { LiveMessage } from '../wire/contest.ts';

/** At most this often a viewer hears of a changed board. */
const BROADCAST_EVERY_MS = 250;
/** Beyond this a room refuses further sockets; pages then fall back to asking. */
export const MAX_SOCKETS = 20_000;

/** The viewers of one room. Sockets hibernate: they outlive the room's memory. */
export class LiveSockets {
  readonly #ctx: DurableObjectState;
  readonly #message: () => Promise<LiveMessage | null>;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #lastSent = '';

  /** `message` gives what viewers should know at present, or null when there is nothing to tell. */
  constructor(ctx: DurableObjectState, message: () => Promise<LiveMessage | null>) {
    this.#ctx = ctx;
    this.#message = message;
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair('ping', 'pong'));
  }

  get count(): number {
    return this.#ctx.getWebSockets().length;
  }

  /** Takes a viewer in and brings it up to date with `first`. */
  accept(first: LiveMessage): Response {
    const { 0: client, 1: server } = new WebSocketPair();
    this.#ctx.acceptWebSocket(server);
    server.send(JSON.stringify(first));
    // What this viewer got need not be what the others heard last.
    this.#lastSent = '';
    return new Response(null, { status: 101, webSocket: client });
  }

  /** Tells everybody soon; many calls become one message. */
  changed(): void {
    if (this.#timer !== null || this.count === 0) return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#broadcast().catch((error: unknown) => {
        console.error(JSON.stringify({ broadcast: String(error) }));
      });
    }, BROADCAST_EVERY_MS);
  }

  async #broadcast(): Promise<void> {
    const message = await this.#message();
    if (!message) return;
    const { seq: _, nowMs: __, ...content } = message;
    const fingerprint = JSON.stringify(content);
    if (fingerprint === this.#lastSent) return;
    this.#lastSent = fingerprint;
    const text = JSON.stringify(message);
    for (const socket of this.#ctx.getWebSockets()) {
      try {
        socket.send(text);
      } catch {
        // The viewer has gone; the runtime will say so by webSocketClose.
      }
    }
  }
}
