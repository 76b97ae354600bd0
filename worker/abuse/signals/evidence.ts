/** A vote that stands: on the ledger and not taken back. */
export interface Vote {
  /** Of the act on the ledger; the votes of one ballot share it. */
  seq: number;
  atMs: number;
  /** Pseudonym of the voter; the same kind of id as `Entry.authorId`. */
  voterId: string;
  targetId: string;
}

/**
 * What is known for a short time about where an act came from (the private side table). Addresses and blocks are
 * hashed under a key that changes at midnight UTC, so the same address looks different on another day. A trace
 * belongs to a vote by `seq` alone. Old acts have none.
 */
export interface Trace {
  seq: number;
  fanId: string;
  atMs: number;
  addressHash: string | null;
  /** IPv4 /24 or IPv6 /48. */
  blockHash: string | null;
  /** Number of the autonomous system, or its hash. */
  network: string | null;
  /**
   * This browser in this contest, by its guest cookie: exact, kept when somebody signs in, the same for everybody who uses
   * the very same browser. A program that throws its cookies away has another one for each act.
   */
  deviceHash: string | null;
  /**
   * Kind of browser, its version, system and language: coarse. Thousands of honest fans share the commonest ones, and a
   * program that keeps its headers has one for all its acts.
   */
  agentHash: string | null;
  referrerHash: string | null;
  /** When the account's e-mail address was confirmed; null for guests. */
  verifiedAtMs: number | null;
}

/** An entry and the act that handed it in, so that votes from the author's own device can be seen. */
export interface Entry {
  id: string;
  authorId: string;
  submittedSeq: number;
}

/** All that the signals see. The order of the lists means nothing. */
export interface Evidence {
  votes: readonly Vote[];
  traces: readonly Trace[];
  entries: readonly Entry[];
}
