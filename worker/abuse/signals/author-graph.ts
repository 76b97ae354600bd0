import { type EvidenceIndex, type Row, compareIds } from './rows.ts';

/** A vote of one author for an entry of another. */
export interface AuthorVote {
  from: string;
  to: string;
  row: Row;
}

/** Votes for entries whose author is known, without those for oneself. */
export interface Margins {
  /** By author: how many they cast, and how many their entries receive from everybody. */
  cast: ReadonlyMap<string, number>;
  received: ReadonlyMap<string, number>;
  all: number;
}

export function votesBetweenAuthors(index: EvidenceIndex): {
  between: AuthorVote[];
  margins: Margins;
} {
  const authorOf = new Map(index.entries.map(({ id, authorId }) => [id, authorId]));
  const authors = new Set(authorOf.values());
  const cast = new Map<string, number>();
  const received = new Map<string, number>();
  const between: AuthorVote[] = [];
  let all = 0;
  for (const row of index.rows) {
    const to = authorOf.get(row.targetId);
    if (to === undefined || to === row.voterId) continue;
    all++;
    received.set(to, (received.get(to) ?? 0) + 1);
    if (!authors.has(row.voterId)) continue;
    cast.set(row.voterId, (cast.get(row.voterId) ?? 0) + 1);
    between.push({ from: row.voterId, to, row });
  }
  return { between, margins: { cast, received, all } };
}

/** How many votes the members cast, and how many of them members would get if all voted as everybody does: (Σ cast)·(Σ share received). */
export function expectedInside(members: Iterable<string>, { cast, received, all }: Margins) {
  let castByMembers = 0;
  let receivedByMembers = 0;
  for (const member of members) {
    castByMembers += cast.get(member) ?? 0;
    receivedByMembers += received.get(member) ?? 0;
  }
  return { expected: (castByMembers * receivedByMembers) / Math.max(1, all), cast: castByMembers };
}

/**
 * The strongly connected parts of the graph (everybody in one is reached from everybody else in it), largest first, then by
 * smallest id. Two groups are one part only when votes go both ways. Kosaraju's algorithm, O(votes).
 */
export function strongParts(votes: readonly AuthorVote[]): Set<string>[] {
  const forward = new Map<string, string[]>();
  const backward = new Map<string, string[]>();
  const link = (links: Map<string, string[]>, from: string, to: string) => {
    const known = links.get(from);
    if (known) known.push(to);
    else links.set(from, [to]);
  };
  for (const { from, to } of votes) {
    link(forward, from, to);
    link(backward, to, from);
  }
  const ids = [...new Set(votes.flatMap(({ from, to }) => [from, to]))].sort(compareIds);
  const finished = depthFirst(ids, forward).flat();
  return depthFirst(finished.reverse(), backward)
    .map((part) => part.sort(compareIds))
    .sort((a, b) => b.length - a.length || compareIds(a[0]!, b[0]!))
    .map((part) => new Set(part));
}

/** A tree for each start that no earlier one reached, its ids in the order in which they were finished. */
function depthFirst(
  starts: readonly string[],
  links: ReadonlyMap<string, readonly string[]>,
): string[][] {
  const seen = new Set<string>();
  const trees: string[][] = [];
  for (const start of starts) {
    if (seen.has(start)) continue;
    seen.add(start);
    const tree: string[] = [];
    const path = [{ id: start, next: 0 }];
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const other = links.get(top.id)?.[top.next++];
      if (other === undefined) tree.push(path.pop()!.id);
      else if (!seen.has(other)) {
        seen.add(other);
        path.push({ id: other, next: 0 });
      }
    }
    trees.push(tree);
  }
  return trees;
}
