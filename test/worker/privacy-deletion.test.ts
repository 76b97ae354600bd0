import { describe, expect, it } from 'vitest';
import type { ContestDetail } from '../../worker/wire/contest.ts';
import type { PersonExport } from '../../worker/wire/privacy-export.ts';
import { Caller, signedIn } from './browser-like.ts';
import { closingConfig, letClose, newContest, openConfig, replayed } from './engine-world.ts';
import {
  act,
  announce,
  approve,
  enter,
  forget,
  gallery,
  me,
  newGuest,
  objectsOf,
  rowCount,
  statusOf,
  tablesWith,
  uploadPicture,
  verifiedLedger,
  words,
} from './privacy-world.ts';

describe('somebody who asks to be forgotten', () => {
  it('leaves nothing behind but pseudonyms, and every ledger verifies as before', async () => {
    const contestId = await newContest(closingConfig());
    const leaver = await signedIn('fan', 'Leaving Lea');
    const stayer = await signedIn('fan', 'Staying Sam');
    const [own, other] = [
      await enter(leaver, contestId, words('Lea')),
      await enter(stayer, contestId, words('Sam')),
    ];
    for (const { entryId } of [own, other]) await approve(contestId, entryId);
    await act(stayer, contestId, { type: 'vote', entryId: own.entryId });
    await act(leaver, contestId, { type: 'vote', entryId: other.entryId });
    const unused = await uploadPicture(leaver, contestId);
    await announce(contestId);
    const before = await verifiedLedger(stayer, contestId);
    const { id, email } = await me(leaver);
    const userId = id.slice(2);
    expect(await tablesWith(userId)).toEqual(['fan', 'media', 'session', 'user']);

    expect((await forget(leaver)).status).toBe(200);

    expect(leaver.cookies).toBe('');
    for (const trace of [email ?? '', 'Leaving Lea', 'by Lea', 'of Lea'])
      expect([trace, await tablesWith(trace)]).toEqual([trace, []]);
    expect(await tablesWith(userId)).toEqual(['deletion']);
    for (const mediaId of [own.mediaId, unused]) {
      expect(await objectsOf(mediaId)).toEqual([]);
      expect((await stayer.send('GET', `/media/${mediaId}/thumb`)).status).toBe(404);
    }
    expect(await tablesWith('by Sam')).toEqual(['erasable_text']);
    expect(await objectsOf(other.mediaId)).toHaveLength(4);

    const after = await verifiedLedger(stayer, contestId);
    expect(after.text).toBe(before.text);
    expect(after.verdict.opening.head).toEqual(before.verdict.opening.head);
    expect(after.verdict.winners).toEqual(before.verdict.winners);
  });

  it('is shown as gone wherever the entry was: gallery, its page, the result', async () => {
    const contestId = await newContest(closingConfig());
    const leaver = await signedIn('fan', 'Winning Wim');
    const { entryId } = await enter(leaver, contestId, words('Wim'));
    await approve(contestId, entryId);
    await act(await newGuest(), contestId, { type: 'vote', entryId });
    await announce(contestId);
    const path = `/c/${contestId}/contest`;
    const visitor = new Caller();
    expect((await gallery(contestId)).entries.map(({ id }) => id)).toEqual([entryId]);
    expect((await visitor.send('GET', `${path}/entries/${entryId}`)).status).toBe(200);

    await forget(leaver);

    expect(await gallery(contestId)).toEqual({ entries: [], nextCursor: null, total: 0 });
    const page = await visitor.send('GET', `${path}/entries/${entryId}`);
    expect(page.status).toBe(410);
    const html = await page.text();
    expect(html).toContain('asked to be forgotten');
    expect(html).not.toContain('Wim');
    const results = await (await visitor.send('GET', `${path}/results`)).text();
    expect(results).toContain('No longer shown');
    expect(results).not.toContain('Wim');
    const { body } = await visitor.json<ContestDetail>('GET', `/api/contests/${contestId}`);
    expect(body.result?.awards).toMatchObject([{ standingId: entryId, entry: null }]);
  });

  it('is no more than an unknown address where nobody has ever seen the entry', async () => {
    const contestId = await newContest(openConfig());
    const leaver = await newGuest();
    const { entryId } = await enter(leaver, contestId, words('Unseen'));
    await forget(leaver);
    const visitor = new Caller();
    const [erased, absent] = await Promise.all(
      [entryId, 'a'.repeat(entryId.length)].map((id) =>
        visitor.send('GET', `/c/${contestId}/contest/entries/${id}`),
      ),
    );
    expect([erased?.status, absent?.status]).toEqual([404, 404]);
  });

  it('takes along where their acts came from, in every contest', async () => {
    const contestId = await newContest(openConfig());
    const leaver = await newGuest();
    await enter(leaver, contestId, words('Traced'));
    // The server takes the entry out in their stead, from nowhere.
    const traces = () =>
      rowCount('FROM act_trace WHERE contest_id = ? AND device_hash IS NOT NULL', contestId);
    expect(await traces()).toBe(1);
    await forget(leaver);
    expect(await traces()).toBe(0);
  });

  it('takes along what they did as a guest where they signed in, though they have signed out since', async () => {
    const contestId = await newContest(openConfig());
    const browser = await newGuest();
    const { entryId, mediaId } = await enter(browser, contestId, words('Wanderer'));
    const signIn = () =>
      browser.send('POST', '/dev/sign-in', { as: 'fan', name: 'Wandering Wilma' });
    await signIn();
    await browser.send('POST', '/api/auth/sign-out', {});
    await signIn();
    const { contests } = (await browser.json<PersonExport>('GET', '/api/me/export')).body;
    expect(contests.flatMap(({ entries }) => entries.map(({ id }) => id))).toEqual([entryId]);
    await forget(browser);
    expect(await statusOf(entryId)).toBe('withdrawn');
    expect(await objectsOf(mediaId)).toEqual([]);
    expect(await tablesWith('by Wanderer')).toEqual([]);
  });

  it('takes their entries out of a running contest, and their votes', async () => {
    const contestId = await newContest(openConfig());
    const leaver = await signedIn('fan', 'Running Rio');
    const stayer = await newGuest();
    const [approved, pending, other] = [
      await enter(leaver, contestId, words('Rio')),
      await enter(leaver, contestId, words('Rio again')),
      await enter(stayer, contestId, words('Sol')),
    ];
    await approve(contestId, approved.entryId);
    await approve(contestId, other.entryId);
    await act(leaver, contestId, { type: 'vote', entryId: other.entryId });
    const { id } = await me(leaver);

    await forget(leaver);

    expect([await statusOf(approved.entryId), await statusOf(pending.entryId)]).toEqual([
      'withdrawn',
      'withdrawn',
    ]);
    const shown = (await gallery(contestId)).entries;
    expect(shown.map(({ id, votes }) => [id, votes])).toEqual([[other.entryId, 0]]);
    expect(await rowCount('FROM fan WHERE person_id = ?', id)).toBe(0);
    // What the room remembers and snapshots consist of: no text was ever in it.
    expect(JSON.stringify(await replayed(contestId))).not.toContain('Rio');
  });

  it('cannot win any more once entries may no longer be withdrawn', async () => {
    const contestId = await newContest(closingConfig());
    const leaver = await signedIn('fan', 'Late Lou');
    const stayer = await newGuest();
    const own = await enter(leaver, contestId, words('Lou'));
    const pending = await enter(leaver, contestId, words('Lou again'));
    const other = await enter(stayer, contestId, words('Sol'));
    await approve(contestId, own.entryId);
    await approve(contestId, other.entryId);
    await act(await newGuest(), contestId, { type: 'vote', entryId: own.entryId });
    letClose();

    await forget(leaver);

    expect([await statusOf(own.entryId), await statusOf(pending.entryId)]).toEqual([
      'disqualified',
      'disqualified',
    ]);
    await announce(contestId);
    const { verdict } = await verifiedLedger(stayer, contestId);
    expect(verdict.winners.map(({ standingId }) => standingId)).toEqual([other.entryId]);
  });

  it('is forgotten as a guest too, by the cookie alone', async () => {
    const contestId = await newContest(openConfig());
    const [leaver, stayer] = [await newGuest(), await newGuest()];
    const own = await enter(leaver, contestId, words('a guest'));
    const other = await enter(stayer, contestId, words('another'));
    await approve(contestId, own.entryId);
    await approve(contestId, other.entryId);
    expect((await leaver.send('DELETE', '/api/me', { confirmation: 'no' })).status).toBe(422);
    expect((await gallery(contestId)).total).toBe(2);

    expect((await leaver.send('DELETE', '/api/me', { confirmation: 'Delete' })).status).toBe(200);

    expect(leaver.cookies).toBe('');
    expect(await objectsOf(own.mediaId)).toEqual([]);
    expect(await tablesWith('by a guest')).toEqual([]);
    expect((await gallery(contestId)).entries.map(({ id }) => id)).toEqual([other.entryId]);
  });

  it('who went on in another browser and asks again is forgotten again at once', async () => {
    const contestId = await newContest(openConfig());
    const leaver = await newGuest();
    const elsewhere = leaver.clone();
    const first = await enter(leaver, contestId, words('once'));
    expect((await forget(leaver)).status).toBe(200);
    const other = await newContest(openConfig());
    const second = await enter(elsewhere, other, words('twice'));
    expect((await forget(elsewhere)).status).toBe(200);
    expect([await statusOf(first.entryId), await statusOf(second.entryId)]).toEqual([
      'withdrawn',
      'withdrawn',
    ]);
    expect(await tablesWith('by twice')).toEqual([]);
    expect(await objectsOf(second.mediaId)).toEqual([]);
  });

  it('takes along what the same person did as a guest before signing in', async () => {
    const contestId = await newContest(openConfig());
    const guest = await newGuest();
    const asGuest = await enter(guest, contestId, words('former'));
    const waiting = await uploadPicture(guest, contestId);
    const fan = await signedIn('fan', 'Former Flo');
    const [name = '', value = ''] = guest.cookies.split('=');
    fan.setCookie(name, value);
    const asFan = await enter(fan, contestId, words('Flo'));

    await forget(fan);

    for (const { mediaId, entryId } of [asGuest, asFan]) {
      expect(await objectsOf(mediaId)).toEqual([]);
      expect(await statusOf(entryId)).toBe('withdrawn');
    }
    expect(await objectsOf(waiting)).toEqual([]);
    expect(await tablesWith('by former')).toEqual([]);
  });
});
