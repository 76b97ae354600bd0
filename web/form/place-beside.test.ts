import { expect, it } from 'vitest';
import { itemPicture } from './item-picture.ts';
import { fillPlaceBeside, placeIn } from './place-beside.ts';
import type { FormSchema } from './schema.ts';
import { Settings } from './settings.svelte.ts';

const picture: FormSchema = { type: 'string', minLength: 1, widget: 'picture' };
const text: FormSchema = { type: 'string' };
const group = (properties: Record<string, FormSchema>): FormSchema => ({
  type: 'object',
  required: Object.keys(properties),
  properties,
});
const place: FormSchema = {
  ...group({ latitude: { type: 'number' }, longitude: { type: 'number' } }),
  widget: 'place',
};
const list = (items: FormSchema): FormSchema => ({ type: 'array', items });

const lisbon = { latitude: 38.71, longitude: -9.14 };
const settings = (schema: FormSchema, value: unknown) => new Settings(schema, value, 'UTC');

it('fills in the place beside a picture, also in a card of a list', () => {
  const rounds = group({ rounds: list(group({ photo: picture, place })) });
  const form = settings(rounds, { rounds: [{ photo: '' }, { photo: '', place: {} }] });
  expect(fillPlaceBeside(form, ['rounds', 1, 'photo'], lisbon)).toBe(true);
  expect(form.at(['rounds', 1, 'place'])).toEqual(lisbon);
  expect(form.at(['rounds', 0, 'place'])).toBeUndefined();
});

it('fills in the place beside a list of pictures, or of things that have one', () => {
  const schema = group({ photos: list(picture), views: list(group({ picture })), place });
  for (const path of [
    ['photos', 0],
    ['views', 0, 'picture'],
  ]) {
    const form = settings(schema, { photos: ['a'], views: [{ picture: 'b' }], place: {} });
    expect(fillPlaceBeside(form, path, lisbon)).toBe(true);
    expect(form.at(['place'])).toEqual(lisbon);
  }
});

it('takes the names of the halves from the schema, and follows references', () => {
  const spot = { ...group({ lat: { type: 'number' }, lng: { type: 'number' } }), widget: 'place' };
  const schema = { ...group({ photo: picture, spot: { $ref: '#/definitions/Spot' } }) };
  const form = settings({ ...schema, definitions: { Spot: spot } }, { photo: 'a' });
  expect(fillPlaceBeside(form, ['photo'], lisbon)).toBe(true);
  expect(form.at(['spot'])).toEqual({ lat: 38.71, lng: -9.14 });
});

it('never changes a place that somebody has chosen', () => {
  const chosen = { latitude: 1, longitude: 2 };
  const form = settings(group({ photo: picture, place }), { photo: 'a', place: chosen });
  expect(fillPlaceBeside(form, ['photo'], lisbon)).toBe(false);
  expect(form.at(['place'])).toEqual(chosen);
});

it('leaves alone places that are not beside the picture', () => {
  const schema = group({ home: place, rounds: list(group({ more: list(group({ picture })) })) });
  const form = settings(schema, { home: {}, rounds: [{ more: [{ picture: 'a' }] }] });
  expect(fillPlaceBeside(form, ['rounds', 0, 'more', 0, 'picture'], lisbon)).toBe(false);
  expect(form.at(['home'])).toEqual({});
});

it('knows a place only when both halves are on the earth', () => {
  expect(placeIn({ latitude: 48, longitude: 16 }, place)).toEqual({ latitude: 48, longitude: 16 });
  for (const value of [undefined, null, {}, { latitude: 48 }, { latitude: 91, longitude: 0 }]) {
    expect(placeIn(value, place)).toBeNull();
  }
});

it('shows as pictures what is a picture or a small thing with one, and nothing else', () => {
  const at = (item: FormSchema) => itemPicture(item, {});
  expect(at(picture)).toEqual([]);
  expect(at(group({ name: text, logo: picture }))).toEqual(['logo']);
  expect(at(text)).toBeNull();
  expect(at(group({ name: text }))).toBeNull();
  expect(at(group({ picture, place }))).toBeNull();
  expect(at(group({ before: picture, after: picture }))).toBeNull();
});
