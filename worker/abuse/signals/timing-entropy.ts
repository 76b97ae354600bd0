import type { Trace } from './evidence.ts';
import type { Finding } from './finding.ts';
import { atOnePlace } from './places.ts';
import { type EvidenceIndex, type Row, groupBy } from './rows.ts';
import type { SignalSettings } from './settings.ts';
import { ramp, rounded } from './statistics.ts';
import { strayFilter } from './traits.ts';

/** Half octaves: narrow enough for a timer to fall into few, wide enough for thirty gaps to fill. */
const BINS_PER_OCTAVE = 2;

/**
 * Entropy of gaps between independent arrivals (exponential, whatever the rate), in bits, in such bins: ln X of an
 * exponential X has the differential entropy 1 + γ nats (a Gumbel law); minus the logarithm of the bin's width.
 */
const RANDOM_BITS = (1 + 0.5772156649 - Math.log(Math.LN2 / BINS_PER_OCTAVE)) / Math.LN2;

/** Standard deviation of one −log2 p there: Var(X − ln X) = 1 + π²/6 − 2 for an exponential X. */
const RANDOM_DEVIATION_BITS = Math.sqrt(1 + Math.PI ** 2 / 6 - 2) / Math.LN2;

/**
 * Too regular to be people: the gaps between the votes that one device, kind of browser, block, network or referrer,
 * or all new accounts together, give one entry within a session are nearly all of one length.
 *
 * Formula: Shannon entropy H = −Σ p·log2 p of the gaps in logarithmic bins. Independent arrivals have 3.8 bits less
 * the bias (m − 1)/(2n·ln 2) of an estimate from n gaps in m bins (Miller 1955), with deviation 1.16/√n; people are burstier
 * than that and have more (Barabási 2005; Costa et al. 2015, "RSC", who tell bots by it; Gianvecchio et al. 2011 use
 * the entropy of gaps against chat bots). Found when H lies six deviations below and the burstiness for finite sequences
 * of Kim and Jo 2016, B = (√(n+1)·r − √(n−1)) / ((√(n+1) − 2)·r + √(n−1)) with r = σ/μ, is below −0.2 (−1 regular, 0 random).
 *
 * Honest behaviour that looks similar: a kiosk with a queue has a beat, but of about 2.3 bits, and at one address (or where too few addresses are known)
 * it must be sure that there are no more than 2, one and a half deviations included. A class, an office or readers come at random: not found. Never strong alone. A rush in which acts arrive faster than the clock tells apart: not looked at. A script that waits for long-tailed random times is not
 * seen. Votes out of step, and those that lack what nearly all others have in common (traits.ts), are left out. O(n).
 */
export function timingEntropy(
  index: EvidenceIndex,
  { timingEntropy: settings, strays }: SignalSettings,
): Finding[] {
  const findings: Finding[] = [];
  const withoutStrays = strayFilter(index, strays);
  for (const [source, valueOf] of Object.entries(sourcesOf(settings.newForMs))) {
    const groups = groupBy(index.rows, (row) => row.trace && valueOf(row.trace));
    for (const group of groups.values()) {
      if (group.length <= settings.gapsFrom) continue;
      for (const rows of groupBy(group, (row: Row) => row.targetId).values()) {
        for (const session of sessionsOf(rows, settings.pauseMs)) {
          const gapsMs = session.slice(1).map(({ atMs }, at) => atMs - session[at]!.atMs);
          if (gapsMs.length < settings.gapsFrom || mean(gapsMs) < settings.gapsFromMs) continue;
          const { bits, deviations, atMost } = entropyOf(gapsMs, settings.standingDeviations);
          const burstiness = burstinessOf(gapsMs);
          const [slack, tight] = settings.bits;
          if (bits > slack || deviations < settings.deviationsFrom) continue;
          if (atMost > settings.standingBitsUpTo && atOnePlace(session, settings.standingShare))
            continue;
          if (burstiness > settings.burstinessBelow) continue;
          const [low, high] = settings.scores;
          const score = low + (high - low) * ramp(-bits, -slack, -tight);
          findings.push({
            signal: 'timing-entropy',
            score: rounded(
              source === 'account' ? Math.min(score, settings.newAccountsScore) : score,
            ),
            detail: {
              source,
              votes: session.length,
              bits: rounded(bits),
              deviationsBelowRandom: rounded(deviations),
              burstiness: rounded(burstiness),
              meanGapMs: Math.round(mean(gapsMs)),
            },
            rows: withoutStrays(inStep(session, gapsMs)),
          });
        }
      }
    }
  }
  return findings;
}

/** A length of gap belongs to the beat when it is at least this part as frequent as the commonest. */
const BEAT_FROM = 0.2;

/** The votes with a gap of a common length before or after: who votes in between has a short one on both sides. */
function inStep(session: readonly Row[], gapsMs: readonly number[]): Row[] {
  const counts = new Map([...groupBy(gapsMs, binOf)].map(([bin, { length }]) => [bin, length]));
  const commonest = Math.max(...counts.values());
  const isCommon = (gapMs: number | undefined) =>
    gapMs !== undefined && counts.get(binOf(gapMs))! >= BEAT_FROM * commonest;
  return session.filter((_, at) => isCommon(gapsMs[at - 1]) || isCommon(gapsMs[at]));
}

const binOf = (gapMs: number) => Math.floor(BINS_PER_OCTAVE * Math.log2(Math.max(1, gapMs)));

const sourcesOf = (newForMs: number): Record<string, (trace: Trace) => string | null> => ({
  device: ({ deviceHash }) => deviceHash,
  agent: ({ agentHash }) => agentHash,
  block: ({ blockHash }) => blockHash,
  network: ({ network }) => network,
  referrer: ({ referrerHash }) => referrerHash,
  account: ({ verifiedAtMs, atMs }) =>
    verifiedAtMs === null ? 'guest' : atMs - verifiedAtMs <= newForMs ? 'new' : null,
});

function sessionsOf(rows: readonly Row[], pauseMs: number): Row[][] {
  const sessions: Row[][] = [];
  for (const row of rows) {
    const last = sessions.at(-1);
    if (last && row.atMs - last.at(-1)!.atMs <= pauseMs) last.push(row);
    else sessions.push([row]);
  }
  return sessions;
}

/**
 * Entropy of gaps in bits; how many standard deviations that lies below independent arrivals; and how many bits the arrivals have at most,
 * with so many deviations added, as few gaps have fewer by chance.
 */
export function entropyOf(
  gapsMs: readonly number[],
  added: number,
): { bits: number; deviations: number; atMost: number } {
  const bins = new Map<number, number>();
  for (const gapMs of gapsMs) {
    const bin = binOf(gapMs);
    bins.set(bin, (bins.get(bin) ?? 0) + 1);
  }
  let bits = 0;
  for (const count of bins.values()) {
    bits -= (count / gapsMs.length) * Math.log2(count / gapsMs.length);
  }
  const bias = (bins.size - 1) / (2 * gapsMs.length * Math.LN2);
  const deviation = RANDOM_DEVIATION_BITS / Math.sqrt(gapsMs.length);
  return {
    bits,
    deviations: (RANDOM_BITS - bias - bits) / deviation,
    atMost: bits + bias + added * deviation,
  };
}

/** Burstiness of a finite sequence of gaps (Kim and Jo 2016): −1 regular, 0 random, towards 1 bursty. */
export function burstinessOf(gapsMs: readonly number[]): number {
  const n = gapsMs.length;
  const middle = mean(gapsMs);
  const variance = gapsMs.reduce((sum, gapMs) => sum + (gapMs - middle) ** 2, 0) / n;
  const ratio = middle === 0 ? 0 : Math.sqrt(variance) / middle;
  const more = Math.sqrt(n + 1);
  const less = Math.sqrt(n - 1);
  return (more * ratio - less) / ((more - 2) * ratio + less);
}

const mean = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
