import { describe, expect, it } from 'vitest';
import {
  brandVote,
  CLOSES_MS,
  DAY_MS,
  designsNamed,
  DesignVote,
  fansVote,
  OPENS_MS,
  round,
} from '../../test/support/design-vote.ts';
import { Config } from './schema.ts';

const APPROVAL = { method: 'approval', most: 3 } as const;
const RANKED = { method: 'ranked', most: 5 } as const;

/** Where the first fault of these settings is. */
function faultAt(config: unknown): string | null {
  const parsed = Config.safeParse(config);
  return parsed.success ? null : (parsed.error.issues[0]?.path.join('.') ?? '');
}

describe('settings', () => {
  const brand = brandVote(APPROVAL);
  const fans = fansVote(APPROVAL);

  it.each([
    ['one design', { ...brand, designs: designsNamed('A') }, 'designs'],
    [
      '65 designs',
      { ...brand, designs: designsNamed(...Array.from({ length: 65 }, (_, index) => `${index}`)) },
      'designs',
    ],
    [
      'a design without a picture',
      { ...brand, designs: [{ name: 'A', pictureId: '' }, ...brand.designs] },
      'designs.0.pictureId',
    ],
    [
      'a picture twice',
      { ...brand, designs: [...brand.designs, { name: 'F', pictureId: 'picture-A' }] },
      'designs.5.pictureId',
    ],
    ['no round', { ...brand, rounds: [] }, 'rounds'],
    [
      'five rounds',
      { ...brand, rounds: Array.from({ length: 5 }, () => round(APPROVAL)) },
      'rounds',
    ],
    [
      'a round that ends before it begins',
      { ...brand, rounds: [round(APPROVAL, { closesAtMs: OPENS_MS })] },
      'rounds.0.closesAtMs',
    ],
    [
      'a last round after which some go on',
      { ...brand, rounds: [round(APPROVAL, { advance: 3 })] },
      'rounds.0.advance',
    ],
    [
      'a first round that does not say how many go on',
      {
        ...brand,
        rounds: [
          round(APPROVAL),
          round(RANKED, { id: 'final', opensAtMs: CLOSES_MS, closesAtMs: CLOSES_MS + 1 }),
        ],
      },
      'rounds.0.advance',
    ],
    [
      'rounds that overlap',
      { ...brand, rounds: [round(APPROVAL, { advance: 2 }), round(RANKED, { id: 'final' })] },
      'rounds.1.opensAtMs',
    ],
    [
      'two rounds of one name',
      {
        ...brand,
        rounds: [
          round(APPROVAL, { advance: 2 }),
          round(RANKED, { opensAtMs: CLOSES_MS, closesAtMs: CLOSES_MS + 1 }),
        ],
      },
      'rounds.1.id',
    ],
    ['results before the end', { ...brand, resultsAtMs: CLOSES_MS - 1 }, 'resultsAtMs'],
    ['votes that part themselves', { ...brand, tieRule: 'votes' }, 'tieRule'],
    ['a jury that there is not', { ...brand, tieRule: 'jury' }, 'tieRule'],
    ['earliest, of designs that are all there', { ...brand, tieRule: 'earliest' }, 'tieRule'],
    ['more honours than places', { ...brand, honours: ['One', 'Two'] }, 'honours'],
    [
      'voting while entries are open',
      { ...fans, entries: { ...fans.entries, closesAtMs: OPENS_MS + 1 } },
      'rounds.0.opensAtMs',
    ],
    [
      'more designs than can be ranked',
      { ...fansVote(RANKED), entries: { ...fans.entries, designLimit: 65 } },
      'entries.designLimit',
    ],
  ])('with %s are sent back, at the field', (_, config, field) => {
    expect(faultAt(config)).toBe(field);
  });

  it('of both kinds are accepted, up to 64 designs of a brand and 200 of fans', () => {
    const many = designsNamed(...Array.from({ length: 64 }, (_, index) => `${index}`));
    expect(faultAt({ ...brand, designs: many })).toBeNull();
    expect(faultAt({ ...fans, entries: { ...fans.entries, designLimit: 200 } })).toBeNull();
  });
});

describe('published rules', () => {
  const refusedAt = (before: Config, after: Partial<Config>, atMs: number) => {
    const vote = new DesignVote(before);
    const { contest, state } = vote.game;
    const refused = contest.amend(state.play, before, { ...before, ...after }, vote.moment(atMs));
    return refused?.code ?? null;
  };
  const brand = brandVote(APPROVAL);
  const fans = fansVote(APPROVAL);
  const early = OPENS_MS - 15 * DAY_MS;

  it('never change the designs or their pictures, but may say more about them', () => {
    const [first, ...others] = brand.designs as [Config['designs'][number], ...Config['designs']];
    expect(refusedAt(brand, { designs: others }, early)).toBe('designs/DESIGNS_FIXED');
    expect(
      refusedAt(brand, { designs: [{ ...first, pictureId: 'other' }, ...others] }, early),
    ).toBe('designs/DESIGNS_FIXED');
    expect(
      refusedAt(brand, { designs: [{ ...first, rationale: 'Why' }, ...others] }, OPENS_MS),
    ).toBeNull();
  });

  it('may change everything about a round before voting begins, and only its end afterwards', () => {
    const ranked = [round(RANKED)];
    const longer = [round(APPROVAL, { closesAtMs: CLOSES_MS + DAY_MS })];
    expect(refusedAt(brand, { rounds: ranked }, early)).toBeNull();
    expect(refusedAt(brand, { rounds: ranked }, OPENS_MS)).toBe('designs/ROUNDS_FIXED');
    expect(refusedAt(brand, { rounds: longer }, OPENS_MS)).toBeNull();
    expect(refusedAt(brand, { rounds: longer }, CLOSES_MS)).toBe('designs/BORDER_PASSED');
  });

  it('take no time away from a round or from entries that have opened', () => {
    const shorter = [round(APPROVAL, { closesAtMs: CLOSES_MS - 1 })];
    expect(refusedAt(brand, { rounds: shorter }, OPENS_MS - 1)).toBeNull();
    expect(refusedAt(brand, { rounds: shorter }, OPENS_MS)).toBe('designs/EARLIER');
    const { entries } = fans;
    const closing = (byMs: number) => ({
      entries: { ...entries, closesAtMs: entries.closesAtMs + byMs },
    });
    expect(refusedAt(fans, closing(-1), entries.opensAtMs - 1)).toBeNull();
    expect(refusedAt(fans, closing(-1), entries.opensAtMs)).toBe('designs/EARLIER');
    expect(refusedAt(fans, closing(1), entries.opensAtMs)).toBeNull();
  });

  it('keep what people rely on', () => {
    const open = OPENS_MS - 5 * DAY_MS;
    expect(refusedAt(fans, { blind: !fans.blind }, open)).toBe('designs/SELECTION_FIXED');
    expect(refusedAt(fans, { honours: ['Less'] }, open)).toBe('designs/PRIZE_TAKEN_AWAY');
    expect(refusedAt(fans, { honours: [...fans.honours, 'More'] }, open)).toBeNull();
    expect(refusedAt(fans, { entries: { ...fans.entries, perFan: 1 } }, open)).toBe(
      'designs/LIMIT_LOWERED',
    );
    expect(refusedAt(fans, { alternateCount: fans.alternateCount - 1 }, open)).toBe(
      'designs/LIMIT_LOWERED',
    );
    expect(refusedAt(fans, { tieRule: 'borda' }, OPENS_MS)).toBe('designs/SELECTION_FIXED');
    expect(refusedAt(fans, { juryQuorum: fans.juryQuorum + 1 }, OPENS_MS)).toBe(
      'designs/QUORUM_RAISED',
    );
    expect(refusedAt(fans, { juryQuorum: 0 }, OPENS_MS)).toBeNull();
  });
});
