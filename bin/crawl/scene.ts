import { findContest, contestTypes } from '../../contests/registry.server.ts';
import type { AnyContest } from '../../contests/contract.ts';
import type { Config as DesignConfig } from '../../contests/logo-design-votes/schema.ts';
import type { Visitor } from '../fuzz/visitor.ts';
import { noisePicture } from '../fuzz/world.ts';
import { beforeVoting, whileVoting, type ErasedWork, type Fates } from './fates.ts';
import { inOtherWords } from './other-words.ts';
import type { Crawlers } from './personas.ts';
import { leavesOf } from './secret-leaves.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** After which entries close where they must have closed before anybody votes; the clock is then moved on. */
const ENTRIES_OPEN_MS = 20 * MINUTE_MS;
/** Tells the scene's secrets from those of the demo and of the drafts. */
const OTHER_WORDS = 7;

/** No demo has a picture of this number. */
const UNUSED_PICTURE = 900;

/** What only the scene knows of what it has set up. */
export interface Scene {
  /** Words and numbers that stand nowhere by chance, however short: looked for inside texts too. */
  unmistakable: ReadonlySet<string>;
  /** What authors had written who then asked to be forgotten. */
  /** What moderators wrote to one author alone. */
  notes: readonly string[];
  erasedTexts: readonly string[];
  erasedEmails: readonly string[];
  erasedWorks: readonly ErasedWork[];
  /** Real time to the server's, in milliseconds. */
  aheadMs: number;
}

/** A vote on fans' designs by unknown authors: entries close soon, and the round opens right then. */
function blindConfig(contest: AnyContest, nowMs: number): DesignConfig {
  const usual = contest.defaults(nowMs) as DesignConfig;
  const closesAtMs = nowMs + ENTRIES_OPEN_MS;
  return {
    ...usual,
    blind: true,
    source: 'fans',
    entries: {
      ...usual.entries,
      opensAtMs: nowMs - HOUR_MS,
      closesAtMs,
      whoMayEnter: { who: 'guest' },
    },
    rounds: [
      {
        id: 'duel',
        label: 'Duel',
        opensAtMs: closesAtMs,
        closesAtMs: closesAtMs + 100 * HOUR_MS,
        ballot: { method: 'pairs', perFan: 3 },
      },
    ],
    whoMayVote: { who: 'guest' },
    selection: { by: 'both', weights: { jury: 1, votes: 1 } },
    tieRule: 'draw',
    resultsAtMs: closesAtMs + 200 * HOUR_MS,
  };
}

/** The type in which authors may stay unknown has fans' designs here; the others are as in their demo. */
function configOf(contest: AnyContest, nowMs: number, picture: (number: number) => string) {
  return contest === findContest('logo-design-votes')
    ? blindConfig(contest, nowMs)
    : contest.demo.config(nowMs, picture);
}

/** The brand's pictures for the settings and secrets of a type, each uploaded once. */
async function picturesFor(owner: Visitor, brandId: string, wanted: readonly number[]) {
  const mediaIds = new Map<number, string>();
  for (const number of wanted) {
    const path = `/api/media?brand=${brandId}`;
    const { mediaId } = await owner.must<{ mediaId: string }>(
      'POST',
      path,
      await noisePicture(3_000 + number),
    );
    mediaIds.set(number, mediaId);
  }
  return mediaIds;
}

function picturesIn(contest: AnyContest, nowMs: number): number[] {
  const numbers = new Set<number>();
  const note = (number: number) => (numbers.add(number), String(number));
  configOf(contest, nowMs, note);
  contest.demo.secrets(nowMs, note);
  return [...numbers];
}

/** Short answers and coordinates among the secrets: they were made so that nothing else has them, and no schedule shows them. */
function shortAnswers(secrets: unknown): string[] {
  return [...leavesOf(secrets)]
    .filter(({ path, value }) => {
      if (typeof value === 'string') return value.length < 6 && /answer$|accepted\/\d+$/.test(path);
      return typeof value === 'number' && /(value|answer|latitude|longitude)$/.test(path);
    })
    .map(({ value }) => String(value));
}

/**
 * Sets up what a demo lacks: a running contest of every type with short and numeric secrets, one of them with unknown authors,
 * and entries of every fate in it. It moves the server's clock on by minutes, so it is for a server of one's own.
 */
export async function setScene(origin: string, people: Crawlers, brandId: string): Promise<Scene> {
  const { owner } = people;
  const clock = async (byMs: number) =>
    (await owner.must<{ nowMs: number }>('POST', '/dev/clock', { byMs })).nowMs;
  const nowMs = await clock(0);
  const campaigns = `/api/brands/${brandId}/campaigns`;
  const campaign = await owner.must<{ id: string }>('POST', campaigns, {
    title: 'The crawl’s own stage',
  });
  // One that the brand has not put to any use.
  await picturesFor(owner, brandId, [UNUSED_PICTURE]);
  const path = `/api/studio/campaigns/${campaign.id}/contests`;
  const unmistakable = new Set<string>();
  const played: Fates[] = [];
  for (const contest of contestTypes()) {
    const { type } = contest;
    const mediaIds = await picturesFor(owner, brandId, picturesIn(contest, nowMs));
    const picture = (number: number) => mediaIds.get(number) ?? '';
    const demo = contest.demo.secrets(nowMs, picture);
    const secrets = inOtherWords(type, demo, OTHER_WORDS, new Set(mediaIds.values()));
    for (const text of shortAnswers(secrets)) unmistakable.add(text);
    const config = configOf(contest, nowMs, picture);
    const { id } = await owner.must<{ id: string }>('POST', path, { type, title: `Own ${type}` });
    await owner.must('PATCH', `/api/contests/${id}/draft`, { config, secrets });
    await owner.must('POST', `/api/contests/${id}/publish`);
    const groupId = contest.groups(config)[0]?.id ?? '';
    const fates = await beforeVoting(origin, people, contest, { contestId: id, groupId });
    if (fates) played.push(fates);
  }
  // A draft beside them, in a campaign that everybody can see.
  for (const { type } of contestTypes().slice(0, 1))
    await owner.must('POST', path, { type, title: 'A draft in public company' });
  const laterMs = await clock(ENTRIES_OPEN_MS + MINUTE_MS);
  for (const fates of played) await whileVoting(people, fates);
  return {
    unmistakable,
    notes: played.map(({ note }) => note),
    erasedTexts: played.flatMap(({ erased }) => erased.texts),
    erasedEmails: played.flatMap(({ erased }) => erased.emails),
    erasedWorks: played.flatMap(({ erased }) => erased.works),
    aheadMs: laterMs - Date.now(),
  };
}
