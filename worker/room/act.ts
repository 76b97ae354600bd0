import type { MediaFacts, Role } from '../../contests/contract.ts';
import type { ActTrace } from '../abuse/act-trace.ts';
import type { Receipt } from '../wire/contest.ts';

/** An act as the room gets it: who, what, and what the services established about it. */
export interface ActInput {
  fanId: string;
  /** The pseudonym this verified person had as a guest on the same device, if any. */
  formerFanId: string | null;
  /** Set for verified people only: what the pseudonym is mapped to. */
  personId: string | null;
  role: Role;
  verifiedAtMs: number | null;
  key: string;
  bodyHash: string;
  /** Has passed the type's action schema. */
  action: { type: string };
  media: readonly MediaFacts[];
  /** Where it came from, in keyed hashes. */
  trace: ActTrace;
}

/** An expected "no", as it travels from the room to the reply. */
export interface ActRefused {
  status: 'refused';
  code: string;
  message: string;
  field?: string;
  retryAtMs?: number;
}

export type ActOutput =
  | { status: 'accepted' | 'replayed'; receipt: Receipt; mine: unknown }
  | ActRefused
  /** The key was used before, for something else. */
  | { status: 'keyConflict' }
  /** Deciding or committing it failed; logged by the room. Nothing is known of it, so the same key may be sent again. */
  | { status: 'fault' };
