import type { Finding } from './finding.ts';
import type { EvidenceIndex, Row } from './rows.ts';
import type { SignalSettings } from './settings.ts';
import { rounded } from './statistics.ts';
import { strayFilter } from './traits.ts';

type Settings = SignalSettings['timingRhythm'];

/**
 * A steady beat among the votes of one entry, whatever addresses, devices and accounts it uses: the timer of somebody who
 * lets votes drip.
 *
 * Formula: for each period L of a geometric grid, the best chain of votes in which each follows the one before by
 * L ± 5, 10 or 20 % (the operator's jitter is not known). By chance a vote has b = c·tolerance/3 such successors, where c votes lie within 3 L around it (its own
 * surroundings, so daily rhythm and bursts are accounted for, and a rate of its own makes no beat); the expected number of
 * chains of independent arrivals with the links i is at most n·Π b_i, so the surprise is −log10(n·beats·Π b_i), with the number of beats tried.
 * Votes where b ≥ 1 are too dense to hear a beat. Votes at the beat that lack what nearly all others of the chain have
 * in common are left out (traits.ts).
 *
 * Honest behaviour that looks similar: lessons of 45 minutes or a presenter who calls for votes each hour make waves, not
 * single votes at a beat; a chain of twelve is rare, so it is medium. A beat kept for longer than people stay awake is
 * strong. A drip with pauses drawn at random is not heard, nor one in an entry that many people vote for.
 * O(beats × n).
 */
export function timingRhythm(
  index: EvidenceIndex,
  { timingRhythm: settings, strays }: SignalSettings,
): Finding[] {
  const findings: Finding[] = [];
  const beats = beatsOf(settings);
  const withoutStrays = strayFilter(index, strays);
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
        rows: withoutStrays(rows),
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
  const times = Float64Array.from(rows, ({ atMs }) => atMs);
  let clearest: { beat: Beat; surprise: number } | null = null;
  for (const beat of beats) {
    const { highest } = linkUp(times, beat);
    if (highest > Math.max(from, clearest?.surprise ?? 0)) clearest = { beat, surprise: highest };
  }
  return clearest
    ? chainsAt(rows, linkUp(times, clearest.beat), clearest.beat, from, votesFrom)
    : [];
}

/** Every chain at this beat that is surprising enough, clearest first; a vote is in one of them only. */
function chainsAt(
  rows: readonly Row[],
  { surprise, before }: ReturnType<typeof linkUp>,
  beat: Beat,
  from: number,
  votesFrom: number,
): Chain[] {
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
 * none). Among equals the earlier one. This runs for every beat: hence the typed arrays.
 */
function linkUp(
  times: Float64Array,
  { periodMs, tolerance }: Beat,
): { surprise: Float64Array; before: Int32Array; highest: number } {
  const surprise = new Float64Array(times.length);
  const before = new Int32Array(times.length).fill(-1);
  const [shortest, longest] = [(1 - tolerance) * periodMs, (1 + tolerance) * periodMs];
  let nearFrom = 0;
  let nearTo = 0;
  let candidatesFrom = 0;
  let highest = 0;
  for (let at = 0; at < times.length; at++) {
    const atMs = times[at]!;
    while (times[nearFrom]! < atMs - 3 * periodMs) nearFrom++;
    while (nearTo < times.length && times[nearTo]! <= atMs + 3 * periodMs) nearTo++;
    while (times[candidatesFrom]! < atMs - longest) candidatesFrom++;
    const chance = ((nearTo - nearFrom - 1) * tolerance) / 3;
    if (chance >= 1 || times[candidatesFrom]! > atMs - shortest) continue;
    const link = -Math.log10(chance);
    // Few candidates: fewer than 3 / tolerance, as denser surroundings were left out above.
    for (let candidate = candidatesFrom; times[candidate]! <= atMs - shortest; candidate++) {
      const value = surprise[candidate]! + link;
      if (value <= surprise[at]!) continue;
      surprise[at] = value;
      before[at] = candidate;
      if (value > highest) highest = value;
    }
  }
  return { surprise, before, highest };
}
