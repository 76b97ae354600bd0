import { beforeAll, expect, it } from 'vitest';
import { countryName } from './country-name.ts';
import { folded, spellings } from './folded.ts';
import { storedTowns } from './town-data.ts';
import { searchTowns } from './town-search.ts';
import { nearestPlace, unpackTowns, type Town } from './towns.ts';

let towns: Town[];
beforeAll(() => {
  towns = unpackTowns(storedTowns());
});

const found = (text: string, limit = 5) =>
  searchTowns(towns, text, limit, countryName).map(({ name, country }) => `${name} ${country}`);

it('folds marks, case and punctuation away', () => {
  expect(['São Tomé', "L'Aquila", 'Aix-en-Provence', 'Łódź', 'Reykjavík'].map(folded)).toEqual([
    'sao tome',
    'laquila',
    'aix en provence',
    'lodz',
    'reykjavik',
  ]);
  expect(spellings('Zürich')).toEqual(['zurich', 'zuerich']);
  expect(spellings('Vienna')).toEqual(['vienna']);
});

it('finds a town however its marks are typed', () => {
  for (const text of ['Zürich', 'zurich', 'ZUERICH', 'zür']) {
    expect(found(text)[0]).toBe('Zürich CH');
  }
  expect(found('sao paulo')[0]).toBe('São Paulo BR');
});

it('begins with the most populous, and with whole names before beginnings', () => {
  expect(found('lon')[0]).toBe('London GB');
  expect(found('paris')[0]).toBe('Paris FR');
  expect(found('paris').slice(0, 2)).toContain('Paris US');
  expect(found('york')[0]).toBe('York GB');
  expect(found('york', 20)).toContain('New York City US');
});

it('finds the beginning of any word, but not the middle of one', () => {
  expect(found('janeiro')).toEqual(['Rio de Janeiro BR']);
  expect(found('aneiro')).toEqual([]);
});

it('narrows down by country or region behind a comma', () => {
  expect(found('Paris, united')).toContain('Paris US');
  expect(found('Paris, united')).not.toContain('Paris FR');
  expect(searchTowns(towns, 'springfield, il', 1, countryName)[0]).toMatchObject({
    name: 'Springfield',
    admin: 'IL',
  });
});

it('gives the same order every time, and never more than asked for', () => {
  const again = unpackTowns(storedTowns());
  for (const text of ['san', 'a', 'saint']) {
    const names = (list: Town[]) =>
      searchTowns(list, text, 8, countryName).map(({ name, longitude }) => `${name} ${longitude}`);
    expect(names(again)).toEqual(names(towns));
    expect(names(towns).length).toBe(8);
  }
});

it('finds nothing for nothing', () => {
  for (const text of ['', ' ', ',', '!?', 'qqqqqq']) expect(found(text)).toEqual([]);
});

it('holds every capital, at its place', () => {
  expect(found('funafuti')).toEqual(['Funafuti TV']);
  const [vienna] = searchTowns(towns, 'vienna', 1, countryName);
  expect(vienna?.latitude).toBeCloseTo(48.21, 1);
  expect(vienna?.longitude).toBeCloseTo(16.37, 1);
});

it('knows what town a place is in or near, and when there is none', () => {
  expect(nearestPlace(towns, { latitude: 48.2, longitude: 16.4 })?.name).toBe('Vienna');
  expect(nearestPlace(towns, { latitude: 47.07, longitude: 15.6 })?.country).toBe('AT');
  expect(nearestPlace(towns, { latitude: -48.9, longitude: -123.4 })).toBeNull();
});
