import { roleMay, type BrandRole } from '../auth/roles.ts';
import type { Person } from '../auth/session.ts';
import type { Bindings } from '../env.ts';
import { exifHintsOf } from '../media/media-hints.ts';
import { nearDuplicates, type NearDuplicate } from '../media/near-duplicates.ts';
import type { LookAlike, QueueItem, QueuePage, QueueStatus } from '../wire/desk.ts';
import type { ContestFacts } from './contest-facts.ts';
import { contestReview } from './contest-reading.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import {
  deskEntries,
  deskEntriesBy,
  entriesByAuthor,
  pictureOf,
  publicUrl,
  statusCounts,
  type DeskEntry,
} from './desk-entries.ts';
import { deskWork } from './desk-work.ts';

export interface QueueQuery {
  status: QueueStatus;
  group?: string | undefined;
  cursor?: string | undefined;
  limit: number;
}

export type QueueReply =
  { status: 'ok'; page: QueuePage } | { status: 'notFound' | 'juryOnly' | 'badCursor' };

type Groups = readonly { id: string; label: string }[];

/**
 * A page of a contest's entries for whoever works on them. Judges get the approved ones only, in an order and a form
 * that tell nothing about the author; people without a role in the brand learn nothing at all.
 */
export async function deskQueue(
  env: Bindings,
  contestId: string,
  person: Person,
  query: QueueQuery,
): Promise<QueueReply> {
  const seen = await contestReview(env, contestId, person);
  if (!seen) return { status: 'notFound' };
  const { facts, view } = seen;
  const role = seen.viewer.role as BrandRole;
  const moderates = roleMay(role, 'moderation.read');
  if (!moderates && query.status !== 'approved') return { status: 'juryOnly' };
  const after = query.cursor === undefined ? null : decodeCursor(query.cursor);
  if (query.cursor !== undefined && !after) return { status: 'badCursor' };

  const order = moderates ? 'arrival' : 'blind';
  const [rows, counts] = await Promise.all([
    deskEntries(env, contestId, { ...query, after, order }),
    statusCounts(env, contestId),
  ]);
  const shown = rows.slice(0, query.limit);
  const last = shown.at(-1);
  const endCursor =
    last === undefined
      ? null
      : encodeCursor({ key: moderates ? last.submittedAtMs : last.shuffle, id: last.id });
  const groups = facts.contest.groups(view.config);
  const reasons = deskWork(facts.contest).moderation?.reasons ?? [];
  const plain = shown.map((entry) => item(groups, reasons, entry));
  return {
    status: 'ok',
    page: {
      items: moderates ? await withBackground(env, facts, groups, shown, plain) : plain,
      nextCursor: rows.length > query.limit ? endCursor : null,
      endCursor,
      counts: moderates ? counts : { pending: 0, approved: counts.approved, refused: 0 },
      refusalReasons: moderates ? reasons : [],
    },
  };
}

/** What judges get: nothing in it points to the author. */
function item(groups: Groups, reasons: QueuePage['refusalReasons'], entry: DeskEntry): QueueItem {
  const { refusalReason: code } = entry;
  return {
    id: entry.id,
    group: entry.group,
    groupLabel: groups.find(({ id }) => id === entry.group)?.label ?? '',
    caption: entry.caption ?? '',
    credit: null,
    picture: pictureOf(entry),
    status: entry.status,
    refusalReason:
      code === null ? null : (reasons.find((each) => each.code === code) ?? { code, label: code }),
    submittedAtMs: entry.submittedAtMs,
    authorEntries: null,
    lookAlikes: [],
    hints: null,
    url: null,
  };
}

/** Adds what moderators need besides the picture: who, what the file claims, and what looks the same. */
async function withBackground(
  env: Bindings,
  facts: ContestFacts,
  groups: Groups,
  entries: readonly DeskEntry[],
  items: readonly QueueItem[],
): Promise<QueueItem[]> {
  const mediaIds = entries.flatMap(({ mediaId }) => mediaId ?? []);
  const [hints, pairs, byAuthor] = await Promise.all([
    exifHintsOf(env, mediaIds),
    nearDuplicates(env, facts.id, mediaIds),
    entriesByAuthor(
      env,
      facts.id,
      entries.map(({ authorId }) => authorId),
    ),
  ]);
  const others = await deskEntriesBy(env, facts.id, 'media_id', [
    ...new Set(pairs.map(({ otherMediaId }) => otherMediaId)),
  ]);
  return items.map((plain, index) => {
    const entry = entries[index] as DeskEntry;
    return {
      ...plain,
      credit: entry.credit ?? '',
      authorEntries: byAuthor.get(entry.authorId) ?? 1,
      hints: (entry.mediaId && hints.get(entry.mediaId)) || null,
      lookAlikes: lookAlikes(facts, groups, entry, pairs, others),
      url: publicUrl(facts, entry),
    };
  });
}

const MOST_LOOK_ALIKES = 6;

function lookAlikes(
  facts: ContestFacts,
  groups: Groups,
  entry: DeskEntry,
  pairs: readonly NearDuplicate[],
  others: readonly DeskEntry[],
): LookAlike[] {
  return pairs
    .filter(({ mediaId }) => mediaId === entry.mediaId)
    .flatMap(({ otherMediaId, identical, distanceBits }) =>
      others
        .filter((other) => other.mediaId === otherMediaId && other.id !== entry.id)
        .map((other) => ({
          entryId: other.id,
          groupLabel: groups.find(({ id }) => id === other.group)?.label ?? '',
          status: other.status,
          caption: other.caption ?? '',
          picture: pictureOf(other),
          identical,
          distanceBits,
          sameAuthor: other.authorId === entry.authorId,
          url: publicUrl(facts, other),
        })),
    )
    .slice(0, MOST_LOOK_ALIKES);
}
