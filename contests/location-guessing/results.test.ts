import { describe, expect, it } from 'vitest';
import {
  daily,
  DAY_MS,
  Guessing,
  OPENS_MS,
  ROUND_MS,
  roundAt,
} from '../../test/support/guessing.ts';
import { locationGuessing } from './rules.server.ts';
import type { Config } from './schema.ts';

const CLOSES_MS = OPENS_MS + 10 * DAY_MS;

describe('the leaderboard', () => {
  it('is led by the most points over all rounds', () => {
    const game = new Guessing();
    game.play('Ana', 1, 3);
    game.play('Ben', 1, 1);
    game.play('Ana', 2, 10, 10, OPENS_MS + ROUND_MS);
    expect(game.standings('Ana', 'Ben')).toEqual(['1 Ana', '2 Ben']);
    expect(game.mine('Ben')).toMatchObject({ rank: 2, rankedCount: 2 });
    expect(game.mine('Zoë')).toMatchObject({ rank: null, rankedCount: 2 });
  });

  it('has no line for somebody who has answered nothing', () => {
    const game = new Guessing();
    game.start('Ana');
    expect(game.standings('Ana')).toEqual([]);
    expect(game.mine('Ana').rank).toBeNull();
  });

  it.each<[Config['ties'], string[]]>([
    ['distance', ['1 Near', '2 Quick', '3 Slow']],
    ['time', ['1 Quick', '2 Near', '3 Slow']],
    ['draw', ['1 Slow', '1 Quick', '1 Near']],
  ])('breaks ties by %s as declared', (ties, order) => {
    // Everything within 200 km is worth full points, so all three are level by points.
    const game = new Guessing({ ties, fullPointsRadiusM: 200_000 });
    game.play('Slow', 1, 1, 50);
    game.play('Quick', 1, 1, 5);
    game.play('Near', 1, 0.5, 30);
    expect(game.standings('Slow', 'Quick', 'Near')).toEqual(order);
  });

  it('prefers, between equal points, whoever has answered more', () => {
    const game = new Guessing({ scale: { of: 'city' } });
    game.play('Ana', 1, 90);
    game.play('Ben', 1, 90);
    game.play('Ben', 2, 90, 10, OPENS_MS + ROUND_MS);
    expect(game.mine('Ben').total.points).toBe(0);
    expect(game.standings('Ana', 'Ben')).toEqual(['1 Ben', '2 Ana']);
  });

  it('is seen while the game runs if the brand wants it, and always with the result', () => {
    const visible = (standingsVisible: boolean, atMs: number, announced = false) => {
      const game = new Guessing({ standingsVisible });
      const moment = { ...game.moment(atMs), announced };
      return locationGuessing.standingsVisible(game.config, moment);
    };
    expect(visible(true, OPENS_MS)).toBe(true);
    expect(visible(true, OPENS_MS - 1)).toBe(false);
    expect(visible(false, OPENS_MS)).toBe(false);
    expect(visible(false, CLOSES_MS + DAY_MS, true)).toBe(true);
  });
});

describe('winners', () => {
  it('are selected once the last game is over, with warnings', () => {
    const game = new Guessing();
    game.play('Ana', 1, 0);
    const ready = (atMs: number) =>
      locationGuessing.readiness(game.state, game.config, game.moment(atMs));
    expect(ready(CLOSES_MS - 1)).toMatchObject({
      ready: false,
      refused: { code: 'guess/STILL_OPEN', retryAtMs: CLOSES_MS },
    });
    expect(ready(CLOSES_MS)).toMatchObject({
      ready: true,
      warnings: [
        'Only 1 of 3 places can be filled.',
        'The planned time of the results has not come yet.',
      ],
    });
  });
});

describe('a guest who signs in', () => {
  const asGuest = { verifiedAtMs: null };

  it('keeps their rounds and name', () => {
    const game = new Guessing();
    game.play('guest', 1, 0);
    game.act('guest', { type: 'setName', name: 'Gus' }, asGuest);
    game.game.join('guest', 'Ana', OPENS_MS + 20_000);
    expect(game.mine('Ana')).toMatchObject({ named: true, rounds: [{ status: 'answered' }] });
    expect(game.mine('guest').rounds).toEqual([]);
    expect(game.standings('Ana')).toEqual(['1 Ana']);
  });

  it('gets neither a second look nor a second answer at a round', () => {
    const game = new Guessing();
    game.play('guest', 1, 0);
    game.play('Ana', 1, 90, 10, OPENS_MS + 20_000);
    game.play('Ana', 2, 10, 10, OPENS_MS + 40_000);
    game.game.join('guest', 'Ana', OPENS_MS + 60_000);
    const { rounds, total } = game.mine('Ana');
    // Of round 1 the first answer stands, whoever gave it; round 2 was played once.
    expect(rounds.map(({ guess }) => guess?.longitude)).toEqual([0, 10]);
    expect(total).toMatchObject({ answeredRounds: 2, points: 10_000 });
    expect(game.board().answerCount).toBe(2);
    expect(game.board().playerCount).toBe(1);
  });

  it('cannot answer a round that was opened a second time as somebody else', () => {
    const game = new Guessing();
    game.start('Ana', 1, OPENS_MS);
    game.play('guest', 1, 0, 5, OPENS_MS + 10_000);
    game.game.join('guest', 'Ana', OPENS_MS + 20_000);
    expect(game.guess('Ana', 1, 0, OPENS_MS + 25_000)).toBe('guess/TOO_LATE');
    expect(game.mine('Ana', OPENS_MS + 25_000).rounds[0]).toMatchObject({
      status: 'timeUp',
      guess: null,
    });
    expect(game.standings('Ana')).toEqual([]);
  });

  it('goes on with a round that is running', () => {
    const game = new Guessing();
    game.start('guest', 1, OPENS_MS);
    game.game.join('guest', 'Ana', OPENS_MS + 5000);
    expect(game.start('Ana', 1, OPENS_MS + 6000)).toBe('guess/ALREADY_STARTED');
    expect(game.guess('Ana', 1, 0, OPENS_MS + 6000)).toBeNull();
  });
});

describe('a change of the rules', () => {
  const amended = (
    change: (config: Config) => Config,
    atMs: number,
    base: Partial<Config> = {},
  ) => {
    const game = new Guessing(base);
    const refused = locationGuessing.amend(
      game.state,
      game.config,
      change(game.config),
      game.moment(atMs),
    );
    return refused?.code ?? null;
  };
  const closing = (closesAtMs: number) => (config: Config) =>
    ({
      ...config,
      schedule: { ...config.schedule, closesAtMs, resultsAtMs: closesAtMs + DAY_MS },
    }) as Config;

  it.each<[string, (config: Config) => Config, string | null]>([
    ['a corrected text', (config) => ({ ...config, briefing: 'Better said.' }), null],
    ['a later end', closing(CLOSES_MS + DAY_MS), null],
    ['an earlier end', closing(CLOSES_MS - DAY_MS), 'guess/SHORTENED'],
    ['an end in the past', closing(OPENS_MS + 1), 'guess/BORDER_PASSED'],
    ['more places', (config) => ({ ...config, placeCount: 5 }), null],
    ['fewer places', (config) => ({ ...config, placeCount: 2 }), 'guess/PRIZE_TAKEN_AWAY'],
    ['another prize', (config) => ({ ...config, honours: ['A hat'] }), 'guess/PRIZE_TAKEN_AWAY'],
    ['less time', (config) => ({ ...config, secondsPerRound: 10 }), 'guess/RULES_FIXED'],
    ['another scale', (config) => ({ ...config, scale: { of: 'city' } }), 'guess/RULES_FIXED'],
    ['an earlier reveal', (config) => ({ ...config, reveal: 'atEnd' }), 'guess/REVEAL_FIXED'],
  ])('while the game runs: %s', (_, change, code) => {
    expect(amended(change, OPENS_MS + DAY_MS)).toBe(code);
  });

  it('before the opening may be nearly anything', () => {
    const before = OPENS_MS - 1000;
    expect(amended((config) => ({ ...config, secondsPerRound: 10 }), before)).toBeNull();
    expect(amended((config) => ({ ...config, ...daily(3) }), before)).toBeNull();
    expect(amended((config) => ({ ...config, reveal: 'atEnd' }), before)).toBe(
      'guess/REVEAL_FIXED',
    );
  });

  it('cannot open a game again whose places have been revealed', () => {
    expect(amended(closing(CLOSES_MS + DAY_MS), CLOSES_MS)).toBe('guess/BORDER_PASSED');
  });

  it('may add days to a daily game, not take them away', () => {
    const atMs = OPENS_MS + 1000;
    expect(amended((config) => ({ ...config, ...daily(4) }), atMs, daily(3))).toBeNull();
    expect(amended((config) => ({ ...config, ...daily(2) }), atMs, daily(3))).toBe(
      'guess/SHORTENED',
    );
  });
});

describe('the desk', () => {
  it('sees how each round goes', () => {
    const game = new Guessing();
    game.play('Ana', 1, 1);
    game.act('Ana', { type: 'setName', name: 'Ana' });
    game.start('Ben');
    game.act('Ben', { type: 'takeHint', game: 1, round: 1 });
    const { desk } = game.review(OPENS_MS + ROUND_MS);
    expect(desk).toMatchObject({ playerCount: 2, namedCount: 1 });
    expect(desk?.rounds[0]).toMatchObject({
      started: 2,
      answered: 1,
      timedOut: 1,
      hintsTaken: 1,
      medianDistanceM: 111_195,
      meanPoints: 4641,
    });
    expect(desk?.rounds[2]).toMatchObject({ started: 0, medianDistanceM: null, meanPoints: null });
    expect(game.review(OPENS_MS, 'judge').desk).toBeNull();
  });

  it('is told of answers that look like knowledge, and of those that look copied', () => {
    const game = new Guessing();
    for (const [round, place] of [0, 10].entries()) {
      const atMs = OPENS_MS + round * ROUND_MS;
      game.play('Seer', round + 1, place, 2, atMs);
      game.play('Ana', round + 1, place + 3.3, 20, atMs);
      game.play('Copy', round + 1, place + 3.3, 40, atMs);
      game.play('Honest', round + 1, place + 4, 2, atMs);
    }
    const id = (who: string) => game.playerId(who);
    expect(game.review(OPENS_MS + 2 * ROUND_MS).desk?.conspicuous).toEqual([
      { playerId: id('Seer'), reasons: [{ kind: 'fastAndExact', count: 2, otherPlayerId: null }] },
      {
        playerId: id('Ana'),
        reasons: [{ kind: 'sameGuesses', count: 2, otherPlayerId: id('Copy') }],
      },
      {
        playerId: id('Copy'),
        reasons: [{ kind: 'sameGuesses', count: 2, otherPlayerId: id('Ana') }],
      },
    ]);
  });
});

describe('settings', () => {
  const issuesOf = (change: object) =>
    locationGuessing.schemas.config
      .safeParse({ ...new Guessing().config, ...change })
      .error?.issues.map(({ path }) => path.join('.')) ?? [];

  it.each([
    [{ scale: { of: 'own' } }, ['scale.km']],
    [{ scale: { of: 'own', km: 12.5 } }, []],
    [{ placeCount: 1, honours: ['One', 'Two'] }, ['honours']],
    [
      { schedule: { format: 'open', opensAtMs: 5, closesAtMs: 5, resultsAtMs: 4 } },
      ['schedule.closesAtMs', 'schedule.resultsAtMs'],
    ],
    [
      { schedule: { format: 'daily', opensAtMs: 0, days: 2, resultsAtMs: DAY_MS } },
      ['schedule.resultsAtMs'],
    ],
  ])('%j are wrong at %j', (change, fields) => {
    expect(issuesOf(change)).toEqual(fields);
  });

  const secretIssues = (games: unknown) =>
    locationGuessing.schemas.secrets
      .safeParse({ games })
      .error?.issues.map(({ path }) => path.join('.')) ?? [];

  it('need rounds, each with a picture and a place', () => {
    expect(secretIssues([])).toEqual(['games']);
    expect(secretIssues([{ rounds: [] }])).toEqual(['games.0.rounds']);
    expect(secretIssues([{ rounds: [{ picture: '' }] }])).toEqual([
      'games.0.rounds.0.picture',
      'games.0.rounds.0.place',
    ]);
    expect(
      secretIssues([{ rounds: [{ picture: 'p', place: { latitude: 1, longitude: 2 } }] }]),
    ).toEqual([]);
  });

  it('may not show one picture in two rounds: the first answer would tell the second', () => {
    const round = roundAt(0, 0);
    expect(
      secretIssues([
        { rounds: [round, { ...roundAt(1, 1, 'b'), morePictures: [{ picture: round.picture }] }] },
      ]),
    ).toEqual(['games.0.rounds.1.morePictures.0.picture']);
  });
});
