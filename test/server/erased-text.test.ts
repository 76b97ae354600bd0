import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { DevMail } from '../../worker/wire/pages-dev.ts';
import type { Me } from '../../worker/wire/people.ts';
import { Caller, demoCaller } from '../support/caller.ts';
import { filesWith } from '../support/data-folder.ts';
import { distinctPhotograph } from '../support/photos.ts';
import { enterPhotograph, openForAnHour, publishRelay } from '../support/running-relay.ts';
import { startServer } from '../support/server.ts';

const CAPTION = 'A tram that is soon to be forgotten';

let dataDir: string;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'fanfare-'));
});
afterAll(() => rm(dataDir, { recursive: true, force: true }));

it('a text that its author has deleted is in no byte of the data folder after the next stop', async () => {
  const server = await startServer({ dataDir, env: { FANFARE_DEMO_CAMPAIGN: '0' } });
  const relay = await publishRelay(server.origin, { schedule: openForAnHour() });
  const fan = await demoCaller(server.origin, 'fan');
  await enterPhotograph(fan, relay.id, 'porto', await distinctPhotograph(1), CAPTION);
  expect(await filesWith(dataDir, CAPTION)).not.toEqual([]);
  const { person } = await fan.must<Me>('GET', '/api/me');
  await fan.must('DELETE', '/api/me', { confirmation: person?.email ?? 'delete' });
  await server.stop();
  expect(await filesWith(dataDir, CAPTION)).toEqual([]);
});

it('neither is a deleted account, the code it came by or whom it invited', async () => {
  const EMAIL = 'forget.me.entirely@example.org';
  const INVITED = 'invited.by.the.forgotten@example.org';
  const server = await startServer({ dataDir, env: { FANFARE_DEMO_CAMPAIGN: '0' } });
  const fan = new Caller(server.origin);
  await fan.must('POST', '/api/auth/email-otp/send-verification-otp', {
    email: EMAIL,
    type: 'sign-in',
  });
  const { mails } = await fan.must<{ mails: DevMail[] }>('GET', '/dev/mail.json');
  const otp = /\b\d{6}\b/.exec(mails.find(({ to }) => to === EMAIL)?.text ?? '')?.[0];
  await fan.must('POST', '/api/auth/sign-in/email-otp', { email: EMAIL, otp });
  const brand = await fan.must<{ id: string }>('POST', '/api/brands', {
    name: 'A short-lived brand',
  });
  const invitation = { email: INVITED, role: 'judge' };
  await fan.must('POST', `/api/brands/${brand.id}/members`, invitation);
  const held = [EMAIL, INVITED, `${otp}`];
  for (const text of held) expect(await filesWith(dataDir, text)).not.toEqual([]);
  await fan.must('DELETE', '/api/me', { confirmation: EMAIL });
  await server.stop();
  expect((await Promise.all(held.map((text) => filesWith(dataDir, text)))).flat()).toEqual([]);
});

it('nor is what was deleted before a crash, once the server has started again', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'fanfare-'));
  const options = { dataDir: folder, env: { FANFARE_DEMO_CAMPAIGN: '0' } };
  try {
    const first = await startServer(options);
    const relay = await publishRelay(first.origin, { schedule: openForAnHour() });
    const fan = await demoCaller(first.origin, 'fan');
    await enterPhotograph(fan, relay.id, 'porto', await distinctPhotograph(2), CAPTION);
    const { person } = await fan.must<Me>('GET', '/api/me');
    await fan.must('DELETE', '/api/me', { confirmation: person?.email ?? 'delete' });
    await first.kill9();
    expect(await filesWith(folder, CAPTION)).not.toEqual([]);
    const second = await startServer(options);
    expect(await filesWith(folder, CAPTION)).toEqual([]);
    await second.stop();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
