import type { Entry, Evidence, Trace, Vote } from '../../worker/abuse/signals/evidence.ts';
import * as attacks from './attackers.ts';
import * as bursts from './bursts.ts';
import { createChance } from './chance.ts';
import { abroad, alumni, classOfAuthors, earlierProject } from './acquaintances.ts';
import { type Gathering, forum, newspaper, office, radio, school } from './gatherings.ts';
import { assembly, kiosks } from './identical-tablets.ts';
import { honestFans, popularEntry } from './honest-fans.ts';
import { fanClub, listReaders, schoolEntries } from './lists.ts';
import { coveredSelfVotes, selfVotes } from './own-votes.ts';
import * as rented from './rented.ts';
import { fairTablet, lab, library } from './machines-for-many.ts';
import {
  type Attacker,
  type CastVote,
  type Connection,
  CLOSES_AT_MS,
  DAY_MS,
  type HandedIn,
  MINUTE_MS,
  type Origin,
  attackers,
} from './world.ts';

/** A simulated contest: what the signals get to see, and who really cast each vote. */
export interface SimulatedContest {
  evidence: Evidence;
  /** By sequence number of the vote. */
  origins: Map<number, Origin>;
}

const attackOf: Record<Attacker, attacks.Attack> = {
  'bought accounts': attacks.boughtAccounts,
  'rotating addresses': attacks.rotatingAddresses,
  'exchange ring': attacks.exchangeRing,
  'slow drip': attacks.slowDrip,
  'headless burst': bursts.headlessBurst,
  'accounts one by one': attacks.accountsOneByOne,
  'pool of phones': attacks.poolOfPhones,
  circle: attacks.circle,
  'burst, steady': bursts.steadyBurst,
  'burst, at random': bursts.randomBurst,
  'burst, parallel': bursts.parallelBurst,
  'self-votes': selfVotes,
  'covered self-votes': coveredSelfVotes,
  'device with covers': rented.deviceWithCovers,
  'rented ring': rented.rentedRing,
  'ring with covers': rented.coveredRing,
};

const gatherings: readonly Gathering[] = [
  ...[radio, forum, earlierProject, alumni, abroad, assembly, kiosks],
  ...[schoolEntries, library, fairTablet, listReaders, fanClub],
];

/** What is lost on the way: acts without a trace, browsers that show no device. */
const TRACES_LOST = 0.02;
const DEVICES_UNKNOWN = 0.04;

/** What is played. */
export interface Play {
  seed: number;
  /** Honest fans besides the school, the newspaper's readers and the office. */
  fans: number;
  /** The seven when left out. */
  attackers?: readonly Attacker[];
  /** All attackers vote for the entry that the school votes for, as if to have the pupils' votes taken for theirs. */
  framed?: boolean;
}

/** Plays one contest: honest fans, the gatherings among them, and the attackers asked for. */
export function simulateContest({
  seed,
  fans,
  attackers: against = attackers,
  framed = false,
}: Play): SimulatedContest {
  const honest = honestFans(createChance(seed, 'fans'), fans);
  const votes: CastVote[] = [...honest.votes];
  const entries: HandedIn[] = [...honest.entries];
  const pupils = school(createChance(seed, 'school'));
  // The first vote of every visit is the one the pupils came for.
  const classmate = pupils[0]!.targetId;
  votes.push(...pupils);
  votes.push(...newspaper(createChance(seed, 'newspaper')));
  votes.push(...office(createChance(seed, 'office')));
  for (const gathering of gatherings) {
    votes.push(...gathering(createChance(seed, gathering.name)));
  }
  const withEntries = [
    classOfAuthors(createChance(seed, 'class of authors')),
    lab(createChance(seed, 'lab')),
  ];
  for (const part of withEntries) {
    votes.push(...part.votes);
    entries.push(...part.entries);
  }
  for (const attacker of against) {
    const chance = createChance(seed, attacker);
    const chosen = attacks.clientOf(chance);
    const clientId = framed ? classmate : chosen;
    const part = attackOf[attacker](chance, clientId, () => popularEntry(chance));
    votes.push(...part.votes);
    entries.push(...part.entries);
  }
  return recorded(
    votes.filter(({ atMs }) => atMs < CLOSES_AT_MS),
    entries,
    createChance(seed, 'losses'),
  );
}

/** What the ledger and the side table keep of it, in the order of time. */
function recorded(
  cast: CastVote[],
  handedIn: HandedIn[],
  losses: ReturnType<typeof createChance>,
): SimulatedContest {
  const votes: Vote[] = [];
  const traces: Trace[] = [];
  const entries: Entry[] = [];
  const origins = new Map<number, Origin>();
  const acts = [
    ...handedIn.map((entry) => ({ atMs: entry.atMs, act: entry, entry, vote: null })),
    ...cast.map((vote) => ({ atMs: vote.atMs, act: vote, entry: null, vote })),
  ].sort((a, b) => a.atMs - b.atMs);
  for (const [index, { atMs: exactMs, act, entry, vote }] of acts.entries()) {
    const seq = index + 1;
    const atMs = Math.floor(exactMs);
    if (entry) entries.push({ id: entry.id, authorId: entry.authorId, submittedSeq: seq });
    if (vote) {
      votes.push({ seq, atMs, voterId: vote.voterId, targetId: vote.targetId });
      origins.set(seq, vote.origin);
    }
    if (losses.happens(TRACES_LOST)) continue;
    traces.push({
      ...{ seq, atMs, fanId: entry ? entry.authorId : vote.voterId },
      ...daily(atMs, act.connection),
      deviceHash: losses.happens(DEVICES_UNKNOWN) ? null : act.browser.device,
      agentHash: act.browser.agent,
      referrerHash: vote?.referrer ?? null,
      verifiedAtMs: vote?.verifiedAtMs == null ? null : aboutMs(vote.verifiedAtMs),
    });
  }
  return { evidence: { votes, traces, entries }, origins };
}

/** A trace says when an account was confirmed to ten minutes only. */
const aboutMs = (atMs: number) => Math.floor(atMs / (10 * MINUTE_MS)) * 10 * MINUTE_MS;

/** Addresses are kept under a key of the day: the same one looks different tomorrow. */
function daily(atMs: number, { address, block, network }: Connection) {
  const day = Math.floor(atMs / DAY_MS);
  return { addressHash: `${day}:${address}`, blockHash: `${day}:${block}`, network };
}
