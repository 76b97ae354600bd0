import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StartRefused } from './start-refused.ts';

/** Held as long as the process lives. */
export interface DataLock {
  release(): void;
}

/**
 * Takes the data folder for this process alone. The lock is an open SQLite transaction: the
 * operating system drops it the moment the process ends, however it ends, so there is never a stale
 * lock to judge.
 * @throws {StartRefused} when another server has the folder.
 */
export function lockDataFolder(folder: string): DataLock {
  const database = new DatabaseSync(join(folder, 'lock.sqlite'), { timeout: 0 });
  try {
    database.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    if (!/locked|busy/i.test(String(error))) throw error;
    throw new StartRefused(
      `Another Fanfare server is already using ${folder}; stop that one, or set FANFARE_DATA to another folder.`,
    );
  }
  return { release: () => database.close() };
}
