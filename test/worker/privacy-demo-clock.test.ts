import { env, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { beforeAll, describe, expect, it } from 'vitest';
import { kept } from '../../worker/wire/privacy.ts';
import { signedIn, type Caller } from './browser-like.ts';
import { closingConfig, newContest, openConfig } from './engine-world.ts';
import { announce, approve, enter, rowCount, words } from './privacy-world.ts';

const DAY_MS = 24 * 3600_000;
/** From being woken until it looks. */
const SOON_MS = 60_000;

let owner: Caller;
let running: string;
let over: string;

const keeper = () => env.PRIVACY_KEEPER.getByName('keeper');

async function moveClock(byMs: number): Promise<void> {
  expect((await owner.send('POST', '/dev/clock', { byMs })).ok).toBe(true);
  const alarmMs = await runInDurableObject(keeper(), (_keeper, state) => state.storage.getAlarm());
  expect(alarmMs).toBeLessThan(Date.now() + SOON_MS);
  expect(await runDurableObjectAlarm(keeper())).toBe(true);
}

const tracesOf = (contestId: string) => rowCount('FROM act_trace WHERE contest_id = ?', contestId);

beforeAll(async () => {
  owner = await signedIn('brand');
  [running, over] = [await newContest(openConfig()), await newContest(closingConfig())];
  const fan = await signedIn('fan', 'Clock Kim');
  await enter(fan, running, words('Kim'));
  await approve(over, (await enter(fan, over, words('Kim too'))).entryId);
  await announce(over);
});

describe('where the clock of a demo is moved', () => {
  it('what contests leave behind is forgotten as if the time had passed', async () => {
    await moveClock((kept.traceDaysAfterAnnouncement + 1) * DAY_MS);
    expect([await tracesOf(over), await tracesOf(running)]).toEqual([0, 1]);
    await moveClock((kept.traceDays - kept.traceDaysAfterAnnouncement) * DAY_MS);
    expect(await tracesOf(running)).toBe(0);
    expect(await rowCount('FROM fan WHERE contest_id = ?', over)).toBeGreaterThan(0);
    await moveClock(kept.mappingDaysAfterAnnouncement * DAY_MS);
    expect(await rowCount('FROM fan WHERE contest_id = ?', over)).toBe(0);
  });

  it('and nobody is signed out, since accounts go by the real time', async () => {
    expect(await rowCount('FROM session')).toBeGreaterThan(0);
    expect((await owner.json<{ person: unknown }>('GET', '/api/me')).body.person).not.toBeNull();
  });
});
