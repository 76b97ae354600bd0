import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/**
 * Writes SQLite's journal into the database and empties it, while nobody has it open: what was erased is then in neither, and a copy
 * of the folder is a backup without it.
 */
export function foldJournal(dataFolder: string): void {
  const folder = join(dataFolder, 'd1', 'miniflare-D1DatabaseObject');
  if (!existsSync(folder)) return;
  for (const file of readdirSync(folder)) {
    if (!file.endsWith('.sqlite')) continue;
    const database = new DatabaseSync(join(folder, file));
    try {
      database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    } finally {
      database.close();
    }
  }
}
