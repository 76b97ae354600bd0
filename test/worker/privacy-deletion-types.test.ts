import { beforeAll, describe, expect, it } from 'vitest';
import { contestTypes } from '../../contests/registry.server.ts';
import type { PersonExport } from '../../worker/wire/privacy-export.ts';
import { Caller, signedIn } from './browser-like.ts';
import { ledgerOf } from './engine-world.ts';
import {
  announce,
  forget,
  me,
  objectsOf,
  rowCount,
  statusOf,
  tablesWith,
  verifiedLedger,
} from './privacy-world.ts';
import { playables } from './privacy-world-of-types.ts';

/** Long enough for everything that three people do in each of them on a busy machine. */
const OPEN_MS = 20_000;

const exportOf = async (caller: Caller) =>
  (await caller.json<PersonExport>('GET', '/api/me/export')).body;

// Signing somebody in makes the demo's brand, whose contests these are.
beforeAll(async () => {
  await signedIn('brand');
});

it('is tried with every type of contest there is', () => {
  expect(Object.keys(playables).sort()).toEqual(
    contestTypes()
      .map(({ type }) => type)
      .sort(),
  );
});

// All at once, since most of it is waiting for contests to close.
describe.concurrent.each(Object.entries(playables))('somebody who took part in a %s', (type, game) => {
  it('takes along all of it and nothing of others, cannot win once forgotten, and is gone from the result', async () => {
    const id = await game.publish(OPEN_MS);
    // Names that fit everywhere, and people of their own for each type.
    const [eve, lou, sam] = ['Eve', 'Lou', 'Sam'].map((name) => `${name} ${type.slice(0, 8)}`) as [
      string,
      string,
      string,
    ];
    const [early, late, stayer] = [
      await signedIn('fan', eve),
      await signedIn('fan', lou),
      await signedIn('fan', sam),
    ];
    const gone = new RegExp(`${eve}|${lou}`);
    const earlyStands = await game.play(early, id, eve);
    const lateStands = await game.play(late, id, lou);
    const stayerStands = await game.play(stayer, id, sam);
    await game.vote?.(stayer, id, earlyStands);
    await game.vote?.(late, id, earlyStands);
    await game.vote?.(early, id, lateStands);

    const own = JSON.stringify(await exportOf(early));
    expect(own).toMatch(new RegExp(`(of|by) ${eve}`));
    expect(own).not.toMatch(new RegExp(`${lou}|${sam}`));
    const earlyId = (await me(early)).id;
    const lateUploads = (await exportOf(late)).uploads.map((upload) => upload.id);

    // Before it is decided.
    expect((await forget(early)).status).toBe(200);
    expect(['withdrawn', 'disqualified']).toContain(await statusOf(earlyStands));
    expect(await tablesWith(eve)).toEqual([]);
    expect(await rowCount('FROM fan WHERE person_id = ?', earlyId)).toBe(0);
    expect(JSON.stringify(await ledgerOf(id))).not.toContain(eve);

    await announce(id);
    const before = await verifiedLedger(stayer, id);
    const winners = before.verdict.winners.map(({ standingId }) => standingId);
    expect(winners).not.toContain(earlyStands);
    expect(winners).toContain(lateStands);
    expect(before.text).not.toMatch(gone);

    // After it is.
    expect((await forget(late)).status).toBe(200);
    expect(await tablesWith(lou)).toEqual([]);
    for (const upload of lateUploads) expect(await objectsOf(upload)).toEqual([]);
    const after = await verifiedLedger(stayer, id);
    expect(after.text).toBe(before.text);
    expect(after.verdict.winners).toEqual(before.verdict.winners);
    expect(after.verdict.opening.head).toEqual(before.verdict.opening.head);

    const visitor = new Caller();
    const shown = [
      await visitor.send('GET', `/api/contests/${id}`),
      await visitor.send('GET', `/api/contests/${id}/standings`),
      await visitor.send('GET', `/api/contests/${id}/entries?sort=new`),
      await visitor.send('GET', `/c/${id}/contest`),
      await visitor.send('GET', `/c/${id}/contest/results`),
      await visitor.send('GET', `/c/${id}/contest/entries/${lateStands}`),
    ];
    for (const page of shown) expect(await page.text()).not.toMatch(gone);
    expect(JSON.stringify(await exportOf(stayer))).toContain(sam);
    expect(stayerStands).not.toBe('');
  });
});
