import { env } from 'cloudflare:test';
import { beforeAll, describe, expect, it } from 'vitest';
import { roomOf } from '../../worker/room/room-stub.ts';
import { actAs, fanId, newGuest, personId } from './acts-world.ts';
import { Caller, signedIn } from './browser-like.ts';
import { approvedEntry, ledgerOf, newContest, openConfig } from './engine-world.ts';

let moderator: Caller;
let owner: Caller;
let fan: Caller;
beforeAll(async () => {
  moderator = await signedIn('moderator');
  owner = await signedIn('brand');
  fan = await signedIn('fan', 'Fay');
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
