import { DurableObject } from 'cloudflare:workers';

/** The only writer of one contest's ledger. */
export class ContestRoom extends DurableObject {
  /** Answers whether the room can be reached. */
  ping(): string {
    return 'pong';
  }
}
