import type { Refused, Viewer } from '../../contests/contract.ts';
import type { Bindings } from '../env.ts';
import type { ActInput, ActKey, ActOutput, ActRefused, Admission, Asker } from './act.ts';
import type { RoomReview, RoomView } from './view.ts';

/** Names the address block of a viewer, as a hash, in a handshake that the worker hands to a room. */
export const BLOCK_HEADER = 'X-Fanfare-Block';

/** What a contest's room can be asked. Everything is null for a contest that is not published. */
export interface ContestRoomApi {
  /** Publishes the contest: its rules freeze. Publishing again changes nothing. */
  publish(): Promise<{ ok: true } | Refused>;
  /** Decides acts in the given order; the reply comes after their commits. */
  act(inputs: readonly ActInput[]): Promise<(ActOutput | null)[]>;
  /** What an act of this person would have to be paid with now, as a multiple of the ordinary cost, 0 for nothing; or when it can be had. */
  challengeCost(asker: Asker): Promise<{ status: 'cost'; cost: number } | ActRefused | null>;
  /** The rate of acts of the last minute as a multiple of the usual one. */
  load(): Promise<number | null>;
  /** To be asked before the proof of an act is checked: takes what that costs. */
  admit(asker: Asker & ActKey): Promise<Admission | null>;
  /** The public view, and the person's own when `fanId` is given. */
  view(fanId: string | null): Promise<RoomView | null>;
  /** What the desk sees. */
  review(viewer: Viewer): Promise<RoomReview | null>;
  /** Looks through the votes for what does not look like people, as happens by itself now and then. */
  sweep(): Promise<number>;
  /** Throws the projections away and recreates them from the ledger. Returns how many events it read. */
  rebuild(): Promise<number>;
  /** The live socket; 429 or 503 when there are too many already. BLOCK_HEADER says under which address block it counts. */
  fetch(request: Request): Promise<Response>;
}

/** The room of a contest. */
export function roomOf(env: Pick<Bindings, 'CONTEST_ROOM'>, contestId: string): ContestRoomApi {
  // The platform's stub types turn `unknown` (a board, a config: plain JSON of the type's own) into `never`.
  return env.CONTEST_ROOM.getByName(contestId) as unknown as ContestRoomApi;
}
