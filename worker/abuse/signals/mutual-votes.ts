import type { Finding } from './finding.ts';
import { type EvidenceIndex, type Row, compareIds } from './rows.ts';
import type { SignalSettings } from './settings.ts';
import { poissonSurprise, ramp, rounded } from './statistics.ts';

/**
 * Exchange rings: authors who vote for each other, each with several others of the same group.
 *
 * Formula: an edge for every pair of authors who voted for each other's entries; the k-core of that graph (Seidman 1983:
 * what is left when everybody with fewer than k partners is taken away, again and again); each connected part is a ring.
 * k = 3 with eight members and more is strong, and so is k = 2 with twenty and more who give most of their votes to each
 * other; k = 2 with twelve and more is to be looked at. Surprise: Poisson tail of the edges at ½·(Σ oᵢ·pᵢ)², what chance
 * gives when member i casts oᵢ votes for authored entries and entries of i have the share pᵢ of them; in a contest where
 * everybody is an author and votes, mutual votes are expected and none is found. The finding holds all votes between
 * members.
 *
 * Honest behaviour that looks similar: friends and clubs of authors (pairs, triangles; too few members). A club of
 * twenty photographers who vote for hardly anybody else cannot be told from a ring: in effect it is one. A ring whose members break
 * most promises, or who vote in a circle (a for b, b for c), has no mutual pairs and is not seen. O(votes).
 */
export function mutualVotes(
  index: EvidenceIndex,
  { mutualVotes: settings }: SignalSettings,
): Finding[] {
  const authorOf = new Map(index.entries.map(({ id, authorId }) => [id, authorId]));
  const authors = new Set(authorOf.values());
  const between: { row: Row; voter: string; author: string }[] = [];
  for (const row of index.rows) {
    const author = authorOf.get(row.targetId);
    if (author === undefined || author === row.voterId || !authors.has(row.voterId)) continue;
    between.push({ row, voter: row.voterId, author });
  }
  const { cast, received, all } = margins(index, authorOf);
  const findings: Finding[] = [];
  for (const { partnersFrom, members: sizes, insideFrom, scores } of settings.levels) {
    const partners = mutualPartners(between);
    peel(partners, partnersFrom);
    for (const members of partsOf(partners)) {
      if (members.size < sizes[0]) continue;
      let edges = 0;
      let both = 0;
      let votes = 0;
      for (const member of members) {
        edges += partners.get(member)!.size / 2;
        votes += cast.get(member) ?? 0;
        both += (cast.get(member) ?? 0) * ((received.get(member) ?? 0) / all);
      }
      const surprise = poissonSurprise(edges, both ** 2 / 2);
      if (surprise < settings.surpriseFrom) continue;
      const rows = between
        .filter(({ voter, author }) => members.has(voter) && members.has(author))
        .map(({ row }) => row);
      if (rows.length < insideFrom * votes) continue;
      const [low, high] = scores;
      findings.push({
        signal: 'mutual-votes',
        score: rounded(low + (high - low) * ramp(members.size, ...sizes)),
        detail: {
          members: members.size,
          partnersFrom,
          mutualPairs: edges,
          expectedPairs: rounded(both ** 2 / 2),
          votesBetweenMembers: rows.length,
          votesOfMembers: votes,
          surprise: rounded(surprise),
        },
        rows,
      });
    }
  }
  return findings;
}

/** For every author, who votes for them and gets their vote. */
function mutualPartners(
  between: readonly { voter: string; author: string }[],
): Map<string, Set<string>> {
  const votesFor = new Map<string, Set<string>>();
  for (const { voter, author } of between) {
    const known = votesFor.get(voter);
    if (known) known.add(author);
    else votesFor.set(voter, new Set([author]));
  }
  const partners = new Map<string, Set<string>>();
  for (const voter of [...votesFor.keys()].sort(compareIds)) {
    const mutual = [...votesFor.get(voter)!].filter((author) => votesFor.get(author)?.has(voter));
    if (mutual.length > 0) partners.set(voter, new Set(mutual));
  }
  return partners;
}

/** Leaves the k-core: takes everybody with fewer than `atLeast` partners away until nobody is left who has fewer. */
function peel(partners: Map<string, Set<string>>, atLeast: number): void {
  const leaving = [...partners.keys()].filter((id) => partners.get(id)!.size < atLeast);
  for (let id = leaving.pop(); id !== undefined; id = leaving.pop()) {
    const left = partners.get(id);
    if (!left) continue;
    partners.delete(id);
    for (const partner of left) {
      const others = partners.get(partner);
      others?.delete(id);
      if (others && others.size < atLeast) leaving.push(partner);
    }
  }
}

/** The connected parts of the graph, in the order of their first member. */
function partsOf(partners: ReadonlyMap<string, ReadonlySet<string>>): Set<string>[] {
  const parts: Set<string>[] = [];
  const seen = new Set<string>();
  for (const start of partners.keys()) {
    if (seen.has(start)) continue;
    const part = new Set<string>([start]);
    // A set grows while it is walked.
    for (const member of part) for (const partner of partners.get(member)!) part.add(partner);
    for (const member of part) seen.add(member);
    parts.push(part);
  }
  return parts;
}

/** Votes for authored entries: how many each author casts and receives, and how many there are. */
function margins(index: EvidenceIndex, authorOf: ReadonlyMap<string, string>) {
  const cast = new Map<string, number>();
  const received = new Map<string, number>();
  let all = 0;
  for (const { voterId, targetId } of index.rows) {
    const author = authorOf.get(targetId);
    if (author === undefined) continue;
    all++;
    cast.set(voterId, (cast.get(voterId) ?? 0) + 1);
    received.set(author, (received.get(author) ?? 0) + 1);
  }
  return { cast, received, all };
}
