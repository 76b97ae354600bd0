import { env, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { describe, expect, it } from 'vitest';
import type { Bindings } from '../../worker/env.ts';
import { deletePerson, resumeDeletions } from '../../worker/services/privacy-deletion.ts';
import { kept } from '../../worker/wire/privacy.ts';
import { Caller, signedIn } from './browser-like.ts';
import { newContest, openConfig } from './engine-world.ts';
import {
  approve,
  enter,
  gallery,
  me,
  objectsOf,
  rowCount,
  statusOf,
  tablesWith,
  words,
} from './privacy-world.ts';

const MINUTE_MS = 60_000;

describe('a deletion that is interrupted', () => {
  const person = async (caller: Caller) => ({
    ...(await me(caller)),
    verifiedAtMs: 1,
    formerGuestId: null,
  });

  /** The same platform, but for rooms that answer nothing. */
  const withoutRooms = (): Bindings => ({
    ...env,
    CONTEST_ROOM: {
      getByName: () => ({ act: () => Promise.reject(new Error('the room is away')) }),
    } as unknown as Bindings['CONTEST_ROOM'],
  });

  it('shows nothing half deleted, and is finished later', async () => {
    const contestId = await newContest(openConfig());
    const leaver = await signedIn('fan', 'Broken Bo');
    const { entryId, mediaId } = await enter(leaver, contestId, words('Bo'));
    await approve(contestId, entryId);
    const { email, ...rest } = await person(leaver);
    const nowMs = Date.now();

    await deletePerson(withoutRooms(), { ...rest, email }, email ?? '', nowMs);

    expect(await statusOf(entryId)).toBe('approved');
    expect((await gallery(contestId)).total).toBe(0);
    expect((await new Caller().send('GET', `/media/${mediaId}/thumb`)).status).toBe(404);
    expect(await tablesWith('by Bo')).toEqual([]);

    await resumeDeletions(env, nowMs + 2 * MINUTE_MS);

    expect(await statusOf(entryId)).toBe('withdrawn');
    expect(await objectsOf(mediaId)).toEqual([]);
  });

  it('is looked at again soon, should the process end before it is finished', async () => {
    const leaver = await signedIn('fan', 'Cut-off Cai');
    await enter(leaver, await newContest(openConfig()), words('Cai'));
    const { email, ...rest } = await person(leaver);
    const nowMs = Date.now();
    await deletePerson(withoutRooms(), { ...rest, email }, email ?? '', nowMs);
    const keeper = env.PRIVACY_KEEPER.getByName('keeper');
    const alarmMs = await runInDurableObject(keeper, (_, { storage }) => storage.getAlarm());
    expect(alarmMs).toBeLessThanOrEqual(nowMs + MINUTE_MS);
  });

  it('has a second round for what a session in another browser did meanwhile, and then ends', async () => {
    const contestId = await newContest(openConfig());
    const leaver = await signedIn('fan', 'Lingering Li');
    const elsewhere = leaver.clone();
    const { id, email, ...rest } = await person(leaver);
    const startMs = Date.now();
    // By another isolate: this one knows the session, and looks again within a minute only.
    await deletePerson(env, { ...rest, id, email }, email ?? '', startMs);
    const late = await enter(elsewhere, contestId, words('Li'));
    expect(await tablesWith('by Li')).toEqual(['erasable_text']);

    await resumeDeletions(env, startMs + (kept.deletionMinutes + 1) * MINUTE_MS);

    expect(await tablesWith('by Li')).toEqual([]);
    expect(await tablesWith(id.slice(2))).toEqual([]);
    expect(await objectsOf(late.mediaId)).toEqual([]);
    expect(await statusOf(late.entryId)).toBe('withdrawn');
  });

  it('is gone on with by an alarm', async () => {
    const keeper = env.PRIVACY_KEEPER.getByName('keeper');
    await env.DB.prepare(
      `INSERT INTO deletion (person_id, former_guest_id, pseudonyms, requested_at_ms, due_at_ms)
       VALUES ('g_alarm', NULL, '[]', 1, 1)`,
    ).run();
    await keeper.wakeBy(Date.now() + MINUTE_MS);
    expect(await runDurableObjectAlarm(keeper)).toBe(true);
    expect(await rowCount("FROM deletion WHERE person_id = 'g_alarm'")).toBe(0);
    // And it has set itself again.
    expect(await runDurableObjectAlarm(keeper)).toBe(true);
  });
});
