import {
  refuse,
  type EntryStatus,
  type EpochMs,
  type MediaFacts,
  type Refused,
} from '../contract.ts';
import { count, lookup, obtain } from './lookup.ts';

export const entriesRefusals = {
  'entries/NO_SUCH_PHOTO': 'This photograph did not arrive from you. Send it again.',
  'entries/DUPLICATE_OWN': 'You have entered this photograph already. Choose another one.',
  'entries/DUPLICATE':
    'Somebody else has entered this very photograph. Send one that you took yourself.',
  'entries/LIMIT':
    'You have entered as many photographs as one person may. Withdraw one to make room.',
  'entries/GROUP_LIMIT':
    'You have entered as many photographs here as one person may. Withdraw one to make room.',
  'entries/TOO_MANY_GONE':
    'So many of your entries were withdrawn or refused that no more are taken from you here. Those that stand still count.',
  'entries/NO_SUCH_ENTRY': 'There is no such entry any more. Reload the page.',
  'entries/WITHDRAWN': 'The author has withdrawn this entry.',
  'entries/ALREADY_APPROVED': 'This entry is in the gallery already.',
  'entries/ALREADY_REFUSED': 'This entry has been refused already.',
  'entries/SENT_AGAIN': 'Its author has sent this photograph again. Decide on the newer entry.',
  'entries/AUTHOR_OVER_LIMIT':
    'Its author has entered another photograph in its place. Refuse that one first if this one should count.',
} as const;

export interface Entry {
  id: string;
  group: string;
  authorId: string;
  mediaId: string;
  fingerprint: string;
  captionHash: string | null;
  /** Null for works without a credit, such as those a brand puts up itself. */
  creditHash: string | null;
  status: EntryStatus;
  refusalReason: string | null;
  submittedAtMs: EpochMs;
  /** Its place on the ledger: the order of arrival, unique. */
  seq: number;
}

/** Entries and the counters that let every decision about them be made without a search. Plain JSON. */
export interface Entries {
  byId: Record<string, Entry>;
  /** Ids in order of arrival. */
  byGroup: Record<string, string[]>;
  byAuthor: Record<string, string[]>;
  /** Fingerprint of a photograph → the entry that shows it, or did last. */
  byFingerprint: Record<string, string>;
  /** Author → group → entries that are pending or approved; only these take up room. */
  live: Record<string, Record<string, number>>;
  /** Group → status → number of entries. */
  counts: Record<string, Record<string, number>>;
}

export interface EntryLimits {
  perFan: number;
  perGroup: number;
}

export function noEntries(): Entries {
  return { byId: {}, byGroup: {}, byAuthor: {}, byFingerprint: {}, live: {}, counts: {} };
}

/** Pending and approved entries take up an author's room; refused and withdrawn ones give it back. */
export function isLive(entry: Entry): boolean {
  return entry.status === 'pending' || entry.status === 'approved';
}

export function findEntry(entries: Entries, id: string): Entry | undefined {
  return lookup(entries.byId, id);
}

export function statusCount(entries: Entries, group: string, status: EntryStatus): number {
  return lookup(lookup(entries.counts, group) ?? {}, status) ?? 0;
}

/** Approved entries of a group in order of arrival. */
export function approvedIn(entries: Entries, group: string): Entry[] {
  return (lookup(entries.byGroup, group) ?? [])
    .map((id) => entries.byId[id] as Entry)
    .filter((entry) => entry.status === 'approved');
}

/** Null when an author has room for one more entry in a group. */
export function overLimit(
  entries: Entries,
  authorId: string,
  group: string,
  limits: EntryLimits,
): Refused | null {
  const live = lookup(entries.live, authorId) ?? {};
  if ((lookup(live, group) ?? 0) >= limits.perGroup)
    return refuse(entriesRefusals, 'entries/GROUP_LIMIT');
  return liveCount(entries, authorId) >= limits.perFan
    ? refuse(entriesRefusals, 'entries/LIMIT')
    : null;
}

/**
 * An author sees all entries they ever sent, withdrawn ones too, with each act and each look: they are kept for good, so there is an
 * end to sending and withdrawing in turn.
 */
const MOST_GONE = 100;

/** Null while more entries are taken from an author, whatever has become of the earlier ones. */
export function tooManyGone(entries: Entries, authorId: string): Refused | null {
  const sent = lookup(entries.byAuthor, authorId)?.length ?? 0;
  return sent - liveCount(entries, authorId) >= MOST_GONE
    ? refuse(entriesRefusals, 'entries/TOO_MANY_GONE')
    : null;
}

/** Pending and approved entries of an author. */
function liveCount(entries: Entries, authorId: string): number {
  return Object.values(lookup(entries.live, authorId) ?? {}).reduce((sum, n) => sum + n, 0);
}

/**
 * Whether this photograph may be entered by this person: it exists, is theirs and is not in the contest. After a
 * withdrawal or a refusal its own author may send it again, nobody else.
 */
export function acceptablePhoto(
  entries: Entries,
  media: readonly MediaFacts[],
  mediaId: string,
  actorId: string,
): { ok: true; media: MediaFacts } | Refused {
  const facts = media.find((candidate) => candidate.id === mediaId && candidate.ownedByActor);
  if (!facts) return refuse(entriesRefusals, 'entries/NO_SUCH_PHOTO', { field: 'mediaId' });
  const same = findEntry(entries, lookup(entries.byFingerprint, facts.fingerprint) ?? '');
  if (same && same.authorId !== actorId)
    return refuse(entriesRefusals, 'entries/DUPLICATE', { field: 'mediaId' });
  if (same && isLive(same))
    return refuse(entriesRefusals, 'entries/DUPLICATE_OWN', { field: 'mediaId' });
  return { ok: true, media: facts };
}

/** Null when a moderator may approve this entry. */
export function notApprovable(entries: Entries, id: string, limits: EntryLimits): Refused | null {
  const entry = findEntry(entries, id);
  if (!entry) return refuse(entriesRefusals, 'entries/NO_SUCH_ENTRY', { field: 'entryId' });
  if (entry.status === 'withdrawn') return refuse(entriesRefusals, 'entries/WITHDRAWN');
  if (entry.status === 'approved') return refuse(entriesRefusals, 'entries/ALREADY_APPROVED');
  if (entry.status === 'pending') return null;
  const holder = findEntry(entries, entries.byFingerprint[entry.fingerprint] ?? '');
  if (holder && holder.id !== entry.id && isLive(holder))
    return refuse(entriesRefusals, 'entries/SENT_AGAIN');
  return overLimit(entries, entry.authorId, entry.group, limits)
    ? refuse(entriesRefusals, 'entries/AUTHOR_OVER_LIMIT')
    : null;
}

/** Null when a moderator may refuse this entry. */
export function notRefusable(entries: Entries, id: string): Refused | null {
  const entry = findEntry(entries, id);
  if (!entry) return refuse(entriesRefusals, 'entries/NO_SUCH_ENTRY', { field: 'entryId' });
  if (entry.status === 'withdrawn') return refuse(entriesRefusals, 'entries/WITHDRAWN');
  return entry.status === 'refused' ? refuse(entriesRefusals, 'entries/ALREADY_REFUSED') : null;
}

/** Null when this person may withdraw this entry. Others learn nothing about it. */
export function notWithdrawable(entries: Entries, id: string, actorId: string): Refused | null {
  const entry = findEntry(entries, id);
  if (entry?.authorId !== actorId)
    return refuse(entriesRefusals, 'entries/NO_SUCH_ENTRY', { field: 'entryId' });
  return entry.status === 'withdrawn' ? refuse(entriesRefusals, 'entries/WITHDRAWN') : null;
}

export function addEntry(entries: Entries, entry: Entry): void {
  entries.byId[entry.id] = entry;
  obtain(entries.byGroup, entry.group, () => []).push(entry.id);
  obtain(entries.byAuthor, entry.authorId, () => []).push(entry.id);
  entries.byFingerprint[entry.fingerprint] = entry.id;
  tallyStatus(entries, entry, 1);
}

/** Moves an entry to another status. Unknown ids change nothing. */
export function setStatus(
  entries: Entries,
  id: string,
  status: EntryStatus,
  refusalReason: string | null = null,
): void {
  const entry = findEntry(entries, id);
  if (!entry) return;
  tallyStatus(entries, entry, -1);
  entry.status = status;
  entry.refusalReason = refusalReason;
  tallyStatus(entries, entry, 1);
  // Whoever shows a photograph holds it; an older entry that comes back must keep a later one out.
  if (isLive(entry)) entries.byFingerprint[entry.fingerprint] = id;
}

/** Gives all entries of one author to another, even past the limits: nothing that was accepted is lost. Returns their ids. */
export function handOver(entries: Entries, fromId: string, toId: string): string[] {
  const ids = lookup(entries.byAuthor, fromId) ?? [];
  if (fromId === toId || ids.length === 0) return [];
  for (const id of ids) {
    const entry = entries.byId[id] as Entry;
    tallyStatus(entries, entry, -1);
    entry.authorId = toId;
    tallyStatus(entries, entry, 1);
  }
  const merged = [...(lookup(entries.byAuthor, toId) ?? []), ...ids];
  entries.byAuthor[toId] = merged.sort((a, b) => entries.byId[a]!.seq - entries.byId[b]!.seq);
  delete entries.byAuthor[fromId];
  return [...ids];
}

function tallyStatus(entries: Entries, entry: Entry, by: 1 | -1): void {
  count(
    obtain(entries.counts, entry.group, () => ({})),
    entry.status,
    by,
  );
  if (!isLive(entry)) return;
  const live = obtain(entries.live, entry.authorId, () => ({}));
  count(live, entry.group, by);
  if (Object.keys(live).length === 0) delete entries.live[entry.authorId];
}
