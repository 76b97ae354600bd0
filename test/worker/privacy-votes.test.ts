import { env } from 'cloudflare:test';
import { beforeAll, describe, expect, it } from 'vitest';
import { roomOf } from '../../worker/room/room-stub.ts';
import { pseudonym } from '../../worker/services/contest-facts.ts';
import { resumeDeletions } from '../../worker/services/privacy-deletion.ts';
import type { ClustersReply } from '../../worker/wire/desk.ts';
import type { DevMail } from '../../worker/wire/pages-dev.ts';
import { Caller, signedIn } from './browser-like.ts';
import {
  approvedEntry,
  closingConfig,
  ledgerOf,
  newContest,
  openConfig,
  send,
} from './engine-world.ts';
import { act, announce, forget, me, newGuest, rowCount, verifiedLedger } from './privacy-world.ts';
import { playables } from './privacy-world-of-types.ts';
import { fanVote, many, robotVote } from './vote-world.ts';

const accountOf = async (id: string) =>
  (await roomOf(env, id).review({ actorId: 'mo', role: 'moderator' }))?.votes;

/** A relay with one entry, for which somebody has voted. */
async function votedFor(config = openConfig()) {
  const id = await newContest(config);
  const entryId = await approvedEntry(id, 'ann');
  const leaver = await newGuest();
  await act(leaver, id, { type: 'vote', entryId });
  return { id, entryId, leaver };
}

const typesSince = async (id: string, seq: number) =>
  (await ledgerOf(id)).events.slice(seq).map(({ role, data }) => `${role} ${data.type}`);

const TAKEN_OUT = ['system core.votesQuarantined', 'system core.clusterVoided'];

// Signing somebody in makes the demo's brand, whose contests these are.
beforeAll(async () => {
  await signedIn('brand');
});

describe('the votes of somebody who asks to be forgotten', () => {
  it('count no more, since where they came from is erased, and say so in public', async () => {
    const { id, leaver } = await votedFor();
    expect(await accountOf(id)).toMatchObject({ cast: 1, counted: 1 });
    await forget(leaver);
    expect(
      await rowCount('FROM act_trace WHERE contest_id = ? AND device_hash IS NOT NULL', id),
    ).toBe(0);
    expect(await accountOf(id)).toMatchObject({
      ...{ cast: 1, counted: 0, quarantined: 0, voided: 1 },
      decisions: { voided: [{ reason: expect.stringContaining('forgotten') as string, votes: 1 }] },
    });
    // The second round finds nothing left to take out.
    const { seq } = (await roomOf(env, id).view(null))!;
    await resumeDeletions(env, Date.now() + 3_600_000);
    expect(await typesSince(id, seq)).toEqual([]);
  });

  it('cannot be cast again and again by one e-mail address', async () => {
    const { id, entryId } = await votedFor();
    const email = 'many@example.org';
    for (let time = 0; time < 3; time++) {
      const fan = new Caller();
      await fan.send('POST', '/api/auth/email-otp/send-verification-otp', { email });
      const { body } = await fan.json<{ mails: DevMail[] }>('GET', '/dev/mail.json');
      const otp = /\b\d{6}\b/.exec(body.mails.find(({ to }) => to === email)?.text ?? '')?.[0];
      await fan.send('POST', '/api/auth/sign-in/email-otp', { email, otp });
      await act(fan, id, { type: 'vote', entryId });
      if (time < 2) await forget(fan);
    }
    expect(await accountOf(id)).toMatchObject({ cast: 4, counted: 2, voided: 2 });
  });

  it('tell nobody by their going whether they were held', async () => {
    const id = await newContest(openConfig());
    const [stuffed, honest] = [await approvedEntry(id, 'ann'), await approvedEntry(id, 'ben')];
    await send(id, ...many(60, (index) => fanVote(index, honest)));
    const [robot, fan] = [await newGuest(), await newGuest()];
    const fanIdOf = async (caller: Caller) =>
      pseudonym({ salt: `salt of ${id}` }, (await me(caller)).id);
    const as = async (caller: Caller) => ({ fanId: await fanIdOf(caller) });
    await send(id, ...many(60, (index) => robotVote(index, stuffed)));
    await send(id, { ...robotVote(60, stuffed), ...(await as(robot)) });
    await send(id, { ...fanVote(60, honest), ...(await as(fan)) });
    expect(await roomOf(env, id).sweep()).toBe(1);
    expect(await accountOf(id)).toMatchObject({ counted: 61, quarantined: 61 });
    const written: string[][] = [];
    for (const caller of [robot, fan]) {
      const { seq } = (await roomOf(env, id).view(null))!;
      await forget(caller);
      written.push(await typesSince(id, seq));
    }
    expect(written).toEqual([TAKEN_OUT, TAKEN_OUT]);
    expect(await accountOf(id)).toMatchObject({ counted: 60, quarantined: 60, voided: 2 });
    // There is nothing to decide for those who moderate.
    const moderator = await signedIn('moderator');
    const desk = await moderator.json<ClustersReply>('GET', `/api/contests/${id}/clusters`);
    expect(desk.body.clusters.map(({ votes }) => votes)).toEqual([60]);
    // Nor is a picture kept of what nobody looks at.
    await roomOf(env, id).sweep();
    expect(await rowCount('FROM vote_cluster WHERE contest_id = ?', id)).toBe(1);
  });

  it.each([
    ['stay where the account that the guest has become voted itself', true, 1],
    ['go with the guest where the account only took them over', false, 0],
  ])('%s', async (_, votesItself, counted) => {
    const game = playables['logo-design-votes']!;
    const id = await game.publish();
    const author = await signedIn('fan', 'Design Dora');
    const entryId = await game.play(author, id, 'Design Dora');
    const browser = await newGuest();
    await game.vote!(browser, id, entryId);
    const guest = browser.clone();
    await browser.send('POST', '/dev/sign-in', { as: 'fan', name: `Heir ${counted}` });
    // Any act hands the guest's ballot over, also one that the rules refuse.
    if (votesItself) await game.vote!(browser, id, entryId);
    else await expect(game.vote!(browser, id, 'no such design')).rejects.toThrow('409');
    expect(await accountOf(id)).toMatchObject({ cast: 1, counted: 1 });
    await forget(guest);
    expect(await accountOf(id)).toMatchObject({ cast: 1, counted });
    await forget(browser);
    expect(await accountOf(id)).toMatchObject({ cast: 1, counted: 0 });
  });

  it('do not make those void that an account casts later in the same browser', async () => {
    const game = playables['logo-design-votes']!;
    const id = await game.publish();
    const author = await signedIn('fan', 'Design Dan');
    const entryId = await game.play(author, id, 'Design Dan');
    const browser = await newGuest();
    await game.vote!(browser, id, entryId);
    await forget(browser.clone());
    await browser.send('POST', '/dev/sign-in', { as: 'fan', name: 'Next in line' });
    await game.vote!(browser, id, entryId);
    expect(await accountOf(id)).toMatchObject({ cast: 2, counted: 1, voided: 1 });
  });

  it('stay as they are in a result that is fixed', async () => {
    const { id, leaver } = await votedFor(closingConfig());
    await announce(id);
    const before = (await verifiedLedger(new Caller(), id)).text;
    await forget(leaver);
    expect((await verifiedLedger(new Caller(), id)).text).toBe(before);
    expect(await accountOf(id)).toMatchObject({ cast: 1, counted: 1 });
  });
});
