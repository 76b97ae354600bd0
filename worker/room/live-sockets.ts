import type { LiveLimits } from '../abuse/limits.ts';
import { logFault } from '../fault-log.ts';
import type { LiveMessage } from '../wire/contest.ts';

/** At most this often a viewer hears of a changed board. */
const BROADCAST_EVERY_MS = 250;
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

  /** Whose sockets are too many for another one; null while there is room. Pages then fall back to asking. */
  full(blockKey: string | null, { block, contest }: LiveLimits): 'block' | 'contest' | null {
    if (blockKey !== null && this.#ctx.getWebSockets(blockKey).length >= block.held) return 'block';
    return this.count >= contest.held ? 'contest' : null;
  }

  /** Takes a viewer in and brings it up to date with `first`. `blockKey` stands for its address block: a hash, never the block. */
  accept(first: LiveMessage, blockKey: string | null): Response {
    const { 0: client, 1: server } = new WebSocketPair();
    this.#ctx.acceptWebSocket(server, blockKey === null ? [] : [blockKey]);
    server.send(JSON.stringify(first));
    // What this viewer got need not be what the others heard last.
    this.#lastSent = '';
    return new Response(null, { status: 101, webSocket: client });
  }

  /** Viewers say nothing but "ping", which the runtime answers by itself: whoever says anything else is no page of ours. */
  heard(socket: WebSocket): void {
    if (socket.readyState === WebSocket.OPEN) socket.close(1008, 'Nothing is expected here.');
  }

  /** Tells everybody soon; many calls become one message. */
  changed(): void {
    if (this.#timer !== null || this.count === 0) return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#broadcast().catch((error: unknown) => {
        logFault({ what: 'broadcast' }, error);
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
