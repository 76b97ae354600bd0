import { describe, expect, it } from 'vitest';
import {
  daily,
  DAY_MS,
  Guessing,
  OPENS_MS,
  ROUND_MS,
  roundAt,
} from '../../test/support/guessing.ts';

const CLOSES_MS = OPENS_MS + 10 * DAY_MS;
const DEADLINE_MS = OPENS_MS + ROUND_MS;

describe('starting a round', () => {
  it.each([
    [OPENS_MS - 1, 'guess/NOT_OPEN_YET'],
    [OPENS_MS, null],
    [CLOSES_MS - 1, null],
    [CLOSES_MS, 'guess/CLOSED'],
  ])('at %i is answered with %s', (atMs, code) => {
    expect(new Guessing().start('Ana', 1, atMs)).toBe(code);
  });

  it('shows its pictures to who has started it, and the deadline stays the same after a reload', () => {
    const game = new Guessing();
    expect(game.mine('Ana').rounds).toEqual([]);
    game.start('Ana');
    const [first] = game.mine('Ana').rounds;
    expect(first).toMatchObject({
      status: 'running',
      pictureIds: ['picture of one', 'detail of one'],
      startedAtMs: OPENS_MS,
      deadlineAtMs: DEADLINE_MS,
    });
    expect(game.mine('Ana', OPENS_MS + 5000).rounds).toEqual([first]);
    expect(game.mine('Ben').rounds).toEqual([]);
  });

  it('happens once: there is no second look at the clock', () => {
    const game = new Guessing();
    game.start('Ana');
    expect(game.start('Ana', 1, OPENS_MS + 1000)).toBe('guess/ALREADY_STARTED');
    expect(game.start('Ana', 1, DEADLINE_MS + 1000)).toBe('guess/ALREADY_STARTED');
    expect(game.mine('Ana').rounds[0]?.deadlineAtMs).toBe(DEADLINE_MS);
  });

  it('goes in order, one round at a time', () => {
    const game = new Guessing();
    expect(game.start('Ana', 2)).toBe('guess/IN_ORDER');
    game.start('Ana', 1);
    expect(game.start('Ana', 2, DEADLINE_MS - 1)).toBe('guess/ROUND_RUNNING');
    expect(game.start('Ana', 3, DEADLINE_MS)).toBe('guess/IN_ORDER');
    expect(game.start('Ana', 2, DEADLINE_MS)).toBeNull();
    game.guess('Ana', 2, 0, DEADLINE_MS);
    expect(game.start('Ana', 3, DEADLINE_MS)).toBeNull();
    expect(game.start('Ana', 4, DEADLINE_MS + ROUND_MS)).toBe('guess/NO_SUCH_ROUND');
    expect(game.start('Ana', 1, DEADLINE_MS + ROUND_MS, 2)).toBe('guess/NO_SUCH_ROUND');
  });

  it('is for those who may play', () => {
    const game = new Guessing({ whoMayPlay: { who: 'verified' } });
    const start = { type: 'start', game: 1, round: 1 };
    expect(game.act('Gus', start, { verifiedAtMs: null })).toBe('eligibility/SIGN_IN');
    expect(game.act('Ana', start)).toBeNull();
  });

  it('gives no more time than the game has', () => {
    const game = new Guessing();
    game.start('Ana', 1, CLOSES_MS - 1000);
    expect(game.mine('Ana').rounds[0]?.deadlineAtMs).toBe(CLOSES_MS);
    expect(game.guess('Ana', 1, 0, CLOSES_MS)).toBe('guess/TOO_LATE');
    expect(game.guess('Ana', 1, 0, CLOSES_MS - 1)).toBeNull();
  });
});

describe('an answer', () => {
  it('is told the true place, the distance and the points', () => {
    const game = new Guessing();
    game.start('Ana');
    game.guess('Ana', 1, 1, OPENS_MS + 9000);
    expect(game.mine('Ana').rounds[0]).toMatchObject({
      status: 'answered',
      guess: { latitude: 0, longitude: 1, usedMs: 9000 },
      // A degree of the equator is 111.195 km on the mean sphere: 5000·e^(−1111.95/14917).
      score: { distanceM: 111_195, points: 4641, bonus: 0, hintTaken: false },
      answer: {
        latitude: 0,
        longitude: 0,
        title: 'title of one',
        explanation: 'explanation of one',
      },
    });
    expect(game.mine('Ana').total).toEqual({
      points: 4641,
      distanceM: 111_195,
      answeredRounds: 1,
      timeMs: 9000,
    });
  });

  it.each([
    [DEADLINE_MS - 1, null],
    [DEADLINE_MS, 'guess/TOO_LATE'],
    [DEADLINE_MS + 1, 'guess/TOO_LATE'],
  ])('arriving at %i is answered with %s', (atMs, code) => {
    const game = new Guessing();
    game.start('Ana');
    expect(game.guess('Ana', 1, 0, atMs)).toBe(code);
  });

  it('counts once, and a second one leaves the first as it was', () => {
    const game = new Guessing();
    game.play('Ana', 1, 5);
    const before = game.mine('Ana');
    expect(game.guess('Ana', 1, 0, OPENS_MS + 10_000)).toBe('guess/ALREADY_ANSWERED');
    expect(game.mine('Ana')).toEqual(before);
  });

  it('needs a round that was started', () => {
    const game = new Guessing();
    expect(game.guess('Ana', 1, 0)).toBe('guess/NOT_STARTED');
    game.start('Ben');
    expect(game.guess('Ana', 1, 0)).toBe('guess/NOT_STARTED');
  });

  it('missed counts nothing, and the place is shown to who asks for it then', () => {
    const game = new Guessing();
    game.start('Ana');
    const look = { type: 'look', game: 1, round: 1 };
    expect(game.act('Ana', look, { atMs: DEADLINE_MS - 1 })).toBe('guess/STILL_RUNNING');
    expect(game.mine('Ana', DEADLINE_MS).rounds[0]).toMatchObject({
      status: 'timeUp',
      answer: null,
    });
    expect(game.act('Ana', look, { atMs: DEADLINE_MS })).toBeNull();
    expect(game.mine('Ana', DEADLINE_MS).rounds[0]).toMatchObject({
      status: 'timeUp',
      score: null,
      answer: { title: 'title of one' },
    });
    expect(game.mine('Ana').total.answeredRounds).toBe(0);
    expect(game.guess('Ana', 1, 0, DEADLINE_MS)).toBe('guess/TOO_LATE');
  });

  it('given early earns the bonus that was declared', () => {
    const game = new Guessing({ timeBonus: 600 });
    game.play('Ana', 1, 0, 15);
    expect(game.mine('Ana').rounds[0]?.score).toMatchObject({ points: 5000, bonus: 450 });
  });

  it('has no bonus for time that the end of the game took away', () => {
    const game = new Guessing({ timeBonus: 600 });
    game.start('Ana', 1, CLOSES_MS - 6000);
    game.guess('Ana', 1, 0, CLOSES_MS - 6000);
    expect(game.mine('Ana').rounds[0]?.score).toMatchObject({ points: 5000, bonus: 60 });
  });
});

describe('a hint', () => {
  const take = { type: 'takeHint', game: 1, round: 1 };

  it('is shown to who takes it, once, and halves the points', () => {
    const game = new Guessing();
    game.start('Ana');
    expect(game.mine('Ana').rounds[0]).toMatchObject({ hasHint: true, hint: null });
    expect(game.act('Ana', take)).toBeNull();
    expect(game.act('Ana', take)).toBe('guess/HINT_TAKEN');
    expect(game.mine('Ana').rounds[0]?.hint).toBe('hint of one');
    game.guess('Ana', 1, 0);
    expect(game.mine('Ana').rounds[0]?.score).toMatchObject({ points: 2500, hintTaken: true });
    game.start('Ben');
    expect(game.mine('Ben').rounds[0]?.hint).toBeNull();
  });

  it('is not there in a game without hints, nor in a round without one', () => {
    const none = new Guessing({ hints: false });
    none.start('Ana');
    expect(none.mine('Ana').rounds[0]?.hasHint).toBe(false);
    expect(none.act('Ana', take)).toBe('guess/NO_HINT');
    const round = { ...roundAt(0, 0), hint: '' };
    const empty = new Guessing({}, { games: [{ rounds: [round] }] });
    empty.start('Ana');
    expect(empty.act('Ana', take)).toBe('guess/NO_HINT');
  });

  it('comes too late after the deadline', () => {
    const game = new Guessing();
    game.start('Ana');
    expect(game.act('Ana', take, { atMs: DEADLINE_MS })).toBe('guess/TOO_LATE');
  });
});

describe('a game a day', () => {
  const secrets = {
    games: [roundAt(0, 0, 'one'), roundAt(0, 10, 'two')].map((r) => ({ rounds: [r] })),
  };

  it('can be played on its day only', () => {
    const game = new Guessing(daily(2), secrets);
    const second = OPENS_MS + DAY_MS;
    expect(game.start('Ana', 1, second - 1, 2)).toBe('guess/NOT_OPEN_YET');
    expect(game.start('Ana', 1, second - 1, 1)).toBeNull();
    expect(game.start('Ana', 1, second, 2)).toBeNull();
    expect(game.start('Ben', 1, second, 1)).toBe('guess/CLOSED');
    expect(game.start('Ana', 1, second + DAY_MS, 2)).toBe('guess/CLOSED');
    expect(game.board(second).games.map(({ status }) => status)).toEqual(['over', 'open']);
  });

  it('may be missed without harm to the next', () => {
    const game = new Guessing(daily(2), secrets);
    expect(game.start('Ben', 1, OPENS_MS + DAY_MS, 2)).toBeNull();
  });

  it('shows its answers to everybody once its day is over', () => {
    const game = new Guessing(daily(2), secrets);
    game.reach(OPENS_MS + DAY_MS - 1);
    expect(game.mine('Zoë').answers).toEqual([]);
    game.reach(OPENS_MS + DAY_MS);
    expect(game.mine('Zoë').answers).toMatchObject([
      {
        game: 1,
        round: 1,
        pictureIds: ['picture of one', 'detail of one'],
        answer: { title: 'title of one' },
      },
    ]);
    game.reach(OPENS_MS + 2 * DAY_MS);
    expect(game.mine('Zoë').answers).toHaveLength(2);
  });

  it('without a game on one of the days says so at the desk, and refuses politely', () => {
    const game = new Guessing(daily(3), secrets);
    expect(game.start('Ana', 1, OPENS_MS + 2 * DAY_MS, 3)).toBe('guess/NO_SUCH_ROUND');
    expect(game.review().desk?.warnings).toEqual(['Day 3 has no game: only 2 were set up.']);
  });

  it('without a day is never played, nor revealed', () => {
    const game = new Guessing(daily(1), secrets);
    expect(game.start('Ana', 1, OPENS_MS + DAY_MS, 2)).toBe('guess/NO_SUCH_ROUND');
    game.reach(OPENS_MS + 30 * DAY_MS);
    expect(game.mine('Ana').answers).toHaveLength(1);
    expect(game.review().desk?.warnings).toContain(
      'Games that have no day, and are never played: 1.',
    );
  });
});

describe('a name', () => {
  const setName = (name: string) => ({ type: 'setName', name });

  it('stands beside a game that was begun', () => {
    const game = new Guessing();
    expect(game.act('Ana', setName('Ana'))).toBe('players/NOT_PLAYING');
    game.start('Ana');
    expect(game.act('Ana', setName('Ana'))).toBeNull();
    expect(game.mine('Ana').named).toBe(true);
  });

  it('taken down by a moderator stays down, and the game goes on', () => {
    const game = new Guessing();
    game.start('Ana');
    const down = { type: 'takeNameDown', entryId: game.playerId('Ana') };
    const role = 'moderator' as const;
    expect(game.act('Mo', down, { role })).toBe('players/NO_NAME');
    game.act('Ana', setName('Something rude'));
    expect(game.act('Mo', down, { role })).toBeNull();
    expect(game.mine('Ana')).toMatchObject({ named: false, nameTakenDown: true });
    expect(game.act('Ana', setName('Something rude again'))).toBe('guess/NAME_TAKEN_DOWN');
    expect(game.guess('Ana', 1, 0)).toBeNull();
    const nobody = { type: 'takeNameDown', entryId: 'constructor' };
    expect(game.act('Mo', nobody, { role })).toBe('players/NO_SUCH_PLAYER');
  });
});

it('a disqualified player cannot go on', () => {
  const game = new Guessing();
  game.play('Ana', 1, 0);
  game.act(
    'Mo',
    {
      type: 'core.disqualify',
      standingId: game.playerId('Ana'),
      reason: 'Three accounts.',
    } as never,
    { role: 'moderator' },
  );
  expect(game.start('Ana', 2, OPENS_MS + 20_000)).toBe('guess/DISQUALIFIED');
  expect(game.act('Ana', { type: 'setName', name: 'Ana' })).toBe('guess/DISQUALIFIED');
});
