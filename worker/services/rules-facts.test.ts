import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { settingsInWords } from './rules-facts.ts';

const schema = z.strictObject({
  rulesText: z.string().meta({ title: 'Rules', widget: 'markdown' }),
  opensAtMs: z.int().meta({ title: 'Opens', widget: 'instant' }),
  worksPerStop: z.int().meta({ title: 'Works selected', unit: 'works' }),
  standingsVisible: z.boolean(),
  mode: z.enum(['open', 'relay']).meta({ title: 'Mode', labels: { open: 'All at once' } }),
  route: z.array(z.strictObject({ id: z.string().meta({ widget: 'slug' }), name: z.string() })),
  note: z.string().optional(),
  leg: z
    .int()
    .optional()
    .meta({ title: 'Leg', shownWhen: { mode: ['relay'] } }),
});

const config = {
  rulesText: 'Be **kind**. <script>alert(1)</script>',
  opensAtMs: 1_790_000_000_000,
  worksPerStop: 2,
  standingsVisible: false,
  mode: 'open',
  route: [{ id: 'vienna', name: 'Vienna' }],
};

describe('frozen settings in words', () => {
  const { texts, facts } = settingsInWords(schema, config);
  const fact = (label: string) => facts.find((one) => one.label === label);

  it('show longer texts as HTML that can do nothing', () => {
    expect(texts).toEqual([
      { label: 'Rules', html: expect.stringContaining('<strong>kind</strong>') },
    ]);
    expect(texts[0]?.html).not.toContain('<script');
    expect(fact('Rules')).toBeUndefined();
  });

  it('leave instants to the page, which knows the time zone', () => {
    expect(fact('Opens')).toMatchObject({ atMs: 1_790_000_000_000, text: null });
  });

  it('name units, choices and yes or no', () => {
    expect(fact('Works selected')?.text).toBe('2 works');
    expect(fact('Mode')?.text).toBe('All at once');
    expect(fact('Standings visible')?.text).toBe('No');
  });

  it('call the items of a list by their names and keep ids out of sight', () => {
    const stop = fact('Route')?.parts[0];
    expect(stop?.label).toBe('1. Vienna');
    expect(stop?.parts.map((part) => part.label)).toEqual(['Name']);
  });

  it('leave out what was not set', () => {
    expect(fact('Note')).toBeUndefined();
  });

  it('leave out what means nothing beside the other settings', () => {
    const legOf = (mode: string) =>
      settingsInWords(schema, { ...config, mode, leg: 3 }).facts.find((one) => one.label === 'Leg');
    expect(legOf('relay')?.text).toBe('3');
    expect(legOf('open')).toBeUndefined();
  });
});
