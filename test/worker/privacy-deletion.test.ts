import { describe, expect, it } from 'vitest';
import { joinTeam } from '../../bin/join-team.ts';
import type { BrandMembership, Me, MemberList } from '../../worker/wire/people.ts';
import type { ContestDetail } from '../../worker/wire/contest.ts';
import { Caller, signedIn } from './browser-like.ts';
import { closingConfig, newContest, openConfig, replayed } from './engine-world.ts';
import {
  act,
  announce,
  approve,
  enter,
  eventually,
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

/** Long enough for two entries to be sent and approved on a busy machine. */
const OPEN_MS = 7_000;

describe('somebody who asks to be forgotten', () => {
  it('leaves nothing behind but pseudonyms, and every ledger verifies as before', async () => {
    const contestId = await newContest(closingConfig(OPEN_MS));
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
    const contestId = await newContest(closingConfig(OPEN_MS));
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

  it('takes their entries out of a running contest, while their votes stay', async () => {
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
    expect(shown.map(({ id, votes }) => [id, votes])).toEqual([[other.entryId, 1]]);
    expect(await rowCount('FROM fan WHERE person_id = ?', id)).toBe(0);
    // What the room remembers and snapshots consist of: no text was ever in it.
    expect(JSON.stringify(await replayed(contestId))).not.toContain('Rio');
  });

  it('cannot win any more once entries may no longer be withdrawn', async () => {
    const contestId = await newContest(closingConfig(OPEN_MS));
    const leaver = await signedIn('fan', 'Late Lou');
    const stayer = await newGuest();
    const own = await enter(leaver, contestId, words('Lou'));
    const pending = await enter(leaver, contestId, words('Lou again'));
    const other = await enter(stayer, contestId, words('Sol'));
    await approve(contestId, own.entryId);
    await approve(contestId, other.entryId);
    await act(await newGuest(), contestId, { type: 'vote', entryId: own.entryId });
    const moderator = await signedIn('moderator');
    await eventually(async () => {
      const detail = await moderator.json<ContestDetail>('GET', `/api/contests/${contestId}`);
      return !detail.body.open.includes('voting');
    });

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

  it('is told to hand a brand with colleagues over first, and then nothing has happened', async () => {
    const owner = await signedIn('fan', 'Only Owner');
    const { body: brand } = await owner.json<BrandMembership>('POST', '/api/brands', {
      name: 'Brand of two',
    });
    const heir = await signedIn('fan', 'Heir');
    const team = `/api/brands/${brand.id}/members`;
    await joinTeam(owner, brand.id, heir, 'editor');
    const reply = await forget(owner);
    expect(reply.status).toBe(409);
    expect((await reply.json<{ error: object }>()).error).toMatchObject({
      code: 'me/LAST_OWNER',
      message: expect.stringMatching(
        /only owner of “Brand of two”.*somebody else an owner there.*Team in the studio.*Nothing was deleted/,
      ),
    });
    expect((await me(owner)).email).toMatch(/@/);
    expect(await rowCount('FROM organization WHERE id = ?', brand.id)).toBe(1);

    const { members } = (await owner.json<MemberList>('GET', team)).body;
    const other = members.find(({ self }) => !self)?.id;
    await owner.json('PATCH', `${team}/${other}`, { role: 'owner' });
    expect((await forget(owner)).status).toBe(200);
    expect((await heir.json<Me>('GET', '/api/me')).body.brands).toMatchObject([
      { id: brand.id, role: 'owner' },
    ]);
    expect(await tablesWith('Only Owner')).toEqual([]);
  });

  it('takes along a brand that nobody else works for and of which nothing was published', async () => {
    const owner = await signedIn('fan', 'Drafting Dora');
    const { body: brand } = await owner.json<BrandMembership>('POST', '/api/brands', {
      name: 'Doras first brand',
    });
    const { body: campaign } = await owner.json<{ id: string }>(
      'POST',
      `/api/brands/${brand.id}/campaigns`,
      { title: 'Doras campaign' },
    );
    await owner.json('POST', `/api/studio/campaigns/${campaign.id}/contests`, {
      type: 'street-photo-relay',
      title: 'Doras draft',
    });
    const elsewhere = await signedIn('fan', 'Inviting Ines');
    const { body: other } = await elsewhere.json<BrandMembership>('POST', '/api/brands', {
      name: 'Another brand',
    });
    const invite = (caller: Caller, brandId: string, email: string) =>
      caller.json('POST', `/api/brands/${brandId}/members`, { email, role: 'judge' });
    await invite(owner, brand.id, 'nobody-yet@demo.example');
    await invite(owner, brand.id, 'asked-twice@demo.example');
    await invite(elsewhere, other.id, 'asked-twice@demo.example');
    const { encode } = await import('fast-png');
    const data = new Uint8Array(256 * 256 * 3).map((_, index) => (index * 17) % 241);
    const png = encode({ width: 256, height: 256, data, channels: 3, depth: 8 });
    const reply = await owner.upload(`/api/media?brand=${brand.id}`, png);
    const { mediaId } = (await reply.json()) as { mediaId: string };

    expect((await forget(owner)).status).toBe(200);

    for (const trace of [brand.id, campaign.id, 'nobody-yet'])
      expect([trace, await tablesWith(trace)]).toEqual([trace, []]);
    // Whom somebody else invites as well keeps the mails about it, for as long as every mail is kept.
    expect((await tablesWith('Dora')).filter((table) => table !== 'outbox')).toEqual([]);
    expect(await tablesWith('asked-twice')).toEqual(['invitation', 'outbox']);
    expect(await objectsOf(mediaId)).toEqual([]);
  });

  it('cannot leave a brand whose contests the public can see', async () => {
    const owner = await signedIn('fan', 'Public Pia');
    const { body: brand } = await owner.json<BrandMembership>('POST', '/api/brands', {
      name: 'Public brand',
    });
    const { body: campaign } = await owner.json<{ id: string }>(
      'POST',
      `/api/brands/${brand.id}/campaigns`,
      { title: 'Public campaign' },
    );
    const { body: contest } = await owner.json<{ id: string }>(
      'POST',
      `/api/studio/campaigns/${campaign.id}/contests`,
      { type: 'street-photo-relay', title: 'Public contest' },
    );
    await owner.json('POST', `/api/contests/${contest.id}/publish`, {});
    expect((await forget(owner)).status).toBe(409);
    expect(await rowCount('FROM contest WHERE id = ?', contest.id)).toBe(1);
    expect((await me(owner)).email).toMatch(/@/);
  });

  it('leaves what they made for a brand to the brand, without their name on it', async () => {
    const { body } = await (await signedIn('brand')).json<Me>('GET', '/api/me');
    const brandId = body.brands[0]?.id ?? '';
    const editor = await signedIn('fan', 'Parting Editor');
    await joinTeam(await signedIn('brand'), brandId, editor, 'editor');
    const { encode } = await import('fast-png');
    const data = new Uint8Array(256 * 256 * 3).map((_, index) => (index * 13) % 251);
    const png = encode({ width: 256, height: 256, data, channels: 3, depth: 8 });
    const reply = await editor.upload(`/api/media?brand=${brandId}`, png);
    const { mediaId } = (await reply.json()) as { mediaId: string };
    const userId = (await me(editor)).id;

    await forget(editor);

    expect(await objectsOf(mediaId)).toHaveLength(4);
    expect(await tablesWith(userId.slice(2))).toEqual(['deletion']);
  });
});
