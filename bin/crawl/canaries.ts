import { findContest } from '../../contests/registry.server.ts';
import type { GroundTruth, KnownContest, KnownEntry } from './ground-truth.ts';
import { openedBy, type Played } from './play-along.ts';
import type { Scene } from './scene.ts';
import { isChoice, kindOfSecret, leavesOf, namedIn, nameOf, type Leaf } from './secret-leaves.ts';
import type { Kind } from './who-may-see.ts';

/**
 * How it is looked for: as a part of any text; as a word by itself; as a value that stands alone, in JSON or between tags; or as the
 * value of a JSON key of the same name, where the value alone is as common as 4 or `true`.
 */
export type Manner = 'part' | 'word' | 'value' | 'named value';

/** Something that gives a secret away. */
export interface Canary {
  text: string;
  manner: Manner;
  /** For a named value. */
  name: string;
  kind: Kind;
  /** What it belongs to, for the report. */
  of: string;
  /** Looked for at the addresses of this contest alone: a word that other games may use in all innocence. */
  within?: KnownContest;
  /** Person id of whoever it is theirs to see. */
  owner?: string | null;
  /** The player was told by an act of their own, in `within`. */
  toldPlayer?: boolean;
}

/** What the crawl itself has set up and done, beside what the database says. */
export interface Doings {
  scene: Scene | null;
  played: readonly Played[];
  nowMs: number;
}

/** Shorter ones stand in pages by chance. */
const SHORTEST = 6;
/** Longer ones are nobody else's words. */
const OWN_WORDS = 24;

function mannerOf({ path, value }: Leaf, unmistakable: ReadonlySet<string>): Manner {
  if (unmistakable.has(String(value))) return 'word';
  if (typeof value === 'string') return value.length < SHORTEST ? 'value' : 'part';
  if (typeof value === 'number' && !Number.isInteger(value)) {
    if (/\.\d{3,}/.test(String(value))) return 'part';
    if (/(latitude|longitude)$/.test(path)) return 'value';
  }
  return 'named value';
}

function secretsOf(contest: KnownContest, { scene, played }: Doings): Canary[] {
  const published = contest.publishedAtMs !== null;
  const opened = openedBy(played, contest);
  const rules = JSON.stringify(contest.config);
  const known = rules + contest.revealed;
  const common = namedIn([contest.config, JSON.parse(`[${contest.told}]`)]);
  return [...leavesOf(contest.secrets)].flatMap((leaf): Canary[] => {
    const text = String(leaf.value);
    const manner = mannerOf(leaf, scene?.unmistakable ?? new Set());
    const name = nameOf(leaf.path);
    const written = JSON.stringify(leaf.value);
    if (text === '' || (typeof leaf.value === 'string' && isChoice(contest.type, text))) return [];
    if (manner === 'named value') {
      // Another part of the same game may have shown the very same.
      if (common.has(`${name}=${text}`)) return [];
      if (!published) return [];
    } else {
      // Nothing shows a short answer of the scene before the end, whatever the ledger says.
      const spoken = manner === 'part' ? written.replace(/^"|"$/g, '') : written;
      if (manner !== 'word' && known.includes(spoken)) return [];
    }
    const told = contest.told.includes(written);
    const short = text.length < OWN_WORDS && !/\.\d{3}/.test(text);
    return [
      {
        text,
        manner,
        name,
        kind: !published
          ? 'secret of a draft'
          : told && manner !== 'named value'
            ? 'secret that a player was told'
            : kindOfSecret(leaf.path),
        of: `${contest.type} ${contest.slug} ${leaf.path}`,
        ...(short || manner !== 'part' ? { within: contest } : {}),
        toldPlayer: opened.some((path) => leaf.path.startsWith(path)),
      },
    ];
  });
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

type Add = (kind: Kind, of: string, text: string | null, owner?: string | null) => void;

function addEntry(
  entry: KnownEntry,
  contest: KnownContest,
  shown: Set<unknown>,
  blind: boolean,
  add: Add,
) {
  const { status, personId, id } = entry;
  const of = `${contest.slug} ${status} ${id}`;
  if (status === 'approved') {
    // The pseudonym is the same in all that somebody does in a contest.
    for (const text of blind && personId !== null ? [entry.credit, entry.authorId] : [])
      add('author not yet to be known', of, text, personId);
    return;
  }
  const disqualified = status === 'disqualified';
  const textKind = disqualified ? 'text of a disqualified work' : 'text not approved';
  for (const text of [entry.caption, entry.credit])
    if (!shown.has(text)) add(textKind, of, text, personId);
  // With the announcement the pseudonymous events follow, and they name entries.
  if (contest.announcedAtMs === null) add('entry not approved', of, id, personId);
}

function addErased({ notes, erasedTexts, erasedEmails }: Scene, add: Add): void {
  for (const text of notes) add('note to an author', 'a refusal', text);
  for (const text of erasedTexts) add('text of an erased work', 'somebody forgotten', text);
  for (const email of erasedEmails) add('e-mail address', 'somebody forgotten', email);
}

/** Everything that must stay where it is, by what it is. */
export function canariesOf(truth: GroundTruth, doings: Doings): Canary[] {
  const canaries: Canary[] = [];
  const add: Add = (kind, of, text, owner = null) => {
    if (text !== null && text.length >= SHORTEST)
      canaries.push({ kind, of, text, owner, manner: 'part', name: '' });
  };
  // Whoever has uploaded a picture gets its id with all that is theirs.
  const uploaders = new Map(truth.media.map(({ id, ownerId }) => [id, ownerId]));
  const byId = new Map(truth.contests.map((contest) => [contest.id, contest]));
  for (const contest of truth.contests) {
    const of = `${contest.type} ${contest.slug}`;
    add('salt', of, contest.salt);
    if (contest.publishedAtMs === null) add('draft', of, contest.id);
    if (contest.announcedAtMs !== null) continue;
    for (const secret of secretsOf(contest, doings))
      canaries.push({ ...secret, owner: uploaders.get(secret.text) ?? null });
    add('seed', of, contest.seed);
    if (contest.publishedAtMs === null) continue;
    const secret = JSON.stringify(contest.secrets);
    for (const text of findContest(contest.type)?.demo.canaries ?? [])
      if (secret.includes(text)) add('other secret of a running game', of, text);
  }
  for (const campaign of truth.campaigns)
    if (campaign.publishedAtMs === null) add('draft', campaign.slug, campaign.id);
  const shown = new Set<unknown>(
    truth.entries
      .filter(({ status }) => status === 'approved')
      .flatMap(({ caption, credit }) => [caption, credit]),
  );
  for (const entry of truth.entries) {
    const contest = byId.get(entry.contestId);
    if (contest) addEntry(entry, contest, shown, isBlind(contest, doings.nowMs), add);
  }
  for (const picture of truth.media) {
    const { id, contestId, ownerId } = picture;
    const announced = contestId !== null && byId.get(contestId)?.announcedAtMs !== null;
    if (!picture.shown && !announced)
      add('picture not approved', contestId ?? 'brand', id, ownerId);
  }
  for (const { id, email } of truth.people) add('e-mail address', id, email, id);
  for (const email of truth.invitedEmails) add('e-mail address', 'invitation', email);
  for (const token of truth.sessionTokens) add('session token', 'somebody', token);
  if (doings.scene) addErased(doings.scene, add);
  return canaries;
}

/** Whether an address is one of a contest's own: its own, its campaign's, or where somebody gets all that is theirs. */
export function isOf({ id, campaignSlug, slug }: KnownContest, address: string): boolean {
  const [path = ''] = address.split('?');
  return (
    address.includes(id) ||
    `${address}/`.startsWith(`/c/${campaignSlug}/${slug}/`) ||
    [`/c/${campaignSlug}`, `/api/campaigns/${campaignSlug}`, '/api/me/export'].includes(path)
  );
}
