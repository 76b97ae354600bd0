import type { MediaFacts, Role } from '../../contests/contract.ts';
import type { ActTrace } from '../abuse/act-trace.ts';
import type { ProofRefused } from '../abuse/challenge-refusals.ts';
import type { Receipt } from '../wire/contest.ts';

/** Who asks, as far as it decides what they have to prove. */
export interface Asker {
  fanId: string;
  /** The pseudonyms this verified person had as a guest, where they signed in. */
  formerFanIds: readonly string[];
  role: Role;
  verifiedAtMs: number | null;
  /** Where it came from, in keyed hashes. */
  trace: ActTrace;
  /** The address block whose budget it comes out of: the trace's, or UNREADABLE; null where addresses are not known. */
  blockKey: string | null;
  /** Whether the request had the headers that every browser sends. */
  browserLike: boolean;
}

/** What names an act: a retry has the same. */
export interface ActKey {
  fanId: string;
  key: string;
}

/** Whether the proof that came with an act is worth checking; `known` is an act that has its receipt already. */
export type Admission = { status: 'known' } | ProofPrice | ActRefused;

/** A proof may be checked; what it would have to cost now, as a multiple of the ordinary cost. */
export interface ProofPrice {
  status: 'check';
  cost: number;
}

/** An act as the room gets it: who, what, and what the services established about it. */
export interface ActInput extends Asker, ActKey {
  /** Set for verified people only: what the pseudonym is mapped to. */
  personId: string | null;
  bodyHash: string;
  /** Has passed the type's action schema. */
  action: { type: string };
  media: readonly MediaFacts[];
  /** Whether a proof came along that a person sent it, or why that one is not accepted. */
  proof: 'none' | 'good' | ProofRefused;
}

/** An expected "no", as it travels from the room to the reply. */
export interface ActRefused {
  status: 'refused';
  code: string;
  message: string;
  field?: string;
  retryAtMs?: number;
}

/** More acts wait than one commit can take. */
export const busyUntil = (retryAtMs: number): ActRefused => ({
  status: 'refused',
  code: 'core/BUSY',
  message: 'Very many people are playing right now. Try again in a moment.',
  retryAtMs,
});

export type ActOutput =
  | { status: 'accepted' | 'replayed'; receipt: Receipt; mine: unknown }
  | ActRefused
  /** The key was used before, for something else. */
  | { status: 'keyConflict' }
  /** Deciding or committing it failed; logged by the room. Nothing is known of it, so the same key may be sent again. */
  | { status: 'fault' };
