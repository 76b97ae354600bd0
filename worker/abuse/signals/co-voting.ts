import { type Ballots, ballotsOf } from './ballots.ts';
import { coherenceOf } from './entry-sets.ts';
import type { Finding } from './finding.ts';
import type { EvidenceIndex } from './rows.ts';
import type { SignalSettings } from './settings.ts';
import { ramp, rounded } from './statistics.ts';
import { type Triple, frequentTriples, targetsOf } from './triples.ts';

/**
 * Co-voting rings: many accounts that vote for the same three entries or more, far beyond what the entries' popularity
 * explains. Bought accounts that serve several clients look so (Beutel et al. 2013, "CopyCatch"; Cao et al. 2014, "SynchroTrap").
 *
 * Formula: every account's triples of entries are counted (its rarest eight entries, so at most 56 triples). With accounts
 * that choose by popularity p, a triple has E = p₁p₂p₃·Σ k(k − 1)(k − 2) accounts, summed over accounts with k votes; p is the entry's share
 * of the votes by all who do not have the triple, so that a ring does not make its own entries popular. Found when
 * at least ten accounts, ten times E, and a Poisson surprise of eight digits. Triples that share half of their accounts are
 * one ring, and the entries that half of its accounts have are its core; of all accounts that have more than half of the core, but for as many
 * as chance gives, two in three must have all of it. Counting is an inverted index over triples: O(accounts × 56), no pair of accounts is ever
 * compared; the core takes O(n) for each of the fifty most surprising rings.
 *
 * Honest behaviour that looks similar: shared taste (lifts a triple as well, but few like all of the set), a school that votes for its three or
 * five entries, somebody's list of favourites that others follow. So it is weak to medium and counts as a gathering, which a school is as
 * well; from twenty accounts on it is shown whatever it weighs. A ring too large and too exact for these is what same-ballots.ts looks for.
 */
export function coVoting(index: EvidenceIndex, { coVoting: settings }: SignalSettings): Finding[] {
  const ballots = ballotsOf(index);
  if (ballots.ids.length < settings.entriesFrom) return [];
  const choosers = ballots.all
    .map(({ rows, targets }) => ({ rows, targets: rarest(targets, ballots, settings) }))
    .filter(({ targets }) => targets.length >= 3);
  const found = frequentTriples(choosers, ballots.ids.length, settings);
  const rings = ringsOf(found, ballots.ids.length).slice(0, settings.ringsUpTo);
  return rings.flatMap(({ accounts, targets, surprise, lift }) => {
    const core = [...targets]
      .filter((target) => {
        const have = [...accounts].filter((account) => choosers[account]!.targets.includes(target));
        return have.length >= settings.coreFrom * accounts.size;
      })
      .sort((a, b) => a - b);
    if (core.length < 3 || coherenceOf(core, ballots) < settings.coherenceFrom) return [];
    const [low, high] = settings.scores;
    return {
      signal: 'co-voting',
      score: rounded(low + (high - low) * ramp(accounts.size, ...settings.accounts)),
      detail: {
        accounts: accounts.size,
        entries: core.length,
        timesMoreThanChance: rounded(lift),
        surprise: rounded(surprise),
      },
      rows: [...accounts].flatMap((account) =>
        choosers[account]!.rows.filter(({ targetId }) =>
          core.includes(ballots.numberOf.get(targetId)!),
        ),
      ),
      ...(accounts.size >= settings.shownFrom ? { shown: true as const } : {}),
    };
  });
}

type Settings = SignalSettings['coVoting'];

function rarest(
  targets: readonly number[],
  { votesFor }: Ballots,
  { votesPerAccount }: Settings,
): number[] {
  return [...targets]
    .sort((a, b) => votesFor(a) - votesFor(b) || a - b)
    .slice(0, votesPerAccount)
    .sort((a, b) => a - b);
}

interface Ring {
  accounts: Set<number>;
  targets: Set<number>;
  surprise: number;
  lift: number;
}

/** Most surprising triple first, each joins the first ring that has half of its accounts. */
function ringsOf(found: ReadonlyMap<number, Triple>, base: number): Ring[] {
  const rings: Ring[] = [];
  const ringsWith = new Map<number, Ring[]>();
  const triples = [...found].sort(([a, x], [b, y]) => y.surprise - x.surprise || a - b);
  for (const [key, { accounts, surprise, lift }] of triples) {
    const shared = new Map<Ring, number>();
    for (const account of accounts) {
      for (const ring of ringsWith.get(account) ?? [])
        shared.set(ring, (shared.get(ring) ?? 0) + 1);
    }
    let ring = rings.find((known) => (shared.get(known) ?? 0) >= accounts.length / 2);
    if (!ring) {
      ring = { accounts: new Set(), targets: new Set(), surprise, lift };
      rings.push(ring);
    }
    for (const target of targetsOf(key, base)) ring.targets.add(target);
    for (const account of accounts) {
      if (ring.accounts.has(account)) continue;
      ring.accounts.add(account);
      const known = ringsWith.get(account);
      if (known) known.push(ring);
      else ringsWith.set(account, [ring]);
    }
  }
  return rings;
}
