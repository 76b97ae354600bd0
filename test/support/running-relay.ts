import { randomUUID } from 'node:crypto';
import type { Action, Config } from '../../contests/street-photo-relay/schema.ts';
import type { ActReply } from '../../worker/wire/contest.ts';
import type { Me } from '../../worker/wire/people.ts';
import type { ContestTypeView, DraftView, StudioCampaign } from '../../worker/wire/studio.ts';
import { demoCaller, type Caller } from './caller.ts';
import { HOUR_MS } from './relay.ts';

/** A relay of two stops that is open for guests' entries and votes on a real server. */
export interface RunningRelay {
  id: string;
  campaignId: string;
  campaignUrl: string;
  url: string;
  owner: Caller;
  moderator: Caller;
  config: Config;
}

/** Acts with a key of its own; a refusal is a fault of the test. */
export async function act(caller: Caller, contestId: string, action: Action): Promise<ActReply> {
  const body = { key: randomUUID(), action };
  return caller.must<ActReply>('POST', `/api/contests/${contestId}/actions`, body);
}

/** Photographs may be sent for an hour from now, and voted for as well. */
export function openForAnHour(): Config['schedule'] {
  const nowMs = Date.now();
  return {
    entriesOpenAtMs: nowMs - HOUR_MS,
    entriesCloseAtMs: nowMs + HOUR_MS,
    votingOpensAtMs: nowMs - HOUR_MS,
    votingClosesAtMs: nowMs + 2 * HOUR_MS,
    resultsAtMs: nowMs + 3 * HOUR_MS,
  };
}

/** Sets a relay up through the studio's interface, as the demo's brand, and publishes it. */
export async function publishRelay(
  origin: string,
  change: Partial<Config> = {},
): Promise<RunningRelay> {
  const owner = await demoCaller(origin, 'brand');
  const moderator = await demoCaller(origin, 'moderator');
  const [brand] = (await owner.must<Me>('GET', '/api/me')).brands;
  if (!brand) throw new Error('the demo brand is missing');
  const campaign = await owner.must<StudioCampaign>('POST', `/api/brands/${brand.id}/campaigns`, {
    title: 'Rain in two cities',
    timeZone: 'Europe/Lisbon',
  });
  await owner.must('PATCH', `/api/studio/campaigns/${campaign.id}`, {
    tagline: 'One photograph at every stop.',
    storyMarkdown: 'Walk, look, **wait for the light**.',
  });
  const [type] = await owner.must<ContestTypeView[]>('GET', '/api/contest-types');
  const contests = `/api/studio/campaigns/${campaign.id}/contests`;
  const draft = await owner.must<DraftView>('POST', contests, {
    type: type?.type,
    title: 'The relay',
  });
  const nowMs = Date.now();
  const config = {
    ...(draft.config as Config),
    schedule: {
      entriesOpenAtMs: nowMs - HOUR_MS,
      entriesCloseAtMs: nowMs + 48 * HOUR_MS,
      votingOpensAtMs: nowMs - HOUR_MS,
      votingClosesAtMs: nowMs + 72 * HOUR_MS,
      resultsAtMs: nowMs + 96 * HOUR_MS,
    },
    route: [
      { id: 'porto', city: 'Porto', name: 'Ribeira', hint: 'Look up from the river.' },
      { id: 'lisbon', city: 'Lisbon', name: 'Tram 28', hint: 'Ride it to the end.' },
    ],
    whoMayEnter: { who: 'guest' as const },
    whoMayVote: { who: 'guest' as const },
    selection: { by: 'votes' as const, weights: { jury: 1, votes: 1 } },
    standingsVisible: true,
    ...change,
  } satisfies Config;
  await owner.must('PATCH', `/api/contests/${draft.id}/draft`, { config });
  const published = await owner.must<DraftView>('POST', `/api/contests/${draft.id}/publish`);
  return {
    id: draft.id,
    campaignId: campaign.id,
    campaignUrl: campaign.url,
    url: published.url,
    owner,
    moderator,
    config,
  };
}

/** Sends a photograph to a stop. @returns the entry's id */
export async function enterPhotograph(
  fan: Caller,
  contestId: string,
  stopId: string,
  photograph: Uint8Array,
  caption: string,
): Promise<string> {
  const upload = `/api/media?contest=${contestId}`;
  const { mediaId } = await fan.must<{ mediaId: string }>('POST', upload, photograph);
  const { receipt } = await act(fan, contestId, {
    type: 'submit',
    stopId,
    mediaId,
    caption,
    credit: 'Ana',
    acceptsRulesVersion: 1,
  });
  return receipt.createdId ?? '';
}
