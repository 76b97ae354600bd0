import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { applyMigrations } from '../../bin/local/migrations.ts';
import { prepareDatabase } from '../../bin/local/platform.ts';

const repository = resolve(import.meta.dirname, '../..');
let state: string;
let folder: string;

beforeEach(async () => {
  [state, folder] = (await Promise.all(
    ['state', 'migrations'].map((name) => mkdtemp(join(tmpdir(), `fanfare-${name}-`))),
  )) as [string, string];
});
afterEach(() => Promise.all([state, folder].map((path) => rm(path, { recursive: true }))));

const table = 'CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT);';
const trigger = `CREATE TRIGGER note_stays BEFORE DELETE ON note BEGIN
  SELECT RAISE(ABORT, 'notes stay; always'); END;`;

it('applies each file once, in order, triggers included', async () => {
  await writeFile(join(folder, '0001_note.sql'), table);
  await writeFile(
    join(folder, '0002_stays.sql'),
    `${trigger}\nINSERT INTO note (text) VALUES ('a;b');`,
  );
  await prepareDatabase(state, async (database) => {
    expect(await applyMigrations(database, folder)).toEqual(['0001_note.sql', '0002_stays.sql']);
    expect(await applyMigrations(database, folder)).toEqual([]);
    expect((await database.prepare('SELECT text FROM note').all()).results).toEqual([
      { text: 'a;b' },
    ]);
    await expect(database.prepare('DELETE FROM note').run()).rejects.toThrow('notes stay');
  });
});

it('leaves nothing of a file that fails, and does not mark it as applied', async () => {
  await writeFile(join(folder, '0001_note.sql'), `${table}\nINSERT INTO nowhere VALUES (1);`);
  await prepareDatabase(state, async (database) => {
    await expect(applyMigrations(database, folder)).rejects.toThrow('nowhere');
    await writeFile(join(folder, '0001_note.sql'), table);
    expect(await applyMigrations(database, folder)).toEqual(['0001_note.sql']);
  });
});

it('agrees with wrangler about what has been applied', async () => {
  await prepareDatabase(join(state, 'v3'), (database) =>
    applyMigrations(database, join(repository, 'migrations')),
  );
  const args = ['d1', 'migrations', 'list', 'fanfare', '--local', '--persist-to', state];
  const wrangler = join(repository, 'node_modules/.bin/wrangler');
  const output = execFileSync(wrangler, args, { cwd: repository, encoding: 'utf8' });
  expect(output).toContain('No migrations to apply');
});
