import { env } from 'cloudflare:test';
import { describe, expect, it, vi } from 'vitest';
import { joinTeam } from '../../bin/join-team.ts';
import { formerSelves } from '../../worker/auth/former-guests.ts';
import { roomOf } from '../../worker/room/room-stub.ts';
import { DEMO_BRAND } from '../../worker/services/demo-people.ts';
import { actAs, fanId, newGuest, personId } from './acts-world.ts';
import { signedIn, type Caller } from './browser-like.ts';
import {
  accepted,
  approvedEntry,
  byModerator,
  closed,
  closingConfig,
  input,
  ledgerOf,
  newContest,
  projections,
  sendOne,
  vote,
} from './engine-world.ts';

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

  it('is the same person after signing out, which takes the guest’s cookie away, and in other browsers', async () => {
    const id = await newContest();
    const entryId = await approvedEntry(id, 'ann');
    for (let browser = 0; browser < 2; browser++) {
      const guest = await newGuest();
      expect((await actAs(guest, id, { type: 'vote', entryId })).status).toBe(201);
      await guest.send('POST', '/dev/sign-in', { as: 'fan', name: 'Twofold Tom' });
      await guest.send('POST', '/api/auth/sign-out', {});
    }
    const account = await signedIn('fan', 'Twofold Tom');
    expect((await actAs(account, id, { type: 'vote', entryId })).status).toBe(201);
    const review = await roomOf(env, id).review({ actorId: 'm', role: 'moderator' });
    expect(review?.votes).toMatchObject({ cast: 3, counted: 1, voidedBy: { joined: 2 } });
  });

  it('is known as such within a minute where nobody told of the sign-in, however often they act', async () => {
    const id = await personId(await signedIn('fan', 'Here and there'));
    const startMs = Date.now();
    const selvesAfter = (seconds: number) => {
      vi.setSystemTime(startMs + seconds * 1000);
      return formerSelves(env, { id, formerGuestId: null });
    };
    vi.useFakeTimers({ toFake: ['Date'] });
    try {
      expect(await selvesAfter(0)).toEqual([]);
      await env.DB.prepare("INSERT INTO former_guest (user_id, guest_id) VALUES (?, 'g_elsewhere')")
        .bind(id.slice(2))
        .run();
      expect(await selvesAfter(40)).toEqual([]);
      expect(await selvesAfter(61)).toEqual(['g_elsewhere']);
    } finally {
      vi.useRealTimers();
    }
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

  it('is known again as somebody of the team, who decides on none of what they sent', async () => {
    const id = await newContest();
    const other = await approvedEntry(id, 'ann');
    const browser = await newGuest();
    const sent = await actAs(browser, id, submit(await uploaded(id, browser)));
    expect((await actAs(browser, id, { type: 'vote', entryId: other })).status).toBe(201);
    await browser.send('POST', '/dev/sign-in', { as: 'fan', name: 'Both at once' });
    await joinTeam(await signedIn('brand'), DEMO_BRAND.id, browser, 'moderator');
    const entryId = sent.body.receipt.createdId;
    expect(await actAs(browser, id, { type: 'approve', entryId })).toMatchObject({
      status: 409,
      body: { error: { code: 'core/OWN_CAUSE' } },
    });
    // Nothing uncommitted is shown.
    await roomOf(env, id).view(null);
    const { events } = await ledgerOf(id);
    expect(events.some(({ data }) => data.type === 'core.fanJoined')).toBe(true);
    expect((await projections(id))['entry']).toContainEqual(
      expect.objectContaining({ id: other, votes: 0 }),
    );
  });

  it('is somebody else than the staff of a demo that they try out', async () => {
    const id = await newContest();
    const browser = await newGuest();
    const sent = await actAs(browser, id, submit(await uploaded(id, browser)));
    await browser.send('POST', '/dev/sign-in', { as: 'moderator' });
    const entryId = sent.body.receipt.createdId;
    expect((await actAs(browser, id, { type: 'approve', entryId })).status).toBe(201);
  });

  it('makes no way for what they sent after the selection either', async () => {
    const id = await newContest(closingConfig());
    const standingId = await approvedEntry(id, 'ann');
    await approvedEntry(id, 'guest');
    await closed(id);
    await accepted(id, byModerator({ type: 'core.selectWinners' }));
    const out = input('mo', { type: 'core.disqualify', standingId, reason: 'Borrowed.' } as never, {
      role: 'moderator',
      formerFanIds: ['guest'],
    });
    expect(await sendOne(id, out)).toMatchObject({ code: 'core/OWN_CAUSE' });
  });

  it('changes nothing any more once the winners are selected', async () => {
    const id = await newContest(closingConfig());
    const entryId = await approvedEntry(id, 'ann');
    await accepted(id, vote('guest', entryId));
    await closed(id);
    await accepted(id, byModerator({ type: 'core.selectWinners' }));
    const before = await projections(id);
    const late = vote('ben', entryId, { formerFanIds: ['guest'], verifiedAtMs: 1 });
    expect(await sendOne(id, late)).toMatchObject({ code: 'core/RESULT_FIXED' });
    await roomOf(env, id).view(null);
    expect(await projections(id)).toEqual(before);
  });
});
