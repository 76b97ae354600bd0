import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartRefused } from './start-refused.ts';

/**
 * Reads the installation's secret, creating it on the first start. Losing it would sign everybody
 * out and leave sealed answers unreadable, so it is never silently replaced.
 * @returns 32 random bytes, base64url.
 * @throws {StartRefused} when the file is there but damaged.
 */
export function loadSecret(folder: string): string {
  const file = join(folder, 'secrets.json');
  if (!existsSync(file)) {
    const fresh = JSON.stringify({ FANFARE_SECRET: randomBytes(32).toString('base64url') });
    writeFileSync(`${file}.new`, fresh, { mode: 0o600 });
    renameSync(`${file}.new`, file);
  }
  try {
    const { FANFARE_SECRET: secret } = JSON.parse(readFileSync(file, 'utf8')) as {
      FANFARE_SECRET?: unknown;
    };
    if (typeof secret === 'string' && secret.length >= 43) return secret;
  } catch {
    // Falls through to the same sentence as a file without a secret.
  }
  throw new StartRefused(`${file} is damaged; restore it from a backup of the data folder.`);
}
