import { env } from 'cloudflare:test';
import { beforeAll, describe, expect, it } from 'vitest';
import { contestTypes } from '../../contests/registry.server.ts';
import { roomOf } from '../../worker/room/room-stub.ts';
import type { PersonExport } from '../../worker/wire/privacy-export.ts';
import { Caller, signedIn } from './browser-like.ts';
import { faultsOf, ledgerOf, projections } from './engine-world.ts';
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

const exportOf = async (caller: Caller) =>
  (await caller.json<PersonExport>('GET', '/api/me/export')).body;

/** Of three votes one has been taken out, the account says so, and the ledger gives it all again. */
async function expectOneVoteTakenOut(id: string): Promise<void> {
  const account = async () =>
    (await roomOf(env, id).review({ actorId: 'mo', role: 'moderator' }))?.votes;
  const votes = (await account())!;
  expect(votes.voidedBy.abuse).toBe(1);
  expect(votes.decisions?.voided).toMatchObject([{ votes: 1 }]);
  expect(votes.counted + votes.quarantined + votes.voided).toBe(3);
  expect(votes.cast).toBe(3);
  const before = await projections(id);
  expect(faultsOf(await ledgerOf(id))).toEqual([]);
  await roomOf(env, id).rebuild();
  expect(await projections(id)).toEqual(before);
  expect(await account()).toEqual(votes);
}

/** A contest in which three people took part, of whom one has been forgotten. */
interface Played {
  id: string;
  late: Caller;
  stayer: Caller;
  standings: Record<'early' | 'late', string>;
  names: Record<'early' | 'late' | 'stayer', string>;
}
const played = new Map<string, Played>();

// Signing somebody in makes the demo's brand, whose contests these are.
beforeAll(async () => {
  await signedIn('brand');
});

it('is tried with every type of contest there is', () => {
  const types = contestTypes().map(({ type }) => type);
  expect(Object.keys(playables).sort()).toEqual(types.sort());
});

describe.each(Object.entries(playables))('somebody who took part in a %s', (type, game) => {
  it('takes along all of it and nothing of others, and is out of it once forgotten', async () => {
    const id = await game.publish();
    // Names that fit everywhere, and people of their own for each type.
    const nameOf = (first: string) => `${first} ${type.slice(0, 8)}`;
    const names = { early: nameOf('Eve'), late: nameOf('Lou'), stayer: nameOf('Sam') };
    const early = await signedIn('fan', names.early);
    const late = await signedIn('fan', names.late);
    const stayer = await signedIn('fan', names.stayer);
    const standings = {
      early: await game.play(early, id, names.early),
      late: await game.play(late, id, names.late),
    };
    await game.play(stayer, id, names.stayer);
    await game.vote?.(stayer, id, standings.early);
    await game.vote?.(late, id, standings.early);
    await game.vote?.(early, id, standings.late);

    const own = JSON.stringify(await exportOf(early));
    expect(own).toMatch(new RegExp(`(of|by) ${names.early}`));
    expect(own).not.toMatch(new RegExp(`${names.late}|${names.stayer}`));
    const { id: personId } = await me(early);

    expect((await forget(early)).status).toBe(200);

    expect(['withdrawn', 'disqualified']).toContain(await statusOf(standings.early));
    expect(await tablesWith(names.early)).toEqual([]);
    expect(await rowCount('FROM fan WHERE person_id = ?', personId)).toBe(0);
    expect(JSON.stringify(await ledgerOf(id))).not.toContain(names.early);
    if (game.vote) await expectOneVoteTakenOut(id);
    // Else nobody has a vote any more, and a draw decides who wins.
    await game.vote?.(stayer, id, standings.late);
    played.set(type, { id, late, stayer, standings, names });
  });
});

// Afterwards, since it closes them all.
describe.each(Object.keys(playables))('somebody who took part in a %s', (type) => {
  it('cannot win once forgotten, and is gone from an announced result that verifies as before', async () => {
    const { id, late, stayer, standings, names } = played.get(type)!;
    await announce(id);
    const before = await verifiedLedger(stayer, id);
    const winners = before.verdict.winners.map(({ standingId }) => standingId);
    expect(winners).not.toContain(standings.early);
    expect(winners).toContain(standings.late);
    const gone = new RegExp(`${names.early}|${names.late}`);
    expect(before.text).not.toMatch(gone);
    const uploads = (await exportOf(late)).uploads.map((upload) => upload.id);

    expect((await forget(late)).status).toBe(200);

    expect(await tablesWith(names.late)).toEqual([]);
    for (const upload of uploads) expect(await objectsOf(upload)).toEqual([]);
    const after = await verifiedLedger(stayer, id);
    expect(after.text).toBe(before.text);
    expect(after.verdict.winners).toEqual(before.verdict.winners);
    expect(after.verdict.opening.head).toEqual(before.verdict.opening.head);
    const visitor = new Caller();
    for (const path of [
      `/api/contests/${id}`,
      `/api/contests/${id}/standings`,
      `/api/contests/${id}/entries?sort=new`,
      `/c/${id}/contest`,
      `/c/${id}/contest/results`,
      `/c/${id}/contest/entries/${standings.late}`,
    ])
      expect(await (await visitor.send('GET', path)).text(), path).not.toMatch(gone);
    expect(JSON.stringify(await exportOf(stayer))).toContain(names.stayer);
  });
});
