import { type Chance, cumulate } from './chance.ts';

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** The simulated contest: voting for fourteen days among sixty entries of ordinary authors. */
export const OPENS_AT_MS = Date.UTC(2026, 4, 4, 8);
export const CONTEST_DAYS = 14;
export const CLOSES_AT_MS = OPENS_AT_MS + CONTEST_DAYS * DAY_MS;
export const ENTRY_COUNT = 60;

export const honestOrigins = [
  'fans',
  'CGNAT',
  'families',
  'school',
  'assembly',
  'kiosks',
  'school entries',
  'lab',
  'library',
  'newspaper',
  'office',
  'radio',
  'forum',
  'project',
  'alumni',
  'abroad',
  'class of authors',
  'fair tablet',
  'list readers',
  'fan club',
] as const;
/** Those of a school, behind one address: quarantining a vote of theirs is a failure. */
export const schoolOrigins = ['school', 'assembly', 'kiosks', 'school entries', 'lab'] as const;
export const attackers = [
  'bought accounts',
  'rotating addresses',
  'exchange ring',
  'slow drip',
  'headless burst',
  'device with covers',
  'rented ring',
] as const;

/** Attackers who have read how the others were caught, each manner of a burst by itself, and authors; `--variants` plays them instead. */
export const variants = [
  'accounts one by one',
  'pool of phones',
  'circle',
  'burst, steady',
  'burst, at random',
  'burst, parallel',
  'self-votes',
  'covered self-votes',
  'ring with covers',
] as const;

/** What an attacker casts besides, to look like a fan: harmless, and part of no recall. */
export const coverVotes = 'cover votes';

/** Who is behind a vote. The signals never see it; only the report does. */
export type Origin = (typeof honestOrigins)[number] | Attacker | typeof coverVotes;
export type Attacker = (typeof attackers)[number] | (typeof variants)[number];

/** Where an act comes from: `address` within `block` (IPv4 /24, IPv6 /48) within `network` (an autonomous system). */
export interface Connection {
  address: string;
  block: string;
  network: string;
}

/** What a server can tell of a browser: its cookie, and the coarse kind that its headers show. */
export interface Browser {
  /** By the guest cookie; a program or person that throws it away has a new one. */
  device: string;
  /** Browser, version, system, language. */
  agent: string;
}

/** One vote as it happens, before anything is hashed or lost. */
export interface CastVote {
  origin: Origin;
  voterId: string;
  targetId: string;
  atMs: number;
  connection: Connection;
  browser: Browser;
  referrer: string | null;
  verifiedAtMs: number | null;
}

/** An entry and the act of handing it in. */
export interface HandedIn {
  id: string;
  authorId: string;
  atMs: number;
  connection: Connection;
  browser: Browser;
}

/** What a part of the simulation adds to the contest. */
export interface Part {
  votes: CastVote[];
  entries: HandedIn[];
}

export const entryId = (index: number) => `entry-${index}`;

/** How active people are by hour of the day: a trough at night, a peak in the evening. */
const HOURLY = [
  ...[0.6, 0.3, 0.15, 0.1, 0.1, 0.2, 0.5, 1, 1.3, 1.3, 1.4, 1.5],
  ...[1.7, 1.5, 1.3, 1.3, 1.5, 1.8, 2.1, 2.4, 2.6, 2.5, 1.9, 1.1],
];
const hourly = cumulate(HOURLY);

/** A moment of a person's day `day` (0 = the day of the opening), in a time zone `shiftHours` ahead. */
export function wakingMoment(chance: Chance, day: number, shiftHours = 0): number {
  const hour = (chance.weighted(hourly) - shiftHours + 48) % 24;
  const midnight = OPENS_AT_MS - (OPENS_AT_MS % DAY_MS) + day * DAY_MS;
  const atMs = midnight + (hour + chance.unit()) * HOUR_MS;
  return atMs < OPENS_AT_MS ? atMs + DAY_MS : Math.min(atMs, CLOSES_AT_MS - 1);
}

/** Votes of one person one after another: looking at the next entry takes some tens of seconds. */
export const nextLook = (chance: Chance) => chance.logNormal(25_000, 0.8);
