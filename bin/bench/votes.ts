import sharp from 'sharp';
import type { Load } from './load.ts';
import { freshActKey } from '../../worker/wire/act-key.ts';
import { sendWithProof } from '../proof.ts';

const CONTEST_TYPE = 'street-photo-relay';
const ENTRIES = 20;
const HOUR_MS = 3_600_000;

/** Votes ready to be cast: every one by a real session, for an approved entry, counted once. */
export interface Votes {
  load: Load;
  cookieOf(fan: number): string;
  /** Reads the contest, as its page does. */
  read(): Promise<void>;
  /** Has the votes looked through for what does not look like people. */
  lookThrough(): Promise<void>;
  /** The ledger's newest block. */
  head(): Promise<{ number: number; seq: number }>;
}

/** Sets up a contest with approved entries and enough guests for `count` votes. */
export async function prepareVotes(origin: string, count: number): Promise<Votes> {
  const brand = new Caller(origin);
  await brand.post('/dev/sign-in', { as: 'brand' });
  const contestId = await publishContest(brand);
  const actions = `/api/contests/${contestId}/actions`;
  const entryIds = await enterAndApprove(origin, contestId, brand);
  const [firstEntryId = '', ...others] = entryIds;
  const fans = Math.ceil(count / others.length);
  const cookies: string[] = [];
  while (cookies.length < fans) {
    const some = Math.min(64, fans - cookies.length);
    const arriving = Array.from({ length: some }, () => guestCookie(origin, actions, firstEntryId));
    cookies.push(...(await Promise.all(arriving)));
  }
  const cookieOf = (fan: number) => cookies[fan % cookies.length] ?? '';
  let cast = 0;
  return {
    cookieOf,
    load: {
      path: actions,
      next() {
        // Neighbours in time are different people, as they are in life.
        const entryId = others[Math.floor(cast / fans)];
        if (entryId === undefined) throw new Error('more votes than were prepared');
        const cookie = cookieOf(cast++ % fans);
        return {
          cookie,
          body: JSON.stringify({ key: freshActKey(), action: { type: 'vote', entryId } }),
        };
      },
    },
    async read() {
      const reply = await fetch(`${origin}/api/contests/${contestId}`);
      if (!reply.ok) throw new Error(`the contest answered ${reply.status}`);
      await reply.arrayBuffer();
    },
    async lookThrough() {
      await brand.post(`/api/contests/${contestId}/clusters/search`, {});
    },
    async head() {
      const reply = await fetch(`${origin}/api/contests/${contestId}/ledger`);
      const [first = ''] = (await reply.text()).split('\n', 1);
      return (JSON.parse(first) as { head: { number: number; seq: number } }).head;
    },
  };
}

async function publishContest(brand: Caller): Promise<string> {
  const { id: brandId } = await brand.post<{ id: string }>('/api/brands', { name: 'Bench' });
  const campaign = await brand.post<{ id: string }>(`/api/brands/${brandId}/campaigns`, {
    title: 'Bench',
  });
  const draft = await brand.post<{ id: string; config: Record<string, unknown> }>(
    `/api/studio/campaigns/${campaign.id}/contests`,
    { type: CONTEST_TYPE, title: 'Bench' },
  );
  const now = Date.now();
  const config = {
    ...draft.config,
    schedule: {
      entriesOpenAtMs: now - HOUR_MS,
      entriesCloseAtMs: now + 24 * HOUR_MS,
      votingOpensAtMs: now - HOUR_MS,
      votingClosesAtMs: now + 48 * HOUR_MS,
      resultsAtMs: now + 72 * HOUR_MS,
    },
    mode: 'open',
    route: [{ id: 'here', city: 'Here', name: 'Here', hint: 'Anything.' }],
    entriesPerFan: ENTRIES,
    entriesPerStop: ENTRIES,
    whoMayEnter: { who: 'guest' },
    whoMayVote: { who: 'guest' },
    votes: { budget: ENTRIES, per: 'total' },
  };
  await brand.send('PATCH', `/api/contests/${draft.id}/draft`, { config });
  await brand.post(`/api/contests/${draft.id}/publish`, {});
  return draft.id;
}

async function enterAndApprove(
  origin: string,
  contestId: string,
  brand: Caller,
): Promise<string[]> {
  const author = new Caller(origin);
  await author.post('/api/session/guest', {});
  const actions = `/api/contests/${contestId}/actions`;
  const entryIds: string[] = [];
  for (let index = 0; index < ENTRIES; index++) {
    const noise = { type: 'gaussian' as const, mean: 128, sigma: 20 + index };
    const picture = await sharp({
      create: { width: 640, height: 480, channels: 3, background: 'grey', noise },
    })
      .jpeg()
      .toBuffer();
    const { mediaId } = await author.upload<{ mediaId: string }>(
      `/api/media?contest=${contestId}`,
      picture,
    );
    const action = {
      type: 'submit',
      stopId: 'here',
      mediaId,
      caption: 'Bench',
      credit: 'Bench',
      acceptsRulesVersion: 1,
    };
    const reply = await author.post<{ receipt: { createdId: string } }>(actions, {
      key: freshActKey(),
      action,
    });
    const entryId = reply.receipt.createdId;
    await brand.post(actions, { key: freshActKey(), action: { type: 'approve', entryId } });
    entryIds.push(entryId);
  }
  return entryIds;
}

/** A guest who has voted once: the first act of a guest needs a proof, and those that are measured shall need none. */
async function guestCookie(origin: string, actions: string, entryId: string): Promise<string> {
  const guest = new Caller(origin);
  await guest.post('/api/session/guest', {});
  await guest.post(actions, { key: freshActKey(), action: { type: 'vote', entryId } });
  return guest.cookie;
}

/** A browser as far as the server can tell: keeps its cookies. */
class Caller {
  readonly #origin: string;
  readonly #cookies = new Map<string, string>();

  constructor(origin: string) {
    this.#origin = origin;
  }

  get cookie(): string {
    return Array.from(this.#cookies, ([name, value]) => `${name}=${value}`).join('; ');
  }

  post<Reply>(path: string, body: object): Promise<Reply> {
    return this.send('POST', path, body);
  }

  send<Reply>(method: string, path: string, body: object): Promise<Reply> {
    return this.#fetch(path, { method, body: JSON.stringify(body) }, 'application/json');
  }

  upload<Reply>(path: string, picture: Buffer): Promise<Reply> {
    return this.#fetch(path, { method: 'POST', body: new Uint8Array(picture) }, 'image/jpeg');
  }

  async #fetch<Reply>(path: string, init: RequestInit, contentType: string): Promise<Reply> {
    const reply = await sendWithProof(
      (method, where, more, body) =>
        fetch(this.#origin + where, {
          method,
          headers: {
            ...more,
            'content-type': contentType,
            cookie: this.cookie,
            origin: this.#origin,
          },
          ...(body === undefined ? {} : { body: body as BodyInit }),
        }),
      init.method ?? 'GET',
      path,
      init.body,
    );
    const text = await reply.text();
    if (!reply.ok) throw new Error(`${path} answered ${reply.status}: ${text}`);
    for (const cookie of reply.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';', 1);
      const at = pair.indexOf('=');
      this.#cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
    return (text ? JSON.parse(text) : null) as Reply;
  }
}
