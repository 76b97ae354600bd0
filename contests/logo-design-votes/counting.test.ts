import { describe, expect, it } from 'vitest';
import { TENNESSEE } from '../../test/support/elections.ts';
import {
  brandVote,
  CLOSES_MS,
  designsNamed,
  DesignVote,
  fansVote,
  OPENS_MS,
  round,
} from '../../test/support/design-vote.ts';
import { awardsOf } from '../lifecycle.ts';
import { shuffledPairs, sequenceKey } from '../mechanics/pairs.ts';
import { actorIdOf } from '../../test/support/play.ts';

const PAIRS = { method: 'pairs', perFan: 4 } as const;
const RANKED = { method: 'ranked', most: 5 } as const;

/** Ballots as elections are printed: `'3 ABC'` is three fans who rank A first. */
function ranked(vote: DesignVote, ...lines: string[]): DesignVote {
  lines.forEach((line, group) => {
    const [voters, names] = line.split(' ') as [string, string];
    for (let voter = 0; voter < Number(voters); voter++) vote.rank(`fan ${group} ${voter}`, names);
  });
  return vote;
}

describe('scores', () => {
  const scored = (unscored: 'zero' | 'ignored') => {
    const vote = new DesignVote(brandVote({ method: 'score', unscored }));
    vote.score('Ana', { A: 5 });
    vote.score('Ben', { B: 4, C: 2 });
    vote.score('Cem', { B: 4, C: 2 });
    return vote;
  };

  it('rank by their sum when a missing one counts as 0', () => {
    expect(scored('zero').ranking()).toBe('BAC(DE)');
    expect(scored('zero').figures('B')).toMatchObject({
      points: 8,
      scores: 2,
      meanInHundredths: 400,
    });
  });

  it('rank by their mean when a missing one says nothing', () => {
    expect(scored('ignored').ranking()).toBe('ABC(DE)');
  });
});

describe('rankings', () => {
  it('find the capital of Tennessee, and say what each method would have made of it', () => {
    const vote = new DesignVote(brandVote(RANKED, { designs: designsNamed(...'MNCK') }));
    ranked(vote, ...TENNESSEE);
    expect(vote.ranking()).toBe('NCKM');
    expect(vote.firsts()).toMatchObject({
      schulze: 'N',
      borda: 'N',
      bradleyTerry: 'N',
      firsts: 'M',
    });
    expect(vote.figures('N')).toMatchObject({
      othersBeaten: 3,
      bordaPointsDoubled: 2 * 194,
      firstPlaces: 26,
    });
    expect(vote.board().methods).toMatchObject({
      deciding: 'schulze',
      sameFirst: false,
      sameRanking: false,
    });
  });

  it('say so when all methods agree', () => {
    const vote = new DesignVote(brandVote(RANKED, { designs: designsNamed('A', 'B') }));
    ranked(vote, '3 AB', '1 BA');
    expect(vote.board().methods).toMatchObject({ sameFirst: true, sameRanking: true });
  });

  it('put what is left off the list behind, level', () => {
    expect(ranked(new DesignVote(brandVote(RANKED)), '2 BA').ranking()).toBe('BA(CDE)');
  });

  it('leave a cycle of equals to the declared tie rule', () => {
    const cycle = ['1 ABC', '1 BCA', '1 CAB'];
    const drawn = ranked(
      new DesignVote(brandVote(RANKED, { designs: designsNamed(...'ABC') })),
      ...cycle,
    );
    expect(drawn.ranking()).toBe('(ABC)');
    const lines = ['2 ABC', '1 BAC', '1 BCA'];
    // A and B are level by pairs; B has more Borda points.
    const level = (tieRule: 'draw' | 'borda') =>
      ranked(
        new DesignVote(brandVote(RANKED, { designs: designsNamed(...'ABC'), tieRule })),
        ...lines,
      ).ranking();
    expect(level('draw')).toBe('(AB)C');
    expect(level('borda')).toBe('BAC');
  });
});

describe('pairs', () => {
  it('come from the server’s shuffle, stay after a reload, and take no answer to another pair', () => {
    const vote = new DesignVote(brandVote(PAIRS));
    const first = vote.mine('Ana').round!.pairs!;
    expect(first).toMatchObject({ answered: 0, total: 4 });
    expect(vote.mine('Ana', OPENS_MS + 5).round!.pairs).toEqual(first);
    const { seed, entryIds } = vote.state.rounds['first']!;
    const [expected] = shuffledPairs(entryIds, sequenceKey(actorIdOf('Ana'), 'first', seed));
    const { leftEntryId, rightEntryId } = first.next!;
    expect({ left: leftEntryId, right: rightEntryId }).toEqual(expected);
    const turned = { leftEntryId: rightEntryId, rightEntryId: leftEntryId };
    const action = { type: 'choose', roundId: 'first', choice: 'left' } as const;
    expect(vote.act('Ana', { ...action, ...turned })).toBe('pairs/NOT_THIS_PAIR');
    expect(vote.act('Ana', { ...action, ...first.next! })).toBeNull();
    expect(vote.act('Ana', { ...action, ...first.next! })).toBe('pairs/NOT_THIS_PAIR');
    expect(vote.mine('Ana').round!.pairs).toMatchObject({ answered: 1, total: 4 });
  });

  it('end when all are decided; too close to call is half a win for both', () => {
    const vote = new DesignVote(brandVote(PAIRS, { designs: designsNamed('A', 'B') }));
    expect(vote.choose('Ana', () => 'neither')).toBeNull();
    expect(vote.choose('Ana', () => 'left')).toBe('no pair');
    expect(vote.mine('Ana').round!.pairs).toEqual({ answered: 1, total: 1, next: null });
    expect(vote.ranking()).toBe('(AB)');
    vote.choose('Ben', (left) => (left === 'B' ? 'left' : 'right'));
    expect(vote.ranking()).toBe('BA');
    expect(vote.figures('B')).toMatchObject({ duels: 2, duelsWon: 1 });
  });

  it('never show a fan their own design', () => {
    const vote = new DesignVote(fansVote({ method: 'pairs', perFan: 50 }));
    for (const who of ['P', 'Q', 'R']) vote.enter(who);
    const seen: string[] = [];
    while (vote.choose('P', (left, right) => (seen.push(left, right), 'left')) === null);
    expect(seen.toSorted()).toEqual(['Q', 'R']);
  });

  it('skip a design that left, and go on', () => {
    const vote = new DesignVote(brandVote({ method: 'pairs', perFan: 50 }));
    vote.choose('Ana', () => 'left');
    vote.disqualify('C');
    let count = 0;
    while (
      vote.choose('Ana', (left, right) => (expect([left, right]).not.toContain('C'), 'right')) ===
      null
    )
      count++;
    const decidedWithC = vote.state.rounds['first']!.cast[actorIdOf('Ana')]!.answers.filter(
      ({ left, right }) => [left, right].includes(vote.id('C')),
    ).length;
    expect(count).toBe(5 + decidedWithC);
  });
});

describe('the jury', () => {
  const config = () =>
    brandVote(RANKED, {
      designs: designsNamed(...'ABC'),
      selection: { by: 'both', weights: { jury: 1, votes: 2 } },
      juryQuorum: 1,
      standingsVisible: false,
    });
  const mark = (vote: DesignVote, name: string, points: number, atMs = OPENS_MS) =>
    vote.act('Juror', { type: 'mark', entryId: vote.id(name), points }, { atMs, role: 'judge' });

  it('weighs as declared: the rankings are combined by rank', () => {
    const vote = ranked(new DesignVote(config()), '2 ABC', '1 BAC');
    for (const [name, points] of [
      ['A', 2],
      ['B', 5],
      ['C', 9],
    ] as const)
      mark(vote, name, points);
    // Votes A4 B2 C0 twice, jury C4 B2 A0 once.
    expect(vote.ranking()).toBe('ABC');
    expect(vote.figures('A')).toMatchObject({ combined: 8, voteRank: 1, juryRank: 3 });
    expect(vote.figures('C')).toMatchObject({ combined: 4, voteRank: 3, juryRank: 1 });
  });

  it('marks finalists only, once they are known, and not while standings are public', () => {
    const twoRounds = {
      ...config(),
      rounds: [
        round(RANKED, { advance: 2 }),
        round(RANKED, { id: 'final', opensAtMs: CLOSES_MS, closesAtMs: CLOSES_MS + 1000 }),
      ],
    };
    const vote = ranked(new DesignVote(twoRounds), '2 ABC');
    expect(mark(vote, 'A', 5)).toBe('designs/NOT_FINAL');
    expect(mark(vote, 'C', 5, CLOSES_MS)).toBe('designs/NOT_A_FINALIST');
    expect(mark(vote, 'A', 5, CLOSES_MS)).toBeNull();
    const open = ranked(new DesignVote({ ...config(), standingsVisible: true }), '1 ABC');
    expect(mark(open, 'A', 5)).toBe('jury/NOT_YET');
    expect(mark(open, 'A', 5, CLOSES_MS)).toBeNull();
    expect(mark(new DesignVote(brandVote(RANKED)), 'A', 5)).toBe('jury/NO_JURY');
  });

  it('must have marked every finalist before winners are selected', () => {
    const vote = ranked(new DesignVote(config()), '2 ABC', '1 CBA');
    const select = () =>
      vote.game.act({
        who: 'Moderator',
        role: 'moderator',
        verifiedAtMs: 0,
        atMs: CLOSES_MS,
        action: { type: 'core.selectWinners' },
      }).outcome;
    mark(vote, 'A', 5);
    expect(select()).toMatchObject({ ok: false, code: 'designs/JURY_INCOMPLETE' });
    mark(vote, 'B', 5, CLOSES_MS);
    mark(vote, 'C', 4, CLOSES_MS);
    expect(select()).toMatchObject({ ok: true });
    expect(awardsOf(vote.game.state.core)).toMatchObject([
      { place: 1, standingId: vote.id('A'), honour: 'Winner' },
    ]);
  });
});

describe('a guest who signs in', () => {
  it('keeps the ballot, unless the fan has one in that round', () => {
    const vote = new DesignVote(brandVote(RANKED));
    vote.rank('guest', 'AB');
    vote.join('guest', 'Ana');
    expect(vote.mine('Ana').round?.entryIds?.map((id) => vote.name(id))).toEqual(['A', 'B']);
    vote.rank('other guest', 'CD');
    vote.join('other guest', 'Ana');
    expect(vote.ranking()).toBe('AB(CDE)');
    expect(vote.board().rounds[0]?.ballotCount).toBe(1);
    expect(vote.mine('guest').round?.entryIds).toBeNull();
  });

  it('has pairs added up, each once, and never more than one person gets', () => {
    const vote = new DesignVote(brandVote({ method: 'pairs', perFan: 4 }));
    for (let pair = 0; pair < 4; pair++) {
      vote.choose('guest', () => 'left');
      if (pair < 3) vote.choose('Ana', () => 'left');
    }
    vote.join('guest', 'Ana');
    const { answers } = vote.state.rounds['first']!.cast[actorIdOf('Ana')]!;
    const keys = answers.map(({ left, right }) => [left, right].toSorted().join());
    expect(new Set(keys).size).toBe(keys.length);
    expect(answers.length).toBe(4);
    expect(vote.mine('Ana').round!.pairs).toMatchObject({ answered: 4, total: 4, next: null });
    expect(vote.state.rounds['first']!.preferences.ballots).toBe(4);
  });

  it('loses what the ballot says about designs that turn out to be their own', () => {
    const vote = new DesignVote(fansVote(RANKED));
    for (const who of ['guest', 'Q', 'R']) vote.enter(who);
    vote.rank('Ana', ['guest', 'Q']);
    vote.join('guest', 'Ana');
    expect(vote.mine('Ana').round?.entryIds).toEqual([vote.id('Q')]);
    expect(vote.figures('guest')).toMatchObject({ othersBeaten: 0, firstPlaces: 0 });
  });
});
