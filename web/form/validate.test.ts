import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { duplicateOf, newValue } from './new-value.ts';
import { kindOf, type FormSchema } from './schema.ts';
import { validate } from './validate.ts';

const formSchema = (schema: z.ZodType) =>
  z.toJSONSchema(schema, { io: 'input', target: 'draft-7' }) as FormSchema;

const settings = formSchema(
  z.strictObject({
    name: z.string().trim().min(3).max(10),
    places: z.int().min(1).max(4).default(2),
    share: z.number().gt(0),
    mode: z.enum(['jury', 'votes']),
    hint: z.string().max(20).optional(),
    window: z.strictObject({ opensAtMs: z.int() }).nullable().default(null),
    voters: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('anyone') }),
      z.strictObject({
        kind: z.literal('verifiedBefore'),
        beforeMs: z.int().meta({ widget: 'instant' }),
      }),
    ]),
    stops: z
      .array(z.strictObject({ id: z.string().meta({ widget: 'slug' }), name: z.string().min(1) }))
      .min(1)
      .max(2),
  }),
);
const complete = {
  name: 'Relay',
  places: 2,
  share: 0.5,
  mode: 'jury',
  window: null,
  voters: { kind: 'anyone' },
  stops: [{ id: 'a', name: 'Lisbon' }],
};
const issuesOf = (change: object) => validate({ ...complete, ...change }, settings);

describe('checking settings against their schema', () => {
  it('has nothing to say about complete settings', () => {
    expect(issuesOf({})).toEqual([]);
  });

  it.each([
    [{ name: ' ' }, { path: 'name', rule: 'required' }],
    [{ name: 'ab' }, { path: 'name', rule: 'tooShort', bound: 3 }],
    [{ name: 'abcdefghijkl' }, { path: 'name', rule: 'tooLong', bound: 10 }],
    [{ places: undefined }, null],
    [{ places: 1.5 }, { path: 'places', rule: 'notWhole' }],
    [{ places: 0 }, { path: 'places', rule: 'tooSmall', bound: 1 }],
    [{ places: 5 }, { path: 'places', rule: 'tooLarge', bound: 4 }],
    [{ share: 0 }, { path: 'share', rule: 'notAbove', bound: 0 }],
    [{ share: undefined }, { path: 'share', rule: 'required' }],
    [{ mode: 'coin' }, { path: 'mode', rule: 'notAnOption' }],
    [{ window: {} }, { path: 'window.opensAtMs', rule: 'required' }],
    [{ voters: { kind: 'verifiedBefore' } }, { path: 'voters.beforeMs', rule: 'required' }],
    [{ voters: {} }, { path: 'voters', rule: 'required' }],
    [{ stops: [] }, { path: 'stops', rule: 'tooFew', bound: 1 }],
    [{ stops: [{ id: 'a', name: '' }] }, { path: 'stops.0.name', rule: 'required' }],
  ])('%j', (change, issue) => {
    expect(issuesOf(change)).toEqual(issue ? [issue] : []);
  });
});

describe('new values', () => {
  it('starts from defaults and the emptiest value of each shape', () => {
    const value = newValue(settings, settings) as Record<string, unknown>;
    expect(value).toMatchObject({
      name: '',
      places: 2,
      mode: 'jury',
      window: null,
      voters: { kind: 'anyone' },
    });
    expect(value.stops).toEqual([{ id: '', name: '' }]);
    expect('hint' in value).toBe(false);
  });

  it('gives a duplicated card no part of an address that is taken', () => {
    const card = { id: 'a', name: 'Lisbon' };
    const items = settings.properties?.stops?.items as FormSchema;
    const copy = duplicateOf(card, items, settings) as typeof card;
    expect(copy.name).toBe('Lisbon');
    expect(copy.id).toBe('');
  });
});

describe('how a value is edited', () => {
  it.each([
    ['a nullable number', z.number().nullable(), 'optional'],
    ['a nullable object', z.strictObject({}).nullable(), 'optional'],
    ['a union told apart by a constant', settings.properties?.voters, 'variant'],
    ['an enumeration', z.enum(['a', 'b']), 'choice'],
    ['an instant', z.int().meta({ widget: 'instant' }), 'instant'],
    ['a long text', z.string().max(2000), 'long-text'],
    ['Markdown', z.string().meta({ widget: 'markdown' }), 'markdown'],
    ['a yes or no', z.boolean(), 'switch'],
    ['a part of an address', z.string().meta({ widget: 'slug' }), 'slug'],
  ])('%s', (_name, schema, kind) => {
    expect(kindOf(schema instanceof z.ZodType ? formSchema(schema) : (schema as FormSchema))).toBe(
      kind,
    );
  });
});
