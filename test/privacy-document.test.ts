import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { translator } from '../web/kit/translator.ts';
import messages from '../web/messages/privacy.en.json';
import { privacyValues } from '../web/privacy-values.ts';
import {
  audiences,
  impersonalTables,
  kept,
  storedItems,
  type StoredItem,
} from '../worker/wire/privacy.ts';

const t = translator(messages as Record<string, string>);

/** Where an item lies, by the names that operators know. */
function places({
  columns = {},
  objects = [],
  cookies = [],
  browserMarks = [],
}: StoredItem): string {
  const code = (texts: readonly string[]) => texts.map((text) => `\`${text}\``).join(', ');
  const tables = Object.entries(columns).map(([table, names]) =>
    names.includes('*') || names.length > 4
      ? table
      : names.map((name) => `${table}.${name}`).join('`, `'),
  );
  return [
    tables.length > 0 ? `tables ${code(tables)}` : '',
    objects.length > 0 ? `objects ${code(objects)}` : '',
    cookies.length > 0 ? `cookies ${code(cookies)}` : '',
    browserMarks.length > 0 ? `browser storage ${code(browserMarks)}` : '',
  ]
    .filter(Boolean)
    .join('; ');
}

/** docs/privacy.md, from the list that the page, the sweep and the tests go by. */
function privacyDocument(): string {
  const parts = [
    '# Privacy: what is stored about people',
    'Made from `worker/wire/privacy.ts` and `web/messages/privacy.en.json`, as the page `/privacy` is; `npx vitest run --project ' +
      'unit test/privacy-document.test.ts -u` writes it anew. `test/worker/privacy-list.test.ts` compares the list with every ' +
      'column of the database and every cookie that is set; `test/worker/privacy-retention.test.ts` moves the clock.',
    t('privacy.lead'),
  ];
  for (const audience of audiences) {
    parts.push(`## ${t(`privacy.about.${audience}`)}`, t(`privacy.about.${audience}.text`));
    for (const item of storedItems.filter(({ about }) => about === audience)) {
      const values = privacyValues(item);
      const fact = (name: string) =>
        `- ${t(`privacy.${name}`)}: ${t(`item.${item.id}.${name}`, values)}`;
      parts.push(
        `### ${t(`item.${item.id}.title`)}`,
        t(`item.${item.id}.what`, values),
        [
          ...['howLong', 'whoSees', 'why', 'where'].map(fact),
          ...(places(item) ? [`- Exactly: ${places(item)}`] : []),
        ].join('\n'),
      );
    }
  }
  parts.push(
    `## ${t('privacy.delete.title')}`,
    t('privacy.delete.goes'),
    t('privacy.delete.entries'),
    t('privacy.delete.stays'),
    t('privacy.delete.copies', { days: kept.pictureCopyDays, minutes: kept.deletionMinutes }),
    '## Tables without anything about a person',
    impersonalTables.map((table) => `\`${table}\``).join(', '),
    '## How it is kept',
    [
      '- `PrivacyKeeper`, a Durable Object, sweeps once an hour by an alarm that sets itself again (no cron is needed); the first ' +
        'change after a start makes sure that it is set.',
      '- Deleting somebody is one transaction in D1. What lies beyond it (files, entries of running contests) is noted in the same ' +
        'transaction and done right after it, or later by the keeper.',
      '- On one machine the database is written anew without its free space whenever the server stops, or starts after a crash: until ' +
        'then bytes of what was deleted may be in its file. Cloudflare keeps a history of D1 for thirty days, for the operator alone.',
      '- Cloudflare or a proxy in front of the server may keep logs of its own; that is the operator’s to say.',
    ].join('\n'),
  );
  return `${parts.join('\n\n')}\n`;
}

it('the document says what the page says', async () => {
  await expect(privacyDocument()).toMatchFileSnapshot('../docs/privacy.md');
});

it('every item has all its words, and no words are left of items that are gone', () => {
  const ids = storedItems.map(({ id }) => id as string);
  const facts = ['title', 'what', 'why', 'where', 'howLong', 'whoSees'];
  const wanted = ids.flatMap((id) => facts.map((fact) => `item.${id}.${fact}`)).sort();
  const present = Object.keys(messages).filter((key) => key.startsWith('item.'));
  expect(present.sort()).toEqual(wanted);
});

it('whatever keeps something in the browser is listed with its key', () => {
  const keys = storedItems.flatMap((item: StoredItem) => item.browserMarks ?? []);
  const root = join(import.meta.dirname, '..');
  const files = ['web', 'contests'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.(ts|svelte)$/.test(path) && !path.endsWith('.test.ts'))
      .map((path) => join(folder, path)),
  );
  const keeping = files
    .map((path) => ({ path, source: readFileSync(join(root, path), 'utf8') }))
    .filter(({ source }) => /Storage\.setItem|indexedDB|document\.cookie/.test(source));
  const unlisted = keeping.filter(({ source }) => !keys.some((key) => source.includes(key)));
  expect(unlisted.map(({ path }) => path)).toEqual([]);
  expect(keys.filter((key) => !keeping.some(({ source }) => source.includes(key)))).toEqual([]);
});
