import { noisePicture } from '../../bin/fuzz/world.ts';
import type { Config } from '../../contests/street-photo-relay/schema.ts';
import type { ContestTypeView, DraftView, StudioCampaign } from '../../worker/wire/studio.ts';
import { demoCaller, type Caller } from './caller.ts';
import { HOUR_MS } from './relay.ts';
import { act } from './running-relay.ts';
import { htmlVectors, markdownVectors, packed } from './xss-vectors.ts';

/** Who sets a relay up, and on which server. */
export interface Staff {
  origin: string;
  owner: Caller;
  moderator: Caller;
}

export interface Shown {
  id: string;
  url: string;
  campaignId: string;
  campaignUrl: string;
  entryIds: string[];
  /** The same settings, not published: its form can be changed and shows its own previews. */
  draftId: string;
  /** An author who got a note with a refusal. */
  refusedAuthor: string;
}

export const captions = packed(htmlVectors, 280);
export const short = htmlVectors.filter(({ length }) => length <= 60);
export const oneLine = (maxLength: number) =>
  packed(htmlVectors, maxLength).filter((text) => !/[\n\v\f\r\u2028\u2029]/.test(text));
const markdown = (maxLength: number) => packed(markdownVectors, maxLength, '\n\n');
/** The `index`-th of a row that begins again at its end. */
export const turn = (row: readonly string[], index: number) => row[index % row.length] ?? '';

/** A relay whose every text is a vector, with as many entries as captions are given. */
export async function poisoned(
  { origin, owner, moderator }: Staff,
  hours: number,
  texts: readonly string[],
  shift: number,
): Promise<Shown> {
  const nowMs = Date.now();
  const named = await owner.must<{ brands: { id: string }[] }>('GET', '/api/me');
  const brandId = named.brands[0]?.id ?? '';
  const lines = oneLine(120);
  const campaign = await owner.must<StudioCampaign>('POST', `/api/brands/${brandId}/campaigns`, {
    title: turn(lines, shift),
  });
  await owner.must('PATCH', `/api/studio/campaigns/${campaign.id}`, {
    tagline: turn(oneLine(200), shift),
    storyMarkdown: `${markdown(9_900)[0]}\n\n${packed(htmlVectors, 9_900, '\n\n')[shift]}`,
  });
  const types = await owner.must<ContestTypeView[]>('GET', '/api/contest-types');
  const type = types.find(({ defaults }) => 'route' in (defaults as object))?.type;
  const contests = `/api/studio/campaigns/${campaign.id}/contests`;
  const draft = await owner.must<DraftView>('POST', contests, {
    type,
    title: turn(lines, shift + 1),
  });
  const places = oneLine(80);
  const stop = (id: string, at: number) => ({
    id,
    city: turn(places, at),
    scene: turn(places, at + 1),
    name: turn(places, at + 2),
    hint: turn(packed(htmlVectors, 400), at),
  });
  const config = {
    ...(draft.config as Config),
    briefing: `${turn(packed(htmlVectors, 1_900, '\n\n'), shift)}\n\n${turn(markdown(1_900), shift)}`,
    rulesText: `${packed(htmlVectors, 9_000, '\n\n')[0]}\n\n${markdown(9_000)[0]}`,
    schedule: {
      entriesOpenAtMs: nowMs - HOUR_MS,
      entriesCloseAtMs: nowMs + hours * HOUR_MS,
      votingOpensAtMs: nowMs - HOUR_MS,
      votingClosesAtMs: nowMs + hours * HOUR_MS,
      resultsAtMs: nowMs + (hours + 1) * HOUR_MS,
    },
    route: [stop('porto', shift), stop('lisbon', shift + 5)],
    worksPerStop: 2,
    honours: [turn(lines, shift + 2), turn(lines, shift + 3)],
    whoMayEnter: { who: 'guest' },
    whoMayVote: { who: 'guest' },
    entriesPerFan: 100,
    entriesPerStop: 100,
    standingsVisible: true,
    selection: { by: 'both', weights: { jury: 1, votes: 1 } },
    juryQuorum: 0,
  } satisfies Config;
  const unpublished = await owner.must<DraftView>('POST', contests, { type, title: 'A draft' });
  for (const { id } of [draft, unpublished])
    await owner.must('PATCH', `/api/contests/${id}/draft`, { config });
  const { url } = await owner.must<DraftView>('POST', `/api/contests/${draft.id}/publish`);
  const entryIds: string[] = [];
  const refusedAuthor = turn(
    short.filter(({ length }) => length <= 40),
    shift,
  );
  for (const [index, caption] of texts.entries()) {
    const author = index % 12 === 3 ? refusedAuthor : `Fan ${index % 6}`;
    const fan = await demoCaller(origin, 'fan', author);
    const picture = await noisePicture(shift * 100 + index);
    const path = `/api/media?contest=${draft.id}`;
    const { mediaId } = await fan.must<{ mediaId: string }>('POST', path, picture);
    const { receipt } = await act(fan, draft.id, {
      type: 'submit',
      stopId: index % 2 ? 'lisbon' : 'porto',
      mediaId,
      caption,
      credit: turn(short, index + shift),
      acceptsRulesVersion: 1,
    });
    const entryId = receipt.createdId ?? '';
    entryIds.push(entryId);
    // Some wait, one is refused with a note, the others are shown.
    if (index % 12 === 3) {
      const note = turn(packed(htmlVectors, 500), shift);
      await act(moderator, draft.id, { type: 'refuse', entryId, reason: 'quality', note });
    } else if (index % 6 !== 5) await act(moderator, draft.id, { type: 'approve', entryId });
  }
  const { id: campaignId, url: campaignUrl } = campaign;
  const draftId = unpublished.id;
  return { id: draft.id, url, campaignId, campaignUrl, draftId, entryIds, refusedAuthor };
}
