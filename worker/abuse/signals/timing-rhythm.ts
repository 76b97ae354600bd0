import type { Finding } from './finding.ts';
import type { EvidenceIndex, Row } from './rows.ts';
import type { SignalSettings } from './settings.ts';
import { rounded } from './statistics.ts';

type Settings = SignalSettings['timingRhythm'];

/**
 * A steady beat among the votes of one entry, whatever addresses, devices and accounts it uses: the timer of somebody who
 * lets votes drip.
 *
 * Formula: for each period L of a geometric grid, the best chain of votes in which each follows the one before by
 * L ± 5, 10 or 20 % (the operator's jitter is not known). By chance a vote has b = c·tolerance/3 such successors, where c votes lie within 3 L around it (its own
 * surroundings, so daily rhythm and bursts are accounted for, and a rate of its own makes no beat); the expected number of
 * chains of independent arrivals with the links i is at most n·Π b_i, so the surprise is −log10(n·beats·Π b_i), with the number of beats tried.
 * Votes where b ≥ 1 are too dense to hear a beat.
 *
 * Honest behaviour that looks similar: lessons of 45 minutes or a presenter who calls for votes each hour make waves, not
 * single votes at a beat; a chain of twelve is rare, so it is medium. A beat kept for longer than people stay awake is
 * strong. A drip with pauses drawn at random is not heard, nor one in an entry that many people vote for.
 * O(beats × n).
 */
export function timingRhythm(
  index: EvidenceIndex,
  { timingRhythm: settings }: SignalSettings,
): Finding[] {
  const findings: Finding[] = [];
  const beats = beatsOf(settings);
  for (const ofTarget of index.byTarget.values()) {
    if (ofTarget.length < settings.votesFrom) continue;
    const handicap = Math.log10(ofTarget.length * beats.length);
    let left: readonly Row[] = ofTarget;
    // One operator, or a few: each round takes the clearest beat away.
    for (let round = 0; round < 3; round++) {
      const from = settings.surpriseFrom + handicap;
      const chains = clearestChains(left, beats, from, settings.votesFrom);
      if (chains.length === 0) break;
      const rows = chains.flatMap((chain) => chain.rows).sort((a, b) => a.index - b.index);
      const longestMs = Math.max(
        ...chains.map((chain) => chain.rows.at(-1)!.atMs - chain.rows[0]!.atMs),
      );
      const sleepless = longestMs >= settings.sleeplessMs;
      findings.push({
        signal: 'timing-rhythm',
        score: sleepless ? settings.sleeplessScore : settings.score,
        detail: {
          votes: rows.length,
          chains: chains.length,
          periodMs: Math.round(chains[0]!.beat.periodMs),
          tolerance: chains[0]!.beat.tolerance,
          longestHours: rounded(longestMs / 3_600_000),
          surprise: rounded(chains[0]!.surprise - handicap),
        },
        rows,
      });
      const taken = new Set(rows);
      left = left.filter((row) => !taken.has(row));
    }
  }
  return findings;
}

/** Votes follow each other by `periodMs`, up to the part `tolerance` of it more or less. */
interface Beat {
  periodMs: number;
  tolerance: number;
}

interface Chain {
  beat: Beat;
  surprise: number;
  rows: Row[];
}

/** For each tolerance a grid on which every period is within half of it. */
function beatsOf({ periodMs: [from, to], tolerances }: Settings): Beat[] {
  const beats: Beat[] = [];
  for (const tolerance of tolerances) {
    for (let periodMs = from; periodMs <= to; periodMs *= 1 + tolerance) {
      beats.push({ periodMs, tolerance });
    }
  }
  return beats;
}

/** The chains of the beat that has the most surprising one; none when it stays below `from`. */
function clearestChains(
  rows: readonly Row[],
  beats: readonly Beat[],
  from: number,
  votesFrom: number,
): Chain[] {
  let clearest: { beat: Beat; surprise: number } | null = null;
  for (const beat of beats) {
    const { surprise } = linkUp(rows, beat);
    const highest = surprise.reduce((best, value) => Math.max(best, value), 0);
    if (highest > Math.max(from, clearest?.surprise ?? 0)) clearest = { beat, surprise: highest };
  }
  return clearest ? chainsAt(rows, clearest.beat, from, votesFrom) : [];
}

/** Every chain at this beat that is surprising enough, clearest first; a vote is in one of them only. */
function chainsAt(rows: readonly Row[], beat: Beat, from: number, votesFrom: number): Chain[] {
  const { surprise, before } = linkUp(rows, beat);
  const ends = [...rows.keys()]
    .filter((at) => surprise[at]! >= from)
    .sort((a, b) => surprise[b]! - surprise[a]! || a - b);
  const used = new Set<number>();
  const chains: Chain[] = [];
  for (const end of ends) {
    const chain: Row[] = [];
    let at = end;
    while (at >= 0 && !used.has(at)) {
      used.add(at);
      chain.push(rows[at]!);
      at = before[at]!;
    }
    const ownSurprise = surprise[end]! - (at >= 0 ? surprise[at]! : 0);
    if (chain.length < votesFrom || ownSurprise < from) continue;
    chains.push({ beat, surprise: ownSurprise, rows: chain.reverse() });
  }
  return chains;
}

/**
 * For every vote, the most surprising chain that ends with it (−log10 Π b) and the vote before it in the chain (−1:
 * none). Among equals the earlier one.
 */
function linkUp(
  rows: readonly Row[],
  { periodMs, tolerance }: Beat,
): { surprise: number[]; before: number[] } {
  const surprise = new Array<number>(rows.length).fill(0);
  const before = new Array<number>(rows.length).fill(-1);
  let nearFrom = 0;
  let nearTo = 0;
  let candidatesFrom = 0;
  for (const [at, { atMs }] of rows.entries()) {
    while (rows[nearFrom]!.atMs < atMs - 3 * periodMs) nearFrom++;
    while (nearTo < rows.length && rows[nearTo]!.atMs <= atMs + 3 * periodMs) nearTo++;
    while (rows[candidatesFrom]!.atMs < atMs - (1 + tolerance) * periodMs) candidatesFrom++;
    const chance = ((nearTo - nearFrom - 1) * tolerance) / 3;
    if (chance >= 1 || chance <= 0) continue;
    // At most (chance × some) candidates, as denser surroundings were left out above.
    for (let candidate = candidatesFrom; candidate < at; candidate++) {
      if (rows[candidate]!.atMs > atMs - (1 - tolerance) * periodMs) break;
      const value = surprise[candidate]! - Math.log10(chance);
      if (value > surprise[at]!) {
        surprise[at] = value;
        before[at] = candidate;
      }
    }
  }
  return { surprise, before };
}
