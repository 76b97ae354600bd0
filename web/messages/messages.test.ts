import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import compile from 'icu-minify/compile';
import { describe, expect, it } from 'vitest';
import { translator } from '../kit/translator.ts';
import messages from './en.json';

const repository = join(import.meta.dirname, '../..');
const catalogues = ['web', 'contests'].flatMap((folder) =>
  readdirSync(join(repository, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => /(^|\/)messages\/[^/]+\.json$/.test(path))
    .map((path) => join(folder, path)),
);

describe('messages', () => {
  it.each(catalogues)('of %s are valid and none is empty', (path) => {
    const catalogue = JSON.parse(readFileSync(join(repository, path), 'utf8')) as Record<
      string,
      string
    >;
    for (const message of Object.values(catalogue)) {
      expect(message.trim()).not.toBe('');
      expect(() => compile(message)).not.toThrow();
    }
  });

  it('choose the plural by the number', () => {
    const t = translator(messages);
    expect(t('field.charactersLeft', { count: 1 })).toBe('1 character left');
    expect(t('field.charactersLeft', { count: 7 })).toBe('7 characters left');
  });
});
