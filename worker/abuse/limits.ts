import { z } from 'zod';
import type { Installation } from '../installation.ts';
import type { LimitRow } from '../wire/studio.ts';

/** No bucket may take longer to fill: what is kept of who emptied it is kept no longer than that. */
const LONGEST_FILL_S = 24 * 3600;

const Bucket = z
  .strictObject({
    /** Requests that may come at once. */
    capacity: z.int().min(1).max(1_000_000),
    /** Requests that come back each second. */
    refillPerSecond: z.number().positive().max(1_000_000),
  })
  .refine(({ capacity, refillPerSecond }) => capacity / refillPerSecond <= LONGEST_FILL_S, {
    error: 'a bucket has to fill within a day',
  });
export type Bucket = z.infer<typeof Bucket>;

/** Budgets within one contest, for each class of requests that belong to one. */
const ContestBudgets = z.strictObject({ person: Bucket, block: Bucket, contest: Bucket });
export type ContestBudgets = z.infer<typeof ContestBudgets>;

/**
 * Budgets at the door, before there is any contest. A person is an e-mail address together with where it is used from: tries
 * elsewhere use up nothing of it. Only what is mailed to an address (`mailbox`) is one budget for all who ask.
 */
const DoorBudgets = z.strictObject({ person: Bucket, block: Bucket });
export type DoorBudgets = z.infer<typeof DoorBudgets>;

/** Becoming a guest, which nobody is anybody before: asking for the challenge, and bringing it solved. */
const GuestBudgets = z.strictObject({ block: Bucket });
export type GuestBudgets = z.infer<typeof GuestBudgets>;

/** Pictures that a team sends for its brand, before there is any contest that could count them. */
const BrandUploadBudgets = z.strictObject({ ...DoorBudgets.shape, brand: Bucket });
export type BrandUploadBudgets = z.infer<typeof BrandUploadBudgets>;

/** For what is mailed, `mailbox` is what one mailbox gets, whoever asks for it and by whichever of its addresses: see mailboxOf. */
const MailBudgets = z.strictObject({ person: Bucket, block: Bucket, mailbox: Bucket });
export type MailBudgets = z.infer<typeof MailBudgets>;

/** Mails to whomever somebody names: each person, each network, each brand and each addressee has its own. */
const InvitationBudgets = z.strictObject({ ...MailBudgets.shape, brand: Bucket });
export type InvitationBudgets = z.infer<typeof InvitationBudgets>;

const Held = z.strictObject({
  /** At the same time. What the platform holds for one room is the most. */
  held: z.int().min(1).max(32_000),
});
export type Held = z.infer<typeof Held>;

/** Live sockets that stay open, of an address block and of the contest as a whole. */
const LiveLimits = z.strictObject({ block: Held, contest: Held });
export type LiveLimits = z.infer<typeof LiveLimits>;

/** Exact budgets for each class of routes. Acts of staff at work are not counted. */
export interface Limits {
  read: ContestBudgets;
  act: ContestBudgets;
  upload: ContestBudgets;
  brandUpload: BrandUploadBudgets;
  guest: GuestBudgets;
  signIn: DoorBudgets;
  code: MailBudgets;
  invite: InvitationBudgets;
  /** Taking one's data along, or everything away. */
  ownData: DoorBudgets;
  /** Downloading a ledger that has grown long. */
  ledger: ContestBudgets;
  live: LiveLimits;
}

const perHour = (times: number) => times / 3600;

/**
 * Sane for people, tight for programs:
 * - a person may tap as fast as they can for two minutes, open a page every second for ever, and ask for a few codes;
 * - an address block (IPv4 /24, IPv6 /48) may be a school, an office or a mobile provider's gateway, so it gets what hundreds of
 *   people need at the same time;
 * - a contest as a whole takes what its room can commit, and says "not now" beyond that instead of falling behind.
 */
export const defaultLimits: Limits = {
  read: {
    person: { capacity: 600, refillPerSecond: 10 },
    block: { capacity: 10_000, refillPerSecond: 400 },
    contest: { capacity: 100_000, refillPerSecond: 20_000 },
  },
  act: {
    person: { capacity: 120, refillPerSecond: 2 },
    block: { capacity: 2_000, refillPerSecond: 50 },
    contest: { capacity: 20_000, refillPerSecond: 5_000 },
  },
  upload: {
    person: { capacity: 30, refillPerSecond: 0.2 },
    block: { capacity: 400, refillPerSecond: 5 },
    contest: { capacity: 2_000, refillPerSecond: 50 },
  },
  brandUpload: {
    // A contest of 64 designs, set up twice over; founding further brands brings nobody more.
    person: { capacity: 150, refillPerSecond: 0.1 },
    block: { capacity: 600, refillPerSecond: 1 },
    brand: { capacity: 300, refillPerSecond: 0.2 },
  },
  guest: {
    // A school of a thousand telephones, twice each: the challenge and its proof.
    block: { capacity: 2_000, refillPerSecond: 20 },
  },
  signIn: {
    person: { capacity: 20, refillPerSecond: perHour(6) },
    block: { capacity: 400, refillPerSecond: 5 },
  },
  code: {
    person: { capacity: 5, refillPerSecond: perHour(2) },
    block: { capacity: 200, refillPerSecond: 1 },
    // Every code may be tried five times: 340 guesses on the first day, in a million.
    mailbox: { capacity: 20, refillPerSecond: perHour(2) },
  },
  invite: {
    // A team is together in an afternoon; whoever needs more has an hour.
    person: { capacity: 20, refillPerSecond: perHour(1) },
    block: { capacity: 100, refillPerSecond: perHour(20) },
    mailbox: { capacity: 5, refillPerSecond: perHour(0.25) },
    brand: { capacity: 40, refillPerSecond: perHour(2) },
  },
  ownData: {
    // Each looks through the ledgers of all contests, and everybody else waits for the database meanwhile.
    person: { capacity: 10, refillPerSecond: perHour(6) },
    block: { capacity: 60, refillPerSecond: 0.2 },
  },
  ledger: {
    // Each is read and written out from its first block on: megabytes, where a page is a few kilobytes.
    person: { capacity: 5, refillPerSecond: perHour(60) },
    block: { capacity: 20, refillPerSecond: 0.1 },
    // Where addresses are unknown this is all that stands between one visitor and everybody else.
    contest: { capacity: 60, refillPerSecond: 0.5 },
  },
  live: {
    // A school of a thousand telephones, each with a page on a computer as well.
    block: { held: 2_000 },
    contest: { held: 20_000 },
  },
};

const Overrides = z
  .strictObject({
    read: ContestBudgets.partial(),
    act: ContestBudgets.partial(),
    upload: ContestBudgets.partial(),
    brandUpload: BrandUploadBudgets.partial(),
    guest: GuestBudgets.partial(),
    signIn: DoorBudgets.partial(),
    code: MailBudgets.partial(),
    invite: InvitationBudgets.partial(),
    ownData: DoorBudgets.partial(),
    ledger: ContestBudgets.partial(),
    live: LiveLimits.partial(),
  } satisfies Record<keyof Limits, unknown>)
  .partial();

const parsed = new Map<string, Limits>();

/**
 * The limits of this installation: the defaults, or what FANFARE_LIMITS says instead, as JSON:
 * `{"act": {"person": {"capacity": 120, "refillPerSecond": 2}}}`. What is left out keeps its default.
 * @throws when FANFARE_LIMITS is not of that form.
 */
export function limitsOf(env: Pick<Installation, 'FANFARE_LIMITS'>): Limits {
  const text = env.FANFARE_LIMITS;
  if (!text) return defaultLimits;
  const known = parsed.get(text);
  if (known) return known;
  const own = Overrides.parse(JSON.parse(text));
  const limits: Limits = {
    read: { ...defaultLimits.read, ...own.read },
    act: { ...defaultLimits.act, ...own.act },
    upload: { ...defaultLimits.upload, ...own.upload },
    brandUpload: { ...defaultLimits.brandUpload, ...own.brandUpload },
    guest: { ...defaultLimits.guest, ...own.guest },
    signIn: { ...defaultLimits.signIn, ...own.signIn },
    code: { ...defaultLimits.code, ...own.code },
    invite: { ...defaultLimits.invite, ...own.invite },
    ownData: { ...defaultLimits.ownData, ...own.ownData },
    ledger: { ...defaultLimits.ledger, ...own.ledger },
    live: { ...defaultLimits.live, ...own.live },
  };
  parsed.set(text, limits);
  return limits;
}

const ORDER = [
  'read',
  'act',
  'upload',
  'brandUpload',
  'guest',
  'signIn',
  'code',
  'invite',
  'ownData',
  'ledger',
  'live',
] as const;
const SCOPES = ['person', 'block', 'mailbox', 'brand', 'contest'] as const;

/** The limits as the studio shows them to a brand. */
export function limitRows(env: Pick<Installation, 'FANFARE_LIMITS'>): LimitRow[] {
  const limits = limitsOf(env);
  return ORDER.map((limitClass) => {
    const budgets: Partial<Record<(typeof SCOPES)[number], Bucket | Held>> = limits[limitClass];
    return {
      limitClass,
      budgets: SCOPES.flatMap((scope) => {
        const budget = budgets[scope];
        return budget ? [{ scope, budget }] : [];
      }),
    };
  });
}
