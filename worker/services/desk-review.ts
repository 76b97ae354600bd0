import { coreRefusals } from '../../contests/decide.ts';
import { roleMay, type BrandRole } from '../auth/roles.ts';
import type { Person } from '../auth/session.ts';
import type { Bindings } from '../env.ts';
import type { RoomReview } from '../room/view.ts';
import type { EntryCard } from '../wire/contest.ts';
import type { ContestReview, DeskBlock, ShortlistPlace } from '../wire/desk.ts';
import { readClusters, type SweptCluster } from '../abuse/clusters-on-file.ts';
import { contestReview } from './contest-reading.ts';
import { deskCard, deskEntriesBy } from './desk-entries.ts';
import { deskWork } from './desk-work.ts';

/** How a contest stands, for those who decide it; null for people without a role in its brand. */
export async function deskReview(
  env: Bindings,
  contestId: string,
  person: Person,
): Promise<ContestReview | null> {
  const seen = await contestReview(env, contestId, person);
  if (!seen) return null;
  const { facts, view, readiness, disqualified } = seen;
  const role = seen.viewer.role as BrandRole;
  const groups = [...facts.contest.groups(view.config)];
  // A jury that knew the winners before everybody else could not be called blind.
  const visible = roleMay(role, 'moderation.read') || seen.announcedAtMs !== null;
  const ids = visible
    ? [...(seen.shortlists ?? []).flatMap(({ order }) => order), ...Object.keys(disqualified)]
    : [];
  const onLedger = seen.clusters.map(({ id }) => id);
  const [entries, ranks, draw, { suspects }] = await Promise.all([
    deskEntriesBy(env, contestId, 'id', ids),
    standingRanks(env, contestId),
    visible && seen.shortlists ? drawMaterial(env, contestId) : null,
    readClusters(env, contestId, onLedger),
  ]);
  const cards = new Map(entries.map((entry) => [entry.id, deskCard(facts, groups, entry)]));
  return {
    role,
    work: deskWork(facts.contest),
    groups,
    review: seen.review,
    ownMarks: ownMarksOf(seen.review),
    marksBlockedBy:
      seen.selectedAtMs === null
        ? marksBlockedByOf(seen.review)
        : { message: coreRefusals['core/RESULT_FIXED'], retryAtMs: null },
    decides: roleMay(role, 'moderation.act'),
    readiness: readiness.ready
      ? {
          ready: true,
          warnings: [...readiness.warnings, ...suspectWarning(suspects)],
          blockedBy: null,
        }
      : {
          ready: false,
          warnings: [],
          blockedBy: {
            message: readiness.refused.message,
            retryAtMs: readiness.refused.retryAtMs ?? null,
          },
        },
    selectedAtMs: seen.selectedAtMs,
    confirmedAtMs: seen.confirmedAtMs,
    announcedAtMs: seen.announcedAtMs,
    shortlists:
      visible && seen.shortlists
        ? seen.shortlists.map((shortlist) => ({
            group: shortlist.group,
            label: groups.find(({ id }) => id === shortlist.group)?.label ?? '',
            placeCount: shortlist.honours.length,
            places: placesOf(shortlist, disqualified, ranks, cards),
          }))
        : null,
    draw,
    disqualified: visible
      ? Object.entries(disqualified).map(([standingId, reason]) => ({
          standingId,
          reason,
          entry: cards.get(standingId) ?? null,
        }))
      : [],
  };
}

/** What counts although it is doubted should be looked at while that can still change something. */
function suspectWarning(suspects: readonly SweptCluster[]): string[] {
  const votes = suspects.reduce((sum, { summary }) => sum + summary.votes, 0);
  if (votes === 0) return [];
  const groups = suspects.length === 1 ? 'one group' : `${suspects.length} groups`;
  return [
    `Votes that count but are worth a look: ${votes}, in ${groups}. Once winners are selected, they can no longer be voided.`,
  ];
}

/** A type with a jury shows a juror their own marks as `ownMarks` in its review. */
function ownMarksOf(review: unknown): Record<string, number> {
  const marks = (review as { ownMarks?: unknown } | null)?.ownMarks;
  return marks !== null && typeof marks === 'object' ? (marks as Record<string, number>) : {};
}

/** A type with a jury says in its review as `marksBlockedBy` why it takes no marks now. */
function marksBlockedByOf(review: unknown): DeskBlock | null {
  const blocked = (review as { marksBlockedBy?: Partial<DeskBlock> | null } | null)?.marksBlockedBy;
  return blocked?.message === undefined
    ? null
    : { message: blocked.message, retryAtMs: blocked.retryAtMs ?? null };
}

type Shortlist = NonNullable<RoomReview['shortlists']>[number];

/** Places in the order they are filled: the disqualified keep their line, those behind move up. */
function placesOf(
  { order, honours }: Shortlist,
  disqualified: Readonly<Record<string, string>>,
  ranks: ReadonlyMap<string, number>,
  cards: ReadonlyMap<string, EntryCard>,
): ShortlistPlace[] {
  const rankCounts = new Map<number, number>();
  for (const id of order) {
    const rank = ranks.get(id);
    if (rank !== undefined) rankCounts.set(rank, (rankCounts.get(rank) ?? 0) + 1);
  }
  let standing = 0;
  return order.map((standingId) => {
    const reason = disqualified[standingId] ?? null;
    const index = reason === null ? standing++ : -1;
    const wins = index >= 0 && index < honours.length;
    return {
      standingId,
      place: wins ? index + 1 : null,
      honour: wins ? (honours[index] ?? null) : null,
      alternate: index >= honours.length ? index - honours.length + 1 : null,
      disqualified: reason,
      drawn: (rankCounts.get(ranks.get(standingId) ?? -1) ?? 0) > 1,
      entry: cards.get(standingId) ?? null,
    };
  });
}

async function standingRanks(env: Bindings, contestId: string): Promise<Map<string, number>> {
  const { results } = await env.DB.prepare('SELECT id, rank FROM standing WHERE contest_id = ?')
    .bind(contestId)
    .all<{ id: string; rank: number }>();
  return new Map(results.map(({ id, rank }) => [id, rank]));
}

/** Seed and block of the draw, from the ledger. The selection is among its last events, so the search is short. */
async function drawMaterial(env: Bindings, contestId: string): Promise<ContestReview['draw']> {
  const row = await env.DB.prepare(
    `SELECT data FROM event WHERE contest_id = ? AND json_extract(data, '$.type') = 'core.winnersSelected'
     ORDER BY shard DESC, seq DESC LIMIT 1`,
  )
    .bind(contestId)
    .first<{ data: string }>();
  if (!row) return null;
  const { seed, lastBlock } = JSON.parse(row.data) as {
    seed: string;
    lastBlock: { number: number; hash: string };
  };
  return { seed, blockNumber: lastBlock.number, blockHash: lastBlock.hash };
}
