import type { Finding } from './finding.ts';
import {
  type AuthorVote,
  type Margins,
  expectedInside,
  strongParts,
  votesBetweenAuthors,
} from './author-graph.ts';
import { type EvidenceIndex, compareIds } from './rows.ts';
import type { SignalSettings } from './settings.ts';
import { LightestFirst } from './lightest-first.ts';
import { poissonSurprise, ramp, rounded } from './statistics.ts';

type Settings = SignalSettings['denseAuthors'];

/**
 * Exchange rings without mutual pairs: a group of authors whose votes stay in the group, whether they vote in a circle (a for
 * b, b for c) or many of them break their promise.
 *
 * Formula: the graph of authors who vote for authors, an edge a → b with the weight 1/ln(v + 5), v the votes of b's entries, so
 * that votes for what everybody likes say little (FRAUDAR: Hooi et al. 2016). Greedy peeling takes away the author with the least
 * weight of votes given and received within what is left (Charikar 2000: the densest remainder is within a factor of two of the
 * densest subgraph). Of all remainders S that one is taken where the e votes inside are the most surprising: Poisson at
 * (Σ o)·(Σ p) over S, o the votes a member casts for authored entries, p the share of them that a member's entries
 * receive. Its strongly connected parts are the rings, so that two groups are one only when votes go both ways; they are taken
 * away and the rest is peeled again, up to three times.
 * A ring is to be looked at from twelve members on, strong with twenty who keep 60 % of their votes inside.
 *
 * Honest behaviour that looks similar: a class of authors, a club. Smaller, and they vote for others as well; a club of
 * twenty who do not is an exchange ring in effect. A contest where everybody is an author has many votes between authors
 * and none too many: no finding. O(E log E), E the votes between authors.
 */
export function denseAuthors(
  index: EvidenceIndex,
  { denseAuthors: settings }: SignalSettings,
): Finding[] {
  const findings: Finding[] = [];
  const { between, margins } = votesBetweenAuthors(index);
  let left: readonly AuthorVote[] = between;
  for (let round = 0; round < settings.roundsUpTo; round++) {
    const remainder = surprisingRemainder(left, margins);
    const inRemainder = left.filter(({ from, to }) => remainder.has(from) && remainder.has(to));
    const found = strongParts(inRemainder).flatMap((members) => {
      if (members.size < settings.members[0]) return [];
      const inside = inRemainder.filter(({ from, to }) => members.has(from) && members.has(to));
      const { expected, cast } = expectedInside(members, margins);
      const surprise = poissonSurprise(inside.length, expected);
      if (surprise < settings.surpriseFrom) return [];
      findings.push({
        signal: 'dense-authors',
        score: scoreOf(members.size, inside.length / cast, settings),
        detail: {
          members: members.size,
          votesBetweenMembers: inside.length,
          expectedVotes: rounded(expected),
          votesOfMembers: cast,
          surprise: rounded(surprise),
        },
        rows: inside.map(({ row }) => row),
      });
      return [...members];
    });
    if (found.length === 0) break;
    const taken = new Set(found);
    left = left.filter(({ from, to }) => !taken.has(from) && !taken.has(to));
  }
  return findings;
}

function scoreOf(members: number, insideShare: number, settings: Settings): number {
  const strong = members >= settings.strongMembers[0] && insideShare >= settings.strongInsideFrom;
  const [low, high] = strong ? settings.strongScores : settings.scores;
  const [few, many] = strong ? settings.strongMembers : settings.members;
  return rounded(low + (high - low) * ramp(members, few, many));
}

/** Peels author by author and gives the remainder whose inner votes are the most surprising. */
function surprisingRemainder(between: readonly AuthorVote[], margins: Margins): Set<string> {
  const ids = [...new Set(between.flatMap(({ from, to }) => [from, to]))].sort(compareIds);
  const numberOf = new Map(ids.map((id, number) => [id, number]));
  const ties: { other: number; weight: number }[][] = ids.map(() => []);
  const degree = new Float64Array(ids.length);
  for (const { from, to } of between) {
    const weight = 1 / Math.log((margins.received.get(to) ?? 0) + 5);
    const [a, b] = [numberOf.get(from)!, numberOf.get(to)!];
    ties[a]!.push({ other: b, weight });
    ties[b]!.push({ other: a, weight });
    degree[a]! += weight;
    degree[b]! += weight;
  }
  const order = peelingOrder(degree, ties);
  // Built up from the last one left to all, so that no sum has to be taken twice.
  const inside = new Uint8Array(ids.length);
  let [cast, received, votes, best, bestSize] = [0, 0, 0, 0, 0];
  for (let size = 1; size <= order.length; size++) {
    const member = order[order.length - size]!;
    inside[member] = 1;
    for (const { other } of ties[member]!) if (inside[other]) votes++;
    cast += margins.cast.get(ids[member]!) ?? 0;
    received += margins.received.get(ids[member]!) ?? 0;
    const surprise = poissonSurprise(votes, (cast * received) / margins.all);
    if (surprise > best) [best, bestSize] = [surprise, size];
  }
  return new Set(order.slice(order.length - bestSize).map((member) => ids[member]!));
}

/** Who has the least weight goes first; among equals the earlier id. */
function peelingOrder(
  degree: Float64Array,
  ties: readonly { other: number; weight: number }[][],
): number[] {
  const heap = new LightestFirst();
  for (const [member, weight] of degree.entries()) heap.push(weight, member);
  const gone = new Uint8Array(degree.length);
  const order: number[] = [];
  for (let next = heap.pop(); next; next = heap.pop()) {
    const [weight, member] = next;
    // An entry of the heap from before the weight fell.
    if (gone[member] || weight !== degree[member]) continue;
    gone[member] = 1;
    order.push(member);
    for (const { other, weight: lost } of ties[member]!) {
      if (gone[other]) continue;
      degree[other]! -= lost;
      heap.push(degree[other]!, other);
    }
  }
  return order;
}
