import type { GroundTruth, KnownEntry } from './ground-truth.ts';
import type { Scene } from './scene.ts';
import type { Kind } from './who-may-see.ts';

/** Something hidden, and an address of the same form at which there is nothing: they must look the same. */
export interface Pair {
  what: string;
  kind: Kind;
  /** Person id of whoever it is their own. */
  owner: string | null;
  id: string;
  address: (id: string) => string;
  absent: () => string;
  /** Whether it is also timed; of things that take the same way one is enough. */
  timed: boolean;
  /** Whether it is also asked for with sessions that nothing else has used. */
  first: boolean;
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const ALPHABETS = [
  [/^[0-9a-f]+$/, '0123456789abcdef'],
  [/^[a-z0-9-]+$/, LETTERS],
  [/./, `${LETTERS}${LETTERS.toUpperCase()}0123456789-_`],
] as const;

/** An id of the same form as another that nothing has. */
function unlike(id: string): string {
  const [, alphabet = LETTERS] = ALPHABETS.find(([form]) => form.test(id)) ?? [];
  return [...id].map(() => alphabet[Math.floor(Math.random() * alphabet.length)]).join('');
}

const FATES = ['pending', 'refused', 'withdrawn', 'disqualified'] as const;

/** One entry of each fate in running contests, with a picture of its own and without one. */
function entriesByFate(
  { entries, contests, media }: GroundTruth,
  scene: Scene | null,
): [string, KnownEntry][] {
  // Captions are about a picture of the brand's, which everybody sees.
  const brands = new Set(media.filter(({ contestId }) => contestId === null).map(({ id }) => id));
  const hasOwn = ({ mediaId }: KnownEntry) => mediaId !== null && !brands.has(mediaId);
  const running = new Set(
    contests
      .filter(
        ({ publishedAtMs, announcedAtMs }) => publishedAtMs !== null && announcedAtMs === null,
      )
      .map(({ id }) => id),
  );
  const among = entries.filter(({ contestId }) => running.has(contestId));
  // Of a work that everybody has seen it may be said that it is gone.
  const neverShown = new Set(
    scene?.erasedWorks.filter(({ onceShown }) => !onceShown).map(({ entryId }) => entryId),
  );
  const fates: [string, (entry: KnownEntry) => boolean][] = [
    ...FATES.map((fate): [string, (entry: KnownEntry) => boolean] => [
      fate,
      (entry) => entry.status === fate && !entry.erased,
    ]),
    ['erased, never shown', ({ id }) => neverShown.has(id)],
  ];
  return fates.flatMap(([fate, is]) =>
    [true, false].flatMap((withPicture): [string, KnownEntry][] => {
      const found = among.find((entry) => is(entry) && hasOwn(entry) === withPicture);
      return found ? [[withPicture ? fate : `${fate}, text`, found]] : [];
    }),
  );
}

const CONTEST_READS = [
  ['', 'a draft contest'],
  ['/entries', 'its entries'],
  ['/standings', 'its standings'],
  ['/ledger', 'its ledger'],
  ['/draft', 'its draft'],
  ['/queue', 'its queue'],
  ['/review', 'its review'],
  ['/clusters', 'its groups of votes'],
] as const;

/** Everything hidden that has an address, each beside an absent one. */
export function pairsIn(truth: GroundTruth, scene: Scene | null): Pair[] {
  const pairs: Pair[] = [];
  const add = (
    what: string,
    kind: Kind,
    id: string | undefined,
    address: (id: string) => string,
    more: Partial<Pick<Pair, 'owner' | 'timed' | 'first'>> = {},
  ) => {
    if (id === undefined) return;
    const absent = () => address(unlike(id));
    pairs.push({
      what,
      kind,
      id,
      address,
      absent,
      owner: null,
      timed: true,
      first: false,
      ...more,
    });
  };
  const picture = (what: string, id: string | undefined, owner: string | null, first = false) => {
    for (const size of ['thumb', 'medium', 'large']) {
      const timed = size === 'thumb';
      const address = (one: string) => `/media/${one}/${size}`;
      add(`picture ${what} (${size})`, 'picture not approved', id, address, {
        owner,
        timed,
        first: first && timed,
      });
    }
    const original = (one: string) => `/api/me/originals/${one}`;
    add(`original ${what}`, 'picture not approved', id, original, { owner, timed: false });
  };
  const ownerOf = (mediaId: string) =>
    truth.media.find(({ id }) => id === mediaId)?.ownerId ?? null;
  for (const [fate, entry] of entriesByFate(truth, scene)) {
    const contest = truth.contests.find(({ id }) => id === entry.contestId);
    if (!contest) continue;
    const owner = entry.personId;
    const page = `/c/${contest.campaignSlug}/${contest.slug}/entries/`;
    const first = fate === 'pending';
    const text = fate.endsWith(', text');
    const aboutPage = {
      owner,
      first,
      timed: !text && /pending|erased/.test(fate),
    };
    add(`page, ${fate}`, 'entry not approved', entry.id, (id) => page + id, aboutPage);
    const list = `/api/contests/${contest.id}/entries?ids=`;
    const aboutList = { owner, first, timed: !text };
    add(`entry, ${fate}`, 'entry not approved', entry.id, (id) => list + id, aboutList);
    if (entry.mediaId && !text && !entry.erased)
      picture(fate, entry.mediaId, ownerOf(entry.mediaId), fate === 'pending');
  }
  for (const onceShown of [false, true]) {
    const work = scene?.erasedWorks.find((one) => one.mediaId && one.onceShown === onceShown);
    picture(`erased, ${onceShown ? 'once' : 'never'} shown`, work?.mediaId ?? undefined, null);
  }
  const unused = truth.media.find(({ shown, contestId }) => !shown && contestId === null);
  if (unused) picture('of the brand, unused', unused.id, unused.ownerId);
  const hidden = truth.campaigns.find(({ publishedAtMs }) => publishedAtMs === null);
  const draft = truth.contests.find(
    ({ publishedAtMs, campaignSlug }) => publishedAtMs === null && campaignSlug === hidden?.slug,
  );
  for (const [path, what] of CONTEST_READS)
    add(what, 'draft', draft?.id, (id) => `/api/contests/${id}${path}`, {
      first: path === '',
      timed: /^(|\/entries|\/ledger|\/draft)$/.test(path),
    });
  for (const path of ['', '/preview'])
    add(`studio${path}`, 'draft', draft?.id, (id) => `/studio/contests/${id}${path}`, {
      timed: path === '/preview',
    });
  for (const path of ['', '/jury', '/results', '/votes'])
    add(`desk${path}`, 'draft', draft?.id, (id) => `/desk/${id}${path}`, { timed: path === '' });
  add('draft campaign', 'draft', hidden?.slug, (slug) => `/api/campaigns/${slug}`);
  add('its page', 'draft', hidden?.slug, (slug) => `/c/${slug}`);
  add('in the studio', 'draft', hidden?.id, (id) => `/api/studio/campaigns/${id}`);
  add('its studio page', 'draft', hidden?.id, (id) => `/studio/campaigns/${id}`, {
    timed: false,
  });
  const beside = truth.contests.find(
    ({ publishedAtMs, campaignSlug }) => publishedAtMs === null && campaignSlug !== hidden?.slug,
  );
  const publicSlug = beside?.campaignSlug;
  add('draft beside public ones', 'draft', beside?.slug, (slug) => `/c/${publicSlug}/${slug}`);
  add('its rules', 'draft', beside?.slug, (slug) => `/c/${publicSlug}/${slug}/rules`, {
    timed: false,
  });
  return pairs;
}
