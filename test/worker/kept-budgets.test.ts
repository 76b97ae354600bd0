import {
  env,
  evictDurableObject,
  runDurableObjectAlarm,
  runInDurableObject,
} from 'cloudflare:test';
import { beforeAll, describe, expect, it } from 'vitest';
import { defaultLimits, type Limits } from '../../worker/abuse/limits.ts';
import {
  takeBrandUpload,
  takeCode,
  takeGuest,
  takeInvitation,
  takeLedger,
  takeRead,
  takeSignIn,
  takeUpload,
} from '../../worker/services/request-budgets.ts';
import { signedIn } from './browser-like.ts';
import { growLong, newContest, until } from './engine-world.ts';

const address = '2001:db8:77::1';
const sender = { person: 'g_ann', address };
const visitor = { email: 'ann@example.org', address, device: 'a browser' };

let contestId: string;
let keepers: DurableObjectStub[];
beforeAll(async () => {
  await signedIn('brand');
  contestId = await newContest();
  await growLong(contestId);
  const names = [
    `contest ${contestId}`,
    ...Array.from({ length: 16 }, (_, number) => `door ${number}`),
  ];
  keepers = names.map((name) => env.LIMIT_KEEPER.getByName(name));
});

interface Kept {
  bucket: string;
  key: string;
  millitokens: number;
}

/** Every budget that is on disk because something of it is used up. */
async function kept(): Promise<Kept[]> {
  const all = await Promise.all(
    keepers.map((keeper) =>
      runInDurableObject(keeper, (_, { storage }) =>
        storage.sql
          .exec<Kept & Record<string, SqlStorageValue>>(
            'SELECT bucket, key, millitokens FROM level',
          )
          .toArray(),
      ),
    ),
  );
  return all.flat();
}

const bucketsOf = (...classes: (keyof Limits)[]) =>
  classes.flatMap((name) => Object.keys(defaultLimits[name]).map((scope) => `${name}.${scope}`));

describe('what a request costs', () => {
  it.each([
    ['read', () => takeRead(env, contestId, sender)],
    ['upload', () => takeUpload(env, contestId, sender)],
    ['ledger', () => takeLedger(env, contestId, sender)],
    ['brandUpload', () => takeBrandUpload(env, 'brand', sender)],
    ['guest', () => takeGuest(env, address)],
    ['signIn', () => takeSignIn(env, visitor)],
    ['code', () => takeCode(env, visitor)],
    ['invite', () => takeInvitation(env, sender, { brandId: 'brand', email: 'ben@example.org' })],
  ] as const)('comes out of every budget that there is for it: %s', async (name, take) => {
    expect(await take()).toBeNull();
    const wanted = bucketsOf(name).sort();
    const found = async () =>
      (await kept()).map(({ bucket }) => bucket).filter((bucket) => bucket.startsWith(`${name}.`));
    // What reading costs is written a moment later.
    await until(async () => (await found()).length >= wanted.length);
    expect((await found()).sort()).toEqual(wanted);
  });

  it('is not forgotten before it has come back, whoever tidies up or restarts', async () => {
    const { capacity } = defaultLimits.read.person;
    for (let read = 0; read < capacity + 100; read++)
      await takeRead(env, contestId, { person: 'g_quick', address: null });
    const emptied = async () =>
      (await kept()).filter(
        ({ bucket, millitokens }) => bucket === 'read.person' && millitokens < capacity * 500,
      ).length;
    await until(async () => (await emptied()) === 1);
    const before = (await kept()).length;
    await Promise.all(keepers.map((keeper) => runDurableObjectAlarm(keeper)));
    expect((await kept()).length).toBe(before);
    await Promise.all(keepers.map((keeper) => evictDurableObject(keeper)));
    let granted = 0;
    while (
      granted < capacity &&
      !(await takeRead(env, contestId, { person: 'g_quick', address: null }))
    )
      granted++;
    expect(granted).toBeLessThan(capacity / 2);
  });
});
