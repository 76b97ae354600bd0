import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Me } from '../../worker/wire/people.ts';
import { demoCaller } from '../support/caller.ts';
import { distinctPhotograph } from '../support/photos.ts';
import { enterPhotograph, publishRelay } from '../support/running-relay.ts';
import { startServer } from '../support/server.ts';

const HOUR_MS = 3_600_000;
const CAPTION = 'A tram that is soon to be forgotten';

let dataDir: string;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'fanfare-'));
});
afterAll(() => rm(dataDir, { recursive: true, force: true }));

/** Files of the data folder that hold the caption, whatever part of them. */
async function filesWithCaption(): Promise<string[]> {
  const files = await readdir(dataDir, { recursive: true, withFileTypes: true });
  const found = await Promise.all(
    files
      .filter((file) => file.isFile())
      .map(async ({ parentPath, name }) =>
        (await readFile(join(parentPath, name))).includes(CAPTION) ? [name] : [],
      ),
  );
  return found.flat();
}

it('a text that its author has deleted is in no byte of the data folder after the next stop', async () => {
  const server = await startServer({ dataDir, env: { FANFARE_DEMO_CAMPAIGN: '0' } });
  const nowMs = Date.now();
  const relay = await publishRelay(server.origin, {
    schedule: {
      entriesOpenAtMs: nowMs - HOUR_MS,
      entriesCloseAtMs: nowMs + HOUR_MS,
      votingOpensAtMs: nowMs - HOUR_MS,
      votingClosesAtMs: nowMs + 2 * HOUR_MS,
      resultsAtMs: nowMs + 3 * HOUR_MS,
    },
  });
  const fan = await demoCaller(server.origin, 'fan');
  await enterPhotograph(fan, relay.id, 'porto', await distinctPhotograph(1), CAPTION);
  expect(await filesWithCaption()).not.toEqual([]);
  const { person } = await fan.must<Me>('GET', '/api/me');
  await fan.must('DELETE', '/api/me', { confirmation: person?.email ?? 'delete' });
  await server.stop();
  expect(await filesWithCaption()).toEqual([]);
});
