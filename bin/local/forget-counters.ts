import { rmSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Deletes what the runtime's rate limits have counted, while it does not run. It writes a row, a hash, for each address it has seen and never
 * looks at old ones again unless more come. Exact budgets are kept elsewhere, so a restart helps nobody.
 */
export function forgetCounters(dataFolder: string): void {
  rmSync(join(dataFolder, 'ratelimit'), { recursive: true, force: true });
}
