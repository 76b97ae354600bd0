import { env } from 'cloudflare:test';
import { beforeAll, describe, expect, it } from 'vitest';
import { replay } from '../../contests/replay.ts';
import { sendAct } from '../../worker/services/act-collector.ts';
import { contestFacts, pseudonym } from '../../worker/services/contest-facts.ts';
import type { ActReply, ContestDetail, EntriesPage, Receipt } from '../../worker/wire/contest.ts';
import type { Me } from '../../worker/wire/people.ts';
import { Caller, signedIn } from './browser-like.ts';
import {
  accepted,
  approvedEntry,
  byModerator,
  closingConfig,
  faultsOf,
  input,
  ledgerOf,
  newContest,
  openConfig,
  projections,
  relay,
  replayed,
  send,
  sendOne,
  submission,
  until,
  vote,
} from './engine-world.ts';
import { roomOf } from '../../worker/room/room-stub.ts';

interface ErrorReply {
  error: { code: string; message: string; field?: string };
}
type Reply = ActReply & ErrorReply;

let moderator: Caller;
let owner: Caller;
let fan: Caller;
beforeAll(async () => {
  moderator = await signedIn('moderator');
  owner = await signedIn('brand');
  fan = await signedIn('fan', 'Fay');
});

async function newGuest(): Promise<Caller> {
  const caller = new Caller();
  await caller.send('POST', '/api/session/guest');
  return caller;
}

const actAs = (caller: Caller, id: string, action: object, key: string = crypto.randomUUID()) =>
  caller.json<Reply>('POST', `/api/contests/${id}/actions`, { key, action });

async function personId(caller: Caller): Promise<string> {
  return (await caller.json<Me>('GET', '/api/me')).body.person?.id ?? '';
}

async function fanId(id: string, caller: Caller): Promise<string> {
  const facts = await contestFacts(env, id);
  if (!facts) throw new Error('not published');
  return pseudonym(facts, await personId(caller));
}

/** A photograph that this person has uploaded; what the pixels show is of no importance here. */
async function uploaded(id: string, caller: Caller): Promise<string> {
  const mediaId = crypto.randomUUID();
  await env.DB.prepare(
    `INSERT INTO media (id, owner_id, brand_id, contest_id, sha256, difference_hash, format, size_bytes, width_px,
       height_px, created_at_ms) VALUES (?, ?, 'demo', ?, ?, '', 'jpeg', 1, 1600, 1067, 1)`,
  )
    .bind(mediaId, await personId(caller), id, mediaId)
    .run();
  return mediaId;
}

const submit = (mediaId: string) => ({
  type: 'submit',
  stopId: 'porto',
  mediaId,
  caption: 'Rain',
  credit: 'Somebody',
  acceptsRulesVersion: 1,
});

describe('an act over HTTP', () => {
  it('answers 201 with a receipt, then 200 with the same, then 422 for something else', async () => {
    const id = await newContest();
    const entryId = await approvedEntry(id, 'ann');
    const guest = await newGuest();
    const key = crypto.randomUUID();
    const first = await actAs(guest, id, { type: 'vote', entryId }, key);
    expect(first).toMatchObject({ status: 201, body: { mine: { votes: [entryId] } } });
    const again = await actAs(guest, id, { type: 'vote', entryId }, key);
    expect(again.status).toBe(200);
    expect(again.body.receipt).toEqual(first.body.receipt);
    const other = await actAs(guest, id, { type: 'unvote', entryId }, key);
    expect(other).toMatchObject({ status: 422, body: { error: { code: 'contest/KEY_REUSED' } } });
  });

  it('answers 409 with the reason when the rules say no', async () => {
    const id = await newContest();
    const guest = await newGuest();
    const reply = await actAs(guest, id, { type: 'vote', entryId: 'no-such' });
    expect(reply).toMatchObject({
      status: 409,
      body: { error: { code: 'ballots/NOT_IN_GALLERY', field: 'entryId' } },
    });
  });

  it('answers 400 and names the field of an act that is none', async () => {
    const id = await newContest();
    const guest = await newGuest();
    const reply = await actAs(guest, id, { type: 'vote', entryId: 7 });
    expect(reply).toMatchObject({ status: 400, body: { error: { field: 'action.entryId' } } });
    const strange = await actAs(guest, id, { type: 'constructor' });
    expect(strange.status).toBe(400);
  });

  it('answers 500 when its commit fails, keeps nothing, and 201 to the same key later', async () => {
    const id = await newContest();
    const entryId = await approvedEntry(id, 'ann');
    const guest = await newGuest();
    const key = crypto.randomUUID();
    await env.DB.prepare(
      `CREATE TRIGGER broken BEFORE INSERT ON event WHEN NEW.contest_id = '${id}'
       BEGIN SELECT RAISE(ABORT, 'the disk is full'); END`,
    ).run();
    const failed = await actAs(guest, id, { type: 'vote', entryId }, key);
    await env.DB.prepare('DROP TRIGGER broken').run();
    expect(failed).toMatchObject({ status: 500, body: { error: { code: 'server/FAULT' } } });
    expect((await actAs(guest, id, { type: 'vote', entryId }, key)).status).toBe(201);
    const { events } = await ledgerOf(id);
    expect(events.filter(({ data }) => data.type === 'voted')).toHaveLength(1);
  });

  it('is not found, like everything else, before the contest is published', async () => {
    const id = await newContest(openConfig(), { published: false });
    const guest = await newGuest();
    expect((await actAs(guest, id, { type: 'vote', entryId: 'x' })).status).toBe(404);
    for (const path of ['', '/entries', '/standings', '/ledger']) {
      for (const caller of [guest, owner, new Caller()]) {
        const reply = await caller.send('GET', `/api/contests/${id}${path}`);
        expect([path, reply.status]).toEqual([path, 404]);
      }
    }
    const live = await guest.send('GET', `/api/contests/${id}/live`, undefined, {
      Upgrade: 'websocket',
      Origin: 'http://localhost',
    });
    expect(live.status).toBe(404);
    expect((await ledgerOf(id)).blocks).toEqual([]);
    // Half a publication: the draft is closed, and the room has not written its first block.
    await env.DB.prepare('UPDATE contest SET published_at_ms = 1 WHERE id = ?').bind(id).run();
    expect((await guest.send('GET', `/api/contests/${id}`)).status).toBe(404);
    expect((await actAs(guest, id, { type: 'vote', entryId: 'x' })).status).toBe(404);
    await roomOf(env, id).publish();
    expect((await guest.send('GET', `/api/contests/${id}`)).status).toBe(200);
  });

  it('is refused to staff of the brand when it is one for fans', async () => {
    const id = await newContest();
    const entryId = await approvedEntry(id, 'ann');
    for (const staff of [moderator, owner]) {
      const reply = await actAs(staff, id, { type: 'vote', entryId });
      expect(reply).toMatchObject({ status: 409, body: { error: { code: 'core/NOT_ALLOWED' } } });
    }
    const reply = await actAs(fan, id, { type: 'approve', entryId });
    expect(reply).toMatchObject({ status: 409, body: { error: { code: 'core/NOT_ALLOWED' } } });
  });

  it('keeps who is behind a pseudonym for people who signed in, and for nobody else', async () => {
    const id = await newContest();
    const entryId = await approvedEntry(id, 'ann');
    const guest = await newGuest();
    await actAs(guest, id, { type: 'vote', entryId });
    await actAs(fan, id, { type: 'vote', entryId });
    const { results } = await env.DB.prepare('SELECT * FROM fan WHERE contest_id = ?')
      .bind(id)
      .all();
    expect(results).toMatchObject([
      { fan_id: await fanId(id, fan), person_id: await personId(fan) },
    ]);
    const { events } = await ledgerOf(id);
    expect(JSON.stringify(events)).not.toContain(await personId(fan));
    expect(JSON.stringify(events)).not.toContain(await personId(guest));
  });
});

describe('a guest who signs in on the same device', () => {
  it('hands their entries over and has their votes voided, in the open and once', async () => {
    const id = await newContest();
    const other = await approvedEntry(id, 'ann');
    const browser = await newGuest();
    const guestId = await fanId(id, browser);
    const sent = await actAs(browser, id, submit(await uploaded(id, browser)));
    expect(sent.status).toBe(201);
    const own = sent.body.receipt.createdId ?? '';
    await accepted(id, byModerator({ type: 'approve', entryId: own }));
    expect((await actAs(browser, id, { type: 'vote', entryId: other })).status).toBe(201);

    await browser.send('POST', '/dev/sign-in', { as: 'fan', name: 'Guest no more' });
    const verifiedId = await fanId(id, browser);
    expect(verifiedId).not.toBe(guestId);
    const voted = await actAs(browser, id, { type: 'vote', entryId: other });
    expect(voted.status).toBe(201);
    expect(voted.body.mine).toMatchObject({ entries: [{ id: own }], votes: [other] });
    expect(await actAs(browser, id, { type: 'vote', entryId: own })).toMatchObject({
      status: 409,
      body: { error: { code: 'ballots/OWN_ENTRY' } },
    });

    const { events } = await ledgerOf(id);
    const joined = events.filter(({ data }) => data.type === 'core.fanJoined');
    expect(joined).toMatchObject([
      { actorId: 'system', data: { formerId: guestId, fanId: verifiedId } },
    ]);
    const { entry } = await projections(id);
    expect(entry).toContainEqual(expect.objectContaining({ id: own, author_id: verifiedId }));
    expect(entry).toContainEqual(expect.objectContaining({ id: other, votes: 1 }));
    const review = await roomOf(env, id).review({ actorId: 'm', role: 'moderator' });
    expect(review?.votes).toMatchObject({ cast: 2, counted: 1, voided: 1 });
  });

  it('cannot go on as the guest they were', async () => {
    const id = await newContest();
    const entryId = await approvedEntry(id, 'ann');
    const browser = await newGuest();
    const before = browser.clone();
    await actAs(browser, id, { type: 'vote', entryId });
    await browser.send('POST', '/dev/sign-in', { as: 'fan', name: 'Two at once' });
    expect((await actAs(browser, id, { type: 'vote', entryId })).status).toBe(201);
    expect(await actAs(before, id, { type: 'vote', entryId })).toMatchObject({
      status: 409,
      body: { error: { code: 'core/SIGN_IN_AGAIN' } },
    });
    expect((await projections(id))['entry']).toMatchObject([{ votes: 1 }]);
  });

  it('changes nothing any more once the winners are selected', async () => {
    const id = await newContest(closingConfig(900));
    const entryId = await approvedEntry(id, 'ann');
    await accepted(id, vote('guest', entryId));
    await closed(id);
    await accepted(id, byModerator({ type: 'core.selectWinners' }));
    const before = await projections(id);
    const late = vote('ben', entryId, { formerFanId: 'guest', verifiedAtMs: 1 });
    expect(await sendOne(id, late)).toMatchObject({ code: 'core/RESULT_FIXED' });
    await roomOf(env, id).view(null);
    expect(await projections(id)).toEqual(before);
  });
});

/** Waits until winners may be selected. */
async function closed(id: string): Promise<void> {
  await until(async () => {
    const review = await roomOf(env, id).review({ actorId: 'm', role: 'moderator' });
    return review?.readiness.ready ?? false;
  });
}

describe('selecting winners', () => {
  it('draws on the very block before its own, while other acts keep coming', async () => {
    const id = await newContest(
      closingConfig(1_200, {
        selection: { by: 'both', weights: { jury: 1, votes: 1 } },
        juryQuorum: 0,
      }),
    );
    const entries: string[] = [];
    for (const author of ['ann', 'ben', 'cem', 'dee'])
      entries.push(await approvedEntry(id, author));
    await closed(id);
    let selected = false;
    const marks = (async () => {
      for (let round = 0; !selected && round < 400; round++) {
        const entryId = entries[round % entries.length] ?? '';
        const acts = Array.from({ length: 5 }, (_, judge) =>
          input(
            `judge-${judge}`,
            { type: 'mark', entryId, points: (round % 10) + 1 },
            { role: 'judge' },
          ),
        );
        // Not waited for: the next ones come while these are being written.
        void send(id, ...acts);
        await new Promise((resolve) => setTimeout(resolve, 0));
      }
    })();
    await new Promise((resolve) => setTimeout(resolve, 30));
    const receipt: Receipt = await accepted(id, byModerator({ type: 'core.selectWinners' }));
    selected = true;
    await marks;
    await roomOf(env, id).view(null);
    const ledger = await ledgerOf(id);
    expect(faultsOf(ledger)).toEqual([]);
    const event = ledger.events[receipt.seq - 1];
    const before = ledger.blocks[receipt.block - 2];
    expect(event?.data).toMatchObject({
      type: 'core.winnersSelected',
      lastBlock: { number: receipt.block - 1, hash: before?.hash },
    });
    const marked = ledger.events.filter(({ data }) => data.type === 'marked');
    expect(marked.length).toBeGreaterThan(20);
    // Nothing that could change the result comes after it.
    expect(marked.at(-1)?.seq).toBeLessThan(receipt.seq);
  });

  it('stays among staff until it is announced, and brings the next alternate in for a disqualified winner', async () => {
    const id = await newContest(
      closingConfig(1_800, { worksPerStop: 1, alternatesPerStop: 1, honours: ['First'] }),
    );
    const [winner, next] = [await approvedEntry(id, 'ann'), await approvedEntry(id, 'ben')];
    await send(id, vote('cem', winner), vote('dee', winner), vote('cem', next));
    await closed(id);
    const act = async (type: string, more: object = {}) =>
      (await actAs(moderator, id, { type, ...more })).status;
    const seen = async (caller: Caller) =>
      (await caller.json<ContestDetail>('GET', `/api/contests/${id}`)).body;
    const awards = async () =>
      ((await projections(id))['award'] as { standing_id: string }[]).map((row) => row.standing_id);

    expect(await act('core.announce')).toBe(409);
    expect(await act('core.selectWinners')).toBe(201);
    expect(await awards()).toEqual([winner]);
    expect(await seen(fan)).toMatchObject({ announced: false, result: null });
    expect(JSON.stringify(await seen(fan))).not.toContain(winner);
    expect(await act('core.disqualify', { standingId: winner, reason: 'Not their own work' })).toBe(
      201,
    );
    expect(await awards()).toEqual([next]);
    expect(await act('core.confirmWinners')).toBe(201);
    expect((await seen(fan)).result).toBeNull();
    expect(await act('core.announce')).toBe(201);
    expect(await seen(new Caller())).toMatchObject({
      announced: true,
      result: {
        awards: [{ group: 'porto', place: 1, standingId: next, honour: 'First' }],
        disqualified: [{ standingId: winner, reason: 'Not their own work' }],
      },
    });
    // A winner found out later makes room as well, and in public.
    expect(await act('core.disqualify', { standingId: next, reason: 'Found out later' })).toBe(201);
    expect((await seen(fan)).result?.awards).toEqual([]);
    const { body } = await fan.json<EntriesPage>('GET', `/api/contests/${id}/entries`);
    expect(body.entries).toEqual([]);
  });
});

describe('very many acts at once', () => {
  it('are turned away beyond what may wait, with nothing lost and nothing left of the others', async () => {
    const id = await newContest();
    const entryId = await approvedEntry(id, 'ann');
    const acts = Array.from({ length: 2_300 }, (_, index) => vote(`fan-${index}`, entryId));
    const outputs = await send(id, ...acts);
    const taken = outputs.filter(({ status }) => status === 'accepted');
    const turnedAway = outputs.filter(
      (output) => output.status === 'refused' && output.code === 'core/BUSY',
    );
    expect(taken).toHaveLength(2_000);
    expect(turnedAway).toHaveLength(300);
    for (const output of turnedAway)
      expect((output as { retryAtMs?: number }).retryAtMs).toBeGreaterThan(Date.now() - 60_000);
    const ledger = await ledgerOf(id);
    expect(ledger.events.filter(({ data }) => data.type === 'voted')).toHaveLength(2_000);
    expect(faultsOf(ledger)).toEqual([]);
    // The same keys again, when there is room: everybody has voted, and once.
    const again = await send(id, ...acts.slice(1_900));
    expect(again.filter(({ status }) => status === 'replayed')).toHaveLength(100);
    expect(again.filter(({ status }) => status === 'accepted')).toHaveLength(300);
    expect((await projections(id))['entry']).toMatchObject([{ votes: 2_300 }]);
  });

  it('with long texts fit into one block, however much they weigh', async () => {
    const id = await newContest();
    const acts = Array.from({ length: 1_500 }, (_, index) => {
      const name = `photo-${index}`;
      const act = submission(`fan-${index}`, name);
      return { ...act, action: { ...act.action, caption: '写'.repeat(280) } as typeof act.action };
    });
    const outputs = await send(id, ...acts);
    expect(new Set(outputs.map(({ status }) => status))).toEqual(new Set(['accepted']));
    const { n } = (await env.DB.prepare(
      'SELECT count(*) AS n FROM erasable_text WHERE contest_id = ? AND length(text) = 280',
    )
      .bind(id)
      .first<{ n: number }>()) ?? { n: 0 };
    expect(n).toBe(1_500);
    expect(faultsOf(await ledgerOf(id))).toEqual([]);
  });

  it('each get their own answer when they travel in one call', async () => {
    const id = await newContest();
    const entryId = await approvedEntry(id, 'ann');
    const fans = Array.from({ length: 600 }, (_, index) => `fan-${index}`);
    const outputs = await Promise.all(
      fans.map((who, index) =>
        sendAct(env, id, index % 3 === 0 ? vote(who, 'no-such') : vote(who, entryId)),
      ),
    );
    const { events } = await ledgerOf(id);
    outputs.forEach((output, index) => {
      if (index % 3 === 0) return expect(output).toMatchObject({ code: 'ballots/NOT_IN_GALLERY' });
      const seq = output && 'receipt' in output ? output.receipt.seq : 0;
      expect(events[seq - 1]?.actorId).toBe(fans[index]);
    });
  });

  it('all fail, and none hangs, when their call does', async () => {
    const broken = {
      CONTEST_ROOM: { getByName: () => ({ act: () => Promise.reject(new Error('gone')) }) },
    } as unknown as typeof env;
    const replies = await Promise.allSettled(
      Array.from({ length: 300 }, (_, index) => sendAct(broken, 'a', vote(`fan-${index}`, 'x'))),
    );
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set(['rejected']));
  });

  it('do not suffer from one among them that fails', async () => {
    const id = await newContest();
    const entryId = await approvedEntry(id, 'ann');
    // What no schema would let through: the room's rules throw on it.
    const broken = input('eve', { type: 'submit' }, { media: null as unknown as [] });
    const outputs = await send(id, vote('ben', entryId), broken, vote('cem', entryId));
    expect(outputs.map(({ status }) => status)).toEqual(['accepted', 'refused', 'accepted']);
    const throws = input(
      'eve',
      { type: 'submit', stopId: 'porto', acceptsRulesVersion: 1 } as never,
      {
        media: null as unknown as [],
      },
    );
    const more = await send(id, vote('dee', entryId), throws, vote('eva', entryId));
    expect(more.map(({ status }) => status)).toEqual(['accepted', 'fault', 'accepted']);
    expect((await projections(id))['entry']).toMatchObject([{ votes: 4 }]);
    expect(replay(relay, (await ledgerOf(id)).events)).toEqual(await replayed(id));
  });
});
