import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Caller, guestCaller } from '../support/caller.ts';
import { filesWith } from '../support/data-folder.ts';
import { distinctPhotograph } from '../support/photos.ts';
import { enterPhotograph, openForAnHour, publishRelay } from '../support/running-relay.ts';
import { startServer } from '../support/server.ts';

const HEADER = 'X-Test-Address';
/** Each as it is sent, and the block that it is in, however either could be written down. */
const ADDRESSES = [
  { address: '198.51.100.77', parts: ['198.51.100'] },
  { address: '2001:db8:aa17:bb29::5', parts: ['2001:db8:aa17', 'bb29'] },
];
const AGENT = 'A-browser-that-nobody-else-has';

let dataDir: string;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'fanfare-'));
});
afterAll(() => rm(dataDir, { recursive: true, force: true }));

it('an address, its block and the name of a browser are written nowhere, whatever somebody does', async () => {
  const env = { FANFARE_DEMO_CAMPAIGN: '0', FANFARE_ADDRESS_HEADER: HEADER };
  const server = await startServer({ dataDir, env });
  const relay = await publishRelay(server.origin, { schedule: openForAnHour() });
  for (const [index, { address }] of ADDRESSES.entries()) {
    const marks = { [HEADER]: address, 'user-agent': AGENT, 'accept-language': 'xx-YY' };
    const visitor = new Caller(server.origin, marks);
    for (const path of ['/', `/api/contests/${relay.id}`, '/privacy', '/no/such/page'])
      await visitor.send('GET', path);
    const guest = await guestCaller(server.origin);
    guest.headers = marks;
    await enterPhotograph(guest, relay.id, 'porto', await distinctPhotograph(index), 'Here');
    const email = `person-${index}@example.org`;
    const codes = '/api/auth/email-otp/send-verification-otp';
    expect((await visitor.send('POST', codes, { email, type: 'sign-in' })).status).toBe(200);
    const wrong = { email, otp: '000000' };
    expect((await visitor.send('POST', '/api/auth/sign-in/email-otp', wrong)).status).toBe(400);
  }
  // What is only remembered for a moment is on disk by now, and nothing has tidied up.
  await new Promise((done) => setTimeout(done, 1_500));
  await server.kill9();
  const texts = [AGENT, 'xx-YY', ...ADDRESSES.flatMap(({ address, parts }) => [address, ...parts])];
  expect((await Promise.all(texts.map((text) => filesWith(dataDir, text)))).flat()).toEqual([]);
  expect(server.output()).not.toMatch(/198\.51\.100|2001:db8|A-browser-that/);
});
