import { env } from 'cloudflare:test';
import { describe, expect, it } from 'vitest';
import { joinTeam } from '../../bin/join-team.ts';
import type { PersonExport } from '../../worker/wire/privacy-export.ts';
import type { BrandMembership, Me, MemberList } from '../../worker/wire/people.ts';
import { Caller, signedIn } from './browser-like.ts';
import { forget, me, newGuest, objectsOf, rowCount, tablesWith } from './privacy-world.ts';
import { playables } from './privacy-world-of-types.ts';

describe('somebody who asks to be forgotten', () => {
  it('leaves the picture that a brand has given for all captions to the brand, and does not take it along', async () => {
    await signedIn('brand');
    const captions = playables['caption-this-photo']!;
    const contestId = await captions.publish();
    const { photo } = (
      await new Caller().json<{ config: { photo: string } }>('GET', `/api/contests/${contestId}`)
    ).body.config;
    await env.DB.prepare('INSERT INTO contest_picture (contest_id, media_id) VALUES (?, ?)')
      .bind(contestId, photo)
      .run();
    const guest = await newGuest();
    await captions.play(guest, contestId, 'Gone');
    const { contests } = (await guest.json<PersonExport>('GET', '/api/me/export')).body;
    expect(contests[0]?.entries).toMatchObject([{ pictureUrls: [] }]);
    await forget(guest);
    expect((await new Caller().send('GET', `/media/${photo}/large`)).status).toBe(200);
    expect(await objectsOf(photo)).toHaveLength(4);
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
    // As a telephone's file has them: where the editor was, and when.
    await env.DB.prepare(`UPDATE media SET exif_hints = '{}' WHERE id = ?`).bind(mediaId).run();

    await forget(editor);

    expect(await objectsOf(mediaId)).toHaveLength(4);
    expect(await rowCount('FROM media WHERE id = ? AND exif_hints IS NULL', mediaId)).toBe(1);
    expect(await tablesWith(userId.slice(2))).toEqual(['deletion']);
  });
});
