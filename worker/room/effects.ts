import type { Head } from '../ledger/read.ts';

/** The memory of this room can no longer be trusted: its commit failed or another writer was there. Load again. */
export class RoomLost extends Error {
  override name = 'RoomLost';
}

export interface RoomEffects {
  db: D1Database;
  nowMs(): number;
  /** Called after a commit, with the new head, and whether votes were cast in it. */
  committed(head: Head, voted: boolean): void;
  /** Called with the state exactly as of `head`, once that head is committed and a snapshot is due. Must not throw. */
  snapshot(head: Head, stateJson: string): void;
}
