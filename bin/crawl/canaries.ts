import { toJSONSchema } from 'zod';
import { findContest } from '../../contests/registry.server.ts';
import type { GroundTruth, KnownContest } from './ground-truth.ts';
import type { Kind } from './who-may-see.ts';

/** A string that gives something away wherever it stands. */
export interface Canary {
  text: string;
  kind: Kind;
  /** What it belongs to, for the report. */
  of: string;
  /** Looked for at the addresses of this contest alone: a word that other games may use in all innocence. */
  within?: KnownContest;
}

/** Shorter ones stand in pages by chance. */
const SHORTEST = 6;
/** Longer ones are nobody else's words. */
const OWN_WORDS = 24;

/** Texts, and coordinates as JSON writes them, anywhere inside a value. */
function* leavesOf(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (typeof value === 'number') {
    if (/\.\d{3,}/.test(String(value))) yield String(value);
  } else if (typeof value === 'object' && value !== null)
    for (const part of Object.values(value)) yield* leavesOf(part);
}

/** The words of a type's choices, which its form shows to everybody who sets a contest up. */
function choicesOf(type: string): string {
  const schema = findContest(type)?.schemas.secrets;
  return schema
    ? JSON.stringify(toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }))
    : '';
}

function secretsOf(contest: KnownContest): Canary[] {
  const published = contest.publishedAtMs !== null;
  const choices = choicesOf(contest.type);
  const known = JSON.stringify(contest.config) + contest.revealed;
  return [...leavesOf(contest.secrets)]
    .filter((text) => text.length >= SHORTEST && !choices.includes(JSON.stringify(text)))
    .filter((text) => !known.includes(JSON.stringify(text).slice(1, -1)))
    .map((text) => ({
      text,
      kind: !published
        ? 'secret of a draft'
        : contest.told.includes(JSON.stringify(text))
          ? 'secret that a player was told'
          : 'secret of a running game',
      of: `${contest.type} ${contest.slug}`,
      ...(text.length < OWN_WORDS && !/\.\d{3}/.test(text) ? { within: contest } : {}),
    }));
}

/** Whether the type keeps its authors unknown at present. */
function isBlind({ type, config, announcedAtMs }: KnownContest, atMs: number): boolean {
  const contest = findContest(type);
  if (!contest || announcedAtMs !== null) return false;
  const open = contest
    .stages(config)
    .filter(({ opensAtMs, closesAtMs }) => opensAtMs <= atMs && atMs < closesAtMs)
    .map(({ id }) => id);
  const moment = { atMs, open, announced: false, disqualified: new Set<string>() };
  return !contest.creditsVisible(config, moment);
}

/** Everything that must stay where it is, by what it is. */
export function canariesOf(truth: GroundTruth, nowMs: number): Canary[] {
  const canaries: Canary[] = [];
  const add = (kind: Kind, of: string, text: string | null) => {
    if (text !== null && text.length >= SHORTEST) canaries.push({ kind, of, text });
  };
  const byId = new Map(truth.contests.map((contest) => [contest.id, contest]));
  for (const contest of truth.contests) {
    const of = `${contest.type} ${contest.slug}`;
    if (contest.announcedAtMs === null) {
      canaries.push(...secretsOf(contest));
      add('seed', of, contest.seed);
    }
    add('salt', of, contest.salt);
    if (contest.publishedAtMs === null) add('draft', of, contest.id);
    else if (contest.announcedAtMs === null) {
      const secret = JSON.stringify(contest.secrets);
      for (const text of findContest(contest.type)?.demo.canaries ?? [])
        if (secret.includes(text)) add('secret of a running game', of, text);
    }
  }
  for (const campaign of truth.campaigns)
    if (campaign.publishedAtMs === null) add('draft', campaign.slug, campaign.id);
  const shownTexts = new Set(
    truth.entries
      .filter(({ status }) => status === 'approved')
      .flatMap(({ caption, credit }) => [caption, credit]),
  );
  for (const entry of truth.entries) {
    const contest = byId.get(entry.contestId);
    if (!contest) continue;
    const of = `${contest.slug} ${entry.status} ${entry.id}`;
    if (entry.status === 'approved') {
      if (isBlind(contest, nowMs)) add('author not yet to be known', of, entry.credit);
      continue;
    }
    const disqualified = entry.status === 'disqualified';
    const textKind = disqualified ? 'text of a disqualified work' : 'text not approved';
    for (const text of [entry.caption, entry.credit])
      if (!shownTexts.has(text)) add(textKind, of, text);
    // With the announcement the pseudonymous events follow, and they name entries.
    if (contest.announcedAtMs === null) add('entry not approved', of, entry.id);
  }
  for (const { id, shown, contestId } of truth.media) {
    const announced = contestId !== null && byId.get(contestId)?.announcedAtMs !== null;
    if (!shown && !announced) add('picture not approved', contestId ?? 'brand', id);
  }
  for (const { id, email } of truth.people) add('e-mail address', id, email);
  for (const email of truth.invitedEmails) add('e-mail address', 'invitation', email);
  for (const token of truth.sessionTokens) add('session token', 'somebody', token);
  return canaries;
}

/** Whether an address is one of a contest's own. */
export function isOf({ id, campaignSlug, slug }: KnownContest, address: string): boolean {
  return address.includes(id) || `${address}/`.startsWith(`/c/${campaignSlug}/${slug}/`);
}

/** What HTML and JSON make of a text, undone: a canary may stand in either's disguise. */
export function undisguised(body: string): string {
  return body
    .replace(/\\u([0-9a-fA-F]{4})/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)))
    .replace(/&#x([0-9a-fA-F]+);/g, (_, code: string) => String.fromCodePoint(parseInt(code, 16)))
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replaceAll('\\"', '"');
}
