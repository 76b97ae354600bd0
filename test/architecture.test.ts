import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, extname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const repository = resolve(import.meta.dirname, '..');

/** Every file of the source folders, relative to the repository. */
const files = ['worker', 'web', 'contests', 'bin', 'test'].flatMap((folder) =>
  readdirSync(join(repository, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(repository, join(entry.parentPath, entry.name))),
);

const product = files.filter((path) => /^(worker|web|contests|bin)\//.test(path));
const sourceOf = (path: string) => readFileSync(join(repository, path), 'utf8');

/** The folders directly inside `folder`. */
const foldersIn = (folder: string) =>
  readdirSync(join(repository, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);

const notTypes = new Set(['mechanics', 'messages']);
const contestTypes = foldersIn('contests').filter((name) => !notTypes.has(name));

describe('the folder tree', () => {
  const allowed: Record<string, string[]> = {
    worker: [
      ...['routes', 'services', 'room', 'ledger', 'db', 'auth', 'media', 'abuse', 'outbox', 'wire'],
    ],
    web: ['pages', 'kit', 'form', 'messages', 'public', 'upload', 'challenge'],
    'web/pages': ['fan', 'studio', 'desk', 'auth', 'dev'],
    test: ['worker', 'browser', 'server', 'load', 'support'],
    bin: ['local', 'demo', 'bench', 'ledger', 'abuse', 'fuzz', 'crawl'],
  };

  it.each(Object.entries(allowed))('%s/ holds only the folders of the design', (folder, names) => {
    const found = new Set(
      files
        .filter((path) => path.startsWith(`${folder}/`))
        .map((path) => path.slice(folder.length + 1).split('/'))
        .filter((parts) => parts.length > 1)
        .map(([first]) => first),
    );
    expect([...found].filter((name) => !names.includes(name!))).toEqual([]);
  });

  it('names every file for the one idea it holds', () => {
    const vague = /^(utils?|helpers?|misc|common|shared)(\.|-|$)/i;
    const names = product.flatMap((path) => [basename(path), basename(dirname(path))]);
    expect(names.filter((name) => vague.test(name))).toEqual([]);
  });

  it('has no file over 300 lines', () => {
    const long = product
      .filter((path) => ['.ts', '.svelte', '.css'].includes(extname(path)))
      .filter((path) => sourceOf(path).split('\n').length > 301);
    expect(long).toEqual([]);
  });
});

describe('a contest type', () => {
  /** The name as it stands in a path, an identifier, a class or a sentence. */
  const spellings = (type: string) => {
    const words = type.split('-');
    return new RegExp(words.join('[-_ ]?'), 'i');
  };

  it.each(contestTypes)('%s is named nowhere in worker/ or web/', (type) => {
    const spelling = spellings(type);
    const naming = product
      .filter((path) => /^(worker|web)\//.test(path) && !path.includes('/messages/'))
      .filter((path) => spelling.test(path) || spelling.test(sourceOf(path)));
    expect(naming).toEqual([]);
  });

  it.each(contestTypes)('%s has one line in the registry', (type) => {
    const lines = sourceOf('contests/registry.server.ts').split('\n');
    expect(lines.filter((line) => line.includes(`'./${type}/rules.server.ts'`)).length).toBe(1);
  });
});

describe('the import rules', () => {
  /** Imports that the design forbids, and the rule that must say so. */
  const forbidden: [from: string, to: string, rule: string][] = [
    ['contests/quiz/rules.server.ts', 'contests/vote/schema.ts', 'contest-types-stand-alone'],
    ['contests/quiz/rules.server.ts', 'worker/db/rows.ts', 'contests-are-pure'],
    ['contests/contract.ts', 'contests/quiz/schema.ts', 'core-knows-no-type'],
    ['contests/mechanics/jury.ts', 'worker/db/rows.ts', 'contests-are-pure'],
    ['contests/quiz/ui.ts', 'contests/quiz/rules.server.ts', 'no-server-code-in-screens'],
    ['contests/quiz/ui.ts', 'contests/quiz/schema.ts', 'screens-are-browser-safe'],
    ['worker/routes/vote.ts', 'worker/db/rows.ts', 'routes-are-thin'],
    ['worker/services/vote.ts', 'worker/routes/play.ts', 'lower-layers-know-no-route'],
    ['worker/ledger/chain.ts', 'worker/services/play.ts', 'ledger-and-db-stand-low'],
    ['worker/wire/live.ts', 'worker/db/rows.ts', 'wire-is-shared'],
    ['worker/services/open.ts', 'contests/quiz/schema.ts', 'worker-knows-no-type'],
    ['worker/services/show.ts', 'web/kit/theme.ts', 'worker-renders-through-one-file'],
    ['web/api.ts', 'worker/services/play.ts', 'web-takes-only-the-wire'],
    ['web/live.ts', 'contests/registry.server.ts', 'no-server-code-in-the-browser'],
    ['web/kit/deep.ts', 'test/support/server.ts', 'product-imports-no-tools'],
  ];

  it('refuse what the table of the design refuses', { timeout: 30_000 }, async () => {
    const folder = await mkdtemp(join(tmpdir(), 'fanfare-imports-'));
    const write = (path: string, text: string) => {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text, { flag: 'a' });
    };
    for (const name of ['.dependency-cruiser.mjs', 'tsconfig.base.json', 'tsconfig.web.json']) {
      write(name, sourceOf(name));
    }
    symlinkSync(join(repository, 'node_modules'), join(folder, 'node_modules'));
    for (const [from, to] of forbidden) {
      write(to, '');
      write(from, `import '${'../'.repeat(from.split('/').length - 1)}${to}';\n`);
    }
    let output: string;
    const args = ['--config', '.dependency-cruiser.mjs', '--no-cache', '--output-type', 'json'];
    try {
      const command = join(repository, 'node_modules/.bin/depcruise');
      output = execFileSync(command, ['worker', 'web', 'contests', ...args], {
        cwd: folder,
        encoding: 'utf8',
      });
    } catch (error) {
      output = (error as { stdout: string }).stdout;
    }
    await rm(folder, { recursive: true });
    const { summary } = JSON.parse(output) as {
      summary: { violations: { from: string; to: string; rule: { name: string } }[] };
    };
    const found = summary.violations.map(({ from, to, rule }) => `${from} → ${to}: ${rule.name}`);
    expect(found).toEqual(
      expect.arrayContaining(forbidden.map(([from, to, rule]) => `${from} → ${to}: ${rule}`)),
    );
  });
});
