import type { Finding } from './finding.ts';
import { type EvidenceIndex, type Row, countBy, distinct, groupBy } from './rows.ts';
import type { SignalSettings } from './settings.ts';
import { binomialSurprise, rounded } from './statistics.ts';

type Settings = SignalSettings['hastyVotes'];

/**
 * Faster for longer than a crowd: hundreds of votes for one entry, several a second, from one address block (or from a network
 * that votes for hardly anything else) with one kind of browser or a few, at a rate that neither rises nor falls. Programs that wait at
 * random, or work side by side, have no beat that timing-entropy could see, but they keep the rate of their loop.
 *
 * Formula: a run is the source's votes for the entry with pauses of at most `pauseMs` between. It is found with `votesFrom`
 * votes and more, at `votesPerSecondFrom` on average, when the `kindsUpTo` commonest kinds of browsers bring `kindsShareFrom`
 * of it, it is even (Kolmogorov 1933: the greatest distance D between the votes' distribution in time and a uniform one is at
 * most `unevenUpTo`), and the surprise of k of the source's n votes in that time being for the entry reaches its threshold:
 * binomial tail at p, the entry's share of the votes from elsewhere, so that a rush for everything from a carrier's block is
 * none.
 *
 * Honest behaviour that looks the same: a teacher says "now" in an assembly, and identical tablets vote as fast as the page
 * loads, the proof of work is done and the finger comes down. Such a crowd is no larger than a hall (below `votesFrom` votes
 * nothing is found, whatever their timing), and a larger one rises and falls: a normal law over the same time has D = 0.16,
 * people's lognormal and exponential delays 0.3 and more. Never strong alone, nor with all that a gathering at one address
 * shows. A program that takes its time (more than a third of a second between votes on average), is spread over several
 * networks or busy ones, or rises and falls as people do is not seen. O(n log n).
 */
export function hastyVotes(
  index: EvidenceIndex,
  { hastyVotes: settings }: SignalSettings,
): Finding[] {
  const sources = {
    block: groupBy(index.rows, ({ trace }) => trace?.blockHash ?? null),
    network: groupBy(index.rows, ({ trace }) => trace?.network ?? null),
  };
  const findings: Finding[] = [];
  for (const [source, groups] of Object.entries(sources)) {
    const shareFrom = source === 'network' ? settings.ofNetworkFrom : 0;
    for (const group of groups.values()) {
      for (const [targetId, part] of groupBy(group, (row: Row) => row.targetId)) {
        if (part.length < Math.max(settings.votesFrom, shareFrom * group.length)) continue;
        const popularity = index.popularityElsewhere(targetId, group.length, part.length);
        for (const { run, votesPerSecond } of hastyRuns(part, settings)) {
          const [fromMs, toMs] = [run[0]!.atMs, run.at(-1)!.atMs];
          const during = group.filter(({ atMs }) => atMs >= fromMs && atMs <= toMs).length;
          const surprise = binomialSurprise(run.length, during, popularity);
          if (surprise < settings.surpriseFrom) continue;
          findings.push({
            signal: 'hasty-votes',
            score: settings.score,
            detail: {
              source,
              votes: run.length,
              blocks: distinct(run, ({ trace }) => trace?.blockHash),
              votesPerSecond: rounded(votesPerSecond),
              shareElsewhere: rounded(popularity),
              surprise: rounded(surprise),
            },
            rows: run,
          });
        }
      }
    }
  }
  return findings;
}

/** Runs that are long, fast, of a few kinds of browsers, and even. */
function hastyRuns(rows: readonly Row[], settings: Settings) {
  const runs: Row[][] = [];
  for (const row of rows) {
    const last = runs.at(-1);
    if (last && row.atMs - last.at(-1)!.atMs <= settings.pauseMs) last.push(row);
    else runs.push([row]);
  }
  return runs
    .map((run) => ({
      run,
      votesPerSecond: (1000 * run.length) / Math.max(1, run.at(-1)!.atMs - run[0]!.atMs),
    }))
    .filter(
      ({ run, votesPerSecond }) =>
        run.length >= settings.votesFrom &&
        votesPerSecond >= settings.votesPerSecondFrom &&
        shareOfCommonest(run, settings.kindsUpTo) >= settings.kindsShareFrom &&
        unevennessOf(run.map(({ atMs }) => atMs)) <= settings.unevenUpTo,
    );
}

/** What part of the votes shows one of the `kinds` commonest kinds of browsers. */
function shareOfCommonest(rows: readonly Row[], kinds: number): number {
  const known = rows.filter(({ trace }) => trace?.agentHash != null);
  const sizes = [...countBy(known, ({ trace }) => trace!.agentHash).values()];
  const commonest = sizes.sort((a, b) => b - a).slice(0, kinds);
  return commonest.reduce((sum, size) => sum + size, 0) / rows.length;
}

/**
 * The greatest distance between the empirical distribution of ascending moments and the uniform one from the first to the
 * last: 0 for a steady rate, 1 when all come at once.
 */
export function unevennessOf(atMs: readonly number[]): number {
  const first = atMs[0] ?? 0;
  const last = atMs.at(-1) ?? 0;
  // Acts that were decided at the same instant say how the server works, not who votes.
  if (first === last) return 1;
  let greatest = 0;
  for (const [at, moment] of atMs.entries()) {
    const uniform = (moment - first) / (last - first);
    greatest = Math.max(greatest, Math.abs(at / (atMs.length - 1) - uniform));
  }
  return greatest;
}
