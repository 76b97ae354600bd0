/** The header in which a request carries the proof that a person sent it. */
export const PROOF_HEADER = 'X-Fanfare-Proof';

/** What a challenge is for when it is for becoming a guest, and not for an act in a contest. */
export const SESSION_ACTION = 'session';

/** A proof of work as the ALTCHA libraries take it. */
export interface WorkChallenge {
  parameters: {
    algorithm: string;
    nonce: string;
    salt: string;
    /** Iterations of PBKDF2 in one try. */
    cost: number;
    keyLength: number;
    keyPrefix: string;
    keySignature?: string;
    /** UTC epoch seconds. */
    expiresAt?: number;
    /** What it is for, and how many tries it takes at most. */
    data?: Record<string, string | number | boolean | null>;
  };
  signature?: string;
}

/** Reply of GET /api/challenges. `needed` says whether the request would be refused without a proof right now. */
export type ChallengeReply = { needed: boolean } & (
  | {
      kind: 'work';
      challenge: WorkChallenge;
      /** Tries that it takes at most; half as many on average. */
      maxTries: number;
    }
  | {
      kind: 'turnstile';
      siteKey: string;
      /** To be handed to the widget as they are: they bind its token to one purpose. */
      action: string;
      cData: string;
    }
);

/** What a fresh challenge puts right: none was solved yet, or the proof came too late, too cheap, or from somewhere else. */
export const ASKS_FOR_PROOF: ReadonlySet<string> = new Set<ChallengeCode>([
  'challenge/NEEDED',
  'challenge/EXPIRED',
  'challenge/USED',
  'challenge/OTHER_NETWORK',
  'challenge/TOO_CHEAP',
]);

/** Codes under which a proof is asked for or refused. */
export type ChallengeCode =
  | 'challenge/NEEDED'
  | 'challenge/ALTERED'
  | 'challenge/UNSOLVED'
  | 'challenge/EXPIRED'
  | 'challenge/USED'
  | 'challenge/OTHER_CONTEST'
  | 'challenge/OTHER_ACTION'
  | 'challenge/OTHER_SESSION'
  | 'challenge/OTHER_NETWORK'
  | 'challenge/TOO_CHEAP'
  | 'challenge/NOT_CONFIRMED'
  | 'challenge/UNAVAILABLE';
