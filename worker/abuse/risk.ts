/** What speaks for or against a caller being one of many programs. Shares are from 0 to 1. */
export interface Signs {
  /** When the e-mail address was proved; null for guests. */
  verifiedAtMs: number | null;
  /** Whether the contest has accepted something of this caller before. */
  familiar: boolean;
  /** Whether the request has the headers that every browser sends. */
  browserLike: boolean;
  /** How much of the caller's own budget of acts is used up; 1 is where acts are refused. */
  personShare: number;
  /** The same for everybody in the caller's address block. */
  blockShare: number;
}

const DAY_MS = 24 * 3_600_000;

const NEWCOMER = 0.3;
const UNFAMILIAR = 0.3;
const NO_BROWSER = 0.3;
const FAST_PERSON = 0.4;
const BUSY_BLOCK = 0.4;
/** Proved accounts that are not of today never reach what makes a challenge necessary by themselves. */
const MOST_OF_TRUSTED = 0.4;

/**
 * The caller's risk from 0 (none that shows) to 1. Every sign adds; the share of the own budget counts by its square, so that
 * somebody who taps quickly for half a minute hardly shows. Guests, and accounts proved within the last day, are newcomers: an
 * address costs an attacker nothing, an address that had to be kept since yesterday costs a little.
 */
export function riskOf(signs: Signs, atMs: number): number {
  const { verifiedAtMs, familiar, browserLike, personShare, blockShare } = signs;
  const trusted = verifiedAtMs !== null && atMs - verifiedAtMs >= DAY_MS;
  const found =
    (trusted ? 0 : NEWCOMER) +
    (trusted || familiar ? 0 : UNFAMILIAR) +
    (browserLike ? 0 : NO_BROWSER) +
    FAST_PERSON * share(personShare) ** 2 +
    BUSY_BLOCK * share(blockShare);
  return Math.min(trusted ? MOST_OF_TRUSTED : 1, found);
}

/** The risk of somebody who wants to become a guest, of whom only the request itself is known. */
export function newGuestRisk({
  browserLike,
  blockShare,
}: Pick<Signs, 'browserLike' | 'blockShare'>): number {
  return (browserLike ? 0 : NO_BROWSER) + BUSY_BLOCK * share(blockShare);
}

const share = (value: number) => Math.min(1, Math.max(0, value));
