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
import { actorIdOf } from '../../test/support/play.ts';
import type { Config } from './schema.ts';

const APPROVAL = { method: 'approval', most: 3 } as const;
const RANKED = { method: 'ranked', most: 5 } as const;

const twoRounds = (advance: number): Partial<Config> => ({
  rounds: [
    round(APPROVAL, { advance }),
    round(RANKED, { id: 'final', opensAtMs: CLOSES_MS, closesAtMs: CLOSES_MS + DAY_MS }),
  ],
});

describe('designs of a brand', () => {
  it('are put up by the schedule, under ids that the settings do not tell', () => {
    const vote = new DesignVote(brandVote(APPROVAL));
    const { offered } = vote.board(OPENS_MS - DAY_MS);
    expect(offered.length).toBe(5);
    expect(new Set(offered).size).toBe(5);
    expect(JSON.stringify(vote.config)).not.toContain(offered[0]);
    expect(vote.game.contest.entry(vote.state, offered[0]!)).toMatchObject({
      status: 'approved',
      mediaId: 'picture-A',
    });
  });

  it('can be withdrawn or refused by nobody, and fans cannot add any', () => {
    const vote = new DesignVote(brandVote(APPROVAL));
    vote.board();
    const entryId = vote.id('A');
    expect(vote.act('Ana', { type: 'withdraw', entryId })).toBe('entries/NO_SUCH_ENTRY');
    expect(
      vote.act('Mo', { type: 'refuse', entryId, reason: 'quality' }, { role: 'moderator' }),
    ).toBe('designs/OFFERED');
    expect(() => vote.enter('Ana')).toThrow('designs/BRAND_OFFERS');
  });
});

describe('a ballot', () => {
  it('replaces the one before, and both stand on the ledger', () => {
    const vote = new DesignVote(brandVote(APPROVAL));
    expect(vote.approve('Ana', 'AB')).toBeNull();
    expect(vote.approve('Ben', 'B')).toBeNull();
    expect(vote.approve('Ana', 'C')).toBeNull();
    expect(vote.ranking()).toBe('(BC)(ADE)');
    expect(vote.board().rounds[0]).toMatchObject({ ballotCount: 2, designCount: 5 });
    expect(vote.game.events.filter(({ data }) => data.type === 'designsApproved').length).toBe(3);
  });

  it('can be taken back, and then nothing of it counts', () => {
    const vote = new DesignVote(brandVote(RANKED));
    const empty = vote.board() && JSON.stringify(vote.state.rounds['first']!.preferences);
    vote.rank('Ana', 'ABC');
    expect(vote.act('Ana', { type: 'takeBallotBack', roundId: 'first' })).toBeNull();
    expect(JSON.stringify(vote.state.rounds['first']!.preferences)).toBe(empty);
    expect(vote.act('Ana', { type: 'takeBallotBack', roundId: 'first' })).toBe('designs/NO_BALLOT');
  });

  it('is taken from the first instant of its round to the last, and not at its end', () => {
    const vote = new DesignVote(brandVote(APPROVAL));
    expect(vote.approve('Ana', 'A', { atMs: OPENS_MS - 1 })).toBe('designs/ROUND_NOT_OPEN_YET');
    expect(vote.approve('Ana', 'A', { atMs: OPENS_MS })).toBeNull();
    expect(vote.approve('Ana', 'B', { atMs: CLOSES_MS - 1 })).toBeNull();
    expect(vote.approve('Ana', 'C', { atMs: CLOSES_MS })).toBe('designs/ROUND_CLOSED');
    expect(vote.ranking()).toBe('B(ACDE)');
  });

  it('holds no more than declared, nothing twice, nothing strange, and only its own kind', () => {
    const vote = new DesignVote(brandVote(APPROVAL));
    vote.board();
    expect(vote.approve('Ana', 'ABCD')).toBe('designs/TOO_MANY');
    expect(vote.approve('Ana', 'AA')).toBe('designs/TWICE');
    expect(vote.approve('Ana', 'AX')).toBe('designs/NOT_IN_ROUND');
    expect(vote.rank('Ana', 'AB')).toBe('designs/OTHER_BALLOT');
    expect(vote.approve('Ana', 'A', { roundId: 'constructor' })).toBe('designs/NO_SUCH_ROUND');
    expect(vote.board().rounds[0]?.ballotCount).toBe(0);
  });
});

describe('between rounds', () => {
  it('all who are level at the cut go on, and only they can be voted for', () => {
    const vote = new DesignVote(brandVote(APPROVAL, twoRounds(2)));
    vote.approve('Ana', 'AB');
    vote.approve('Ben', 'AC');
    vote.approve('Cem', 'A');
    const { rounds } = vote.board(CLOSES_MS);
    // A by three; B and C are level for the second place.
    expect(rounds[0]?.goOn?.map((id) => vote.name(id)).join('')).toBe('ABC');
    expect(rounds[1]).toMatchObject({ designCount: 3, goOn: null });
    const options = { roundId: 'final', atMs: CLOSES_MS };
    expect(vote.rank('Ana', 'AD', options)).toBe('designs/NOT_IN_ROUND');
    expect(vote.rank('Ana', 'CB', options)).toBeNull();
    // Behind the finalists stand those who left, as the round before ranked them.
    expect(vote.ranking()).toBe('CBA(DE)');
  });

  it('the shortlist is written once, whoever acts when', () => {
    const vote = new DesignVote(brandVote(APPROVAL, twoRounds(2)));
    vote.approve('Ana', 'AB');
    vote.board(CLOSES_MS);
    vote.board(CLOSES_MS + 1);
    vote.rank('Ana', 'AB', { roundId: 'final', atMs: CLOSES_MS + 2 });
    const types = vote.game.events.map(({ data }) => data.type);
    expect(types.filter((type) => type === 'shortlisted').length).toBe(1);
    expect(types.filter((type) => type === 'roundOpened').length).toBe(2);
  });
});

describe('a design that leaves during a round', () => {
  it('is left out of every count, and the ballots stay', () => {
    const vote = new DesignVote(brandVote(RANKED));
    vote.rank('Ana', 'ABC');
    vote.rank('Ben', 'ACB');
    vote.rank('Cem', 'BAC');
    expect(vote.ranking()).toBe('ABC(DE)');
    vote.disqualify('A');
    expect(vote.ranking()).toBe('BC(DE)');
    expect(vote.board().rounds[0]).toMatchObject({ ballotCount: 3, designCount: 4 });
    expect(
      vote
        .mine('Ana')
        .round?.entryIds?.map((id) => vote.name(id))
        .join(''),
    ).toBe('BC');
  });

  it('may come back when it was refused by mistake, and its votes count again', () => {
    const vote = new DesignVote(fansVote(APPROVAL));
    for (const who of ['P', 'Q']) vote.enter(who);
    vote.approve('Ana', 'PQ');
    vote.approve('Ben', 'P');
    const desk = { role: 'moderator', atMs: OPENS_MS + 1 } as const;
    vote.act('Mo', { type: 'refuse', entryId: vote.id('P'), reason: 'quality' }, desk);
    expect(vote.ranking()).toBe('Q');
    expect(vote.act('Mo', { type: 'approve', entryId: vote.id('P') }, desk)).toBeNull();
    expect(vote.ranking()).toBe('PQ');
    expect(vote.figures('P')).toMatchObject({ approvals: 2 });
  });
});

describe('designs of fans', () => {
  it('are in the vote only when approved before it opens', () => {
    const vote = new DesignVote(fansVote(APPROVAL));
    for (const who of ['P', 'Q']) vote.enter(who);
    const late = vote.enter('R', { approved: false });
    expect(vote.approve('Ana', 'R')).toBe('designs/NOT_IN_ROUND');
    expect(
      vote.act('Mo', { type: 'approve', entryId: late }, { role: 'moderator', atMs: OPENS_MS }),
    ).toBe('designs/TOO_LATE_TO_APPROVE');
  });

  it('stay out of their authors’ ballots, and weigh nothing there', () => {
    const vote = new DesignVote(fansVote(RANKED));
    for (const who of ['P', 'Q', 'R']) vote.enter(who);
    expect(vote.rank('P', 'PQ')).toBe('designs/OWN_DESIGN');
    expect(
      vote
        .mine('P')
        .round?.order.map((id) => vote.name(id))
        .toSorted(),
    ).toEqual(['Q', 'R']);
    vote.rank('P', 'Q');
    // The ballot says that Q is better than R, and nothing about P.
    expect(vote.figures('P')).toMatchObject({ othersBeaten: 0, bordaPointsDoubled: 2 });
    expect(vote.figures('Q')).toMatchObject({ othersBeaten: 1, bordaPointsDoubled: 3 });
    expect(vote.figures('R')).toMatchObject({ othersBeaten: 0, bordaPointsDoubled: 1 });
  });

  it('hide their authors until the announcement, when the contest is blind', () => {
    const blind = new DesignVote(fansVote(APPROVAL, { blind: true }));
    blind.enter('P');
    const { contest } = blind.game;
    expect(contest.creditsVisible(blind.config, blind.moment(OPENS_MS))).toBe(false);
    expect(
      contest.creditsVisible(blind.config, { ...blind.moment(OPENS_MS), announced: true }),
    ).toBe(true);
    const shown = JSON.stringify([blind.board(), blind.mine('a stranger')]);
    expect(shown).not.toContain(actorIdOf('P'));
    const review = contest.reviewView(blind.state, blind.config, blind.moment(OPENS_MS), {
      actorId: actorIdOf('a juror'),
      role: 'judge',
    });
    expect(JSON.stringify(review)).not.toContain(actorIdOf('P'));
  });

  it('are known to their authors', () => {
    const vote = new DesignVote(fansVote(APPROVAL));
    const id = vote.enter('P');
    expect(vote.mine('P').entries).toMatchObject([{ id, status: 'approved' }]);
    expect(vote.mine('Q').entries).toEqual([]);
  });
});

describe('the order of designs', () => {
  it('is another one for every fan, and the same each time', () => {
    const vote = new DesignVote(brandVote(APPROVAL, { designs: designsNamed(...'ABCDEFGHIJ') }));
    const orders = ['Ana', 'Ben', 'Cem', 'Dee'].map((who) => vote.mine(who).round?.order.join());
    expect(new Set(orders).size).toBe(4);
    expect(vote.mine('Ana', OPENS_MS + DAY_MS).round?.order.join()).toBe(orders[0]);
  });

  it('stays when a design leaves', () => {
    const vote = new DesignVote(brandVote(APPROVAL));
    const before = vote.mine('Ana').round!.order;
    vote.disqualify('C');
    expect(vote.mine('Ana').round!.order).toEqual(before.filter((id) => id !== vote.id('C')));
  });
});
