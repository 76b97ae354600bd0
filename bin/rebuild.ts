/**
 * `npm run rebuild`: throws the projections (entries, standings, winners, rules, status) of every contest away and recreates
 * them from the ledger. Works on FANFARE_DATA (default .fanfare/), with the server stopped.
 */
import { resolve } from 'node:path';
import { lockDataFolder } from './local/data-lock.ts';
import { endOrphans, recordChildren } from './local/orphans.ts';
import { withRooms } from './local/platform.ts';
import { loadSecret } from './local/secrets.ts';
import { StartRefused } from './local/start-refused.ts';

try {
  const dataFolder = resolve(process.env.FANFARE_DATA || '.fanfare');
  const lock = lockDataFolder(dataFolder);
  await endOrphans(dataFolder);
  const recorded = recordChildren(dataFolder);
  const variables = { FANFARE_SECRET: loadSecret(dataFolder), FANFARE_ORIGIN: 'http://localhost' };
  await withRooms({ dataFolder, variables }, async (contests, rebuild) => {
    recorded();
    for (const { id, title } of contests)
      console.log(`${title} (${id}): ${await rebuild(id)} events`);
    console.log(`Rebuilt ${contests.length} ${contests.length === 1 ? 'contest' : 'contests'}.`);
  });
  lock.release();
} catch (error) {
  console.error(error instanceof StartRefused ? error.message : error);
  process.exit(1);
}
