import { describe, expect, it } from 'vitest';
import {
  CLOSES_MS,
  HOUR_MS,
  MINUTE_MS,
  OPENS_MS,
  puzzleConfig,
  PuzzleGame,
  puzzleSecrets,
  wordPuzzle,
} from '../../test/support/puzzles.ts';
import { labelId } from './labels.ts';

const hints = [
  { text: 'It is in the water.', price: 30 },
  { text: 'It does not float.', price: 200 },
];

describe('the window', () => {
  it.each([
    [OPENS_MS - 1, 'puzzles/NOT_OPEN_YET'],
    [OPENS_MS, null],
    [CLOSES_MS - 1, null],
    [CLOSES_MS, 'puzzles/CLOSED'],
  ])('at %i answers with %s', (atMs, code) => {
    const game = new PuzzleGame(puzzleSecrets(wordPuzzle('anchor'))).at(atMs);
    expect(game.answer('Ana', 1, 'Anchor')).toBe(code);
  });

  it('shows what a puzzle says at its time, and the solution when all is over', () => {
    const secrets = puzzleSecrets(wordPuzzle('anchor', { explanation: 'It holds.' }));
    const game = new PuzzleGame(secrets).at(OPENS_MS - 1);
    expect(game.puzzle('Ana', 1)).toMatchObject({ status: 'locked', content: null });
    game.at(OPENS_MS);
    expect(game.puzzle('Ana', 1)).toMatchObject({
      status: 'open',
      content: { text: 'Which word is it?' },
    });
    game.at(CLOSES_MS - 1);
    expect(game.puzzle('Ana', 1).solution).toBeNull();
    expect(game.board().revealed).toBe(false);
    game.at(CLOSES_MS);
    expect(game.puzzle('a stranger', 1)).toMatchObject({
      status: 'closed',
      solution: { lines: ['anchor'], explanation: 'It holds.' },
    });
    expect(game.board().revealed).toBe(true);
  });

  it('takes nothing from whoever may not play', () => {
    const config = puzzleConfig({ whoMayPlay: { who: 'verified' } });
    const game = new PuzzleGame(puzzleSecrets(wordPuzzle('anchor')), config);
    const answer = { type: 'answer', puzzle: 1, answer: 'anchor' } as const;
    expect(game.decide('guest', answer, 'fan', null).outcome).toMatchObject({
      code: 'eligibility/SIGN_IN',
    });
  });

  it.each([0, 2, 50])('knows no puzzle %i', (number) => {
    const game = new PuzzleGame(puzzleSecrets(wordPuzzle('anchor')));
    if (number > 0) expect(game.answer('Ana', number, 'x')).toBe('puzzles/NO_SUCH_PUZZLE');
    else expect(() => game.answer('Ana', number, 'x')).toThrow();
  });
});

describe('a locked puzzle', () => {
  const secrets = puzzleSecrets(
    wordPuzzle('one'),
    wordPuzzle('two'),
    wordPuzzle('later', { unlock: { kind: 'release', release: 1 } }),
    wordPuzzle('after both', { text: 'Third floor.', unlock: { kind: 'solved', puzzles: [1, 2] } }),
    wordPuzzle('after any', { unlock: { kind: 'solvedCount', count: 1 } }),
  );
  const config = puzzleConfig({ releases: [{ atMs: OPENS_MS + HOUR_MS }] });

  it('opens at its release, to the millisecond', () => {
    const game = new PuzzleGame(secrets, config).at(OPENS_MS + HOUR_MS - 1);
    expect(
      game.decide('Ana', { type: 'answer', puzzle: 3, answer: 'later' }).outcome,
    ).toMatchObject({
      code: 'puzzles/LOCKED',
      retryAtMs: OPENS_MS + HOUR_MS,
    });
    expect(game.puzzle('Ana', 3).content).toBeNull();
    game.at(OPENS_MS + HOUR_MS);
    expect(game.puzzle('Ana', 3).status).toBe('open');
    expect(game.answer('Ana', 3, 'later')).toBeNull();
  });

  it('opens for whoever has solved the others, and for nobody else', () => {
    const game = new PuzzleGame(secrets, config);
    expect(game.answer('Ana', 4, 'after both')).toBe('puzzles/LOCKED');
    expect(game.answer('Ana', 1, 'one')).toBeNull();
    expect(game.puzzle('Ana', 5).status).toBe('open');
    expect(game.puzzle('Ana', 4).status).toBe('locked');
    expect(game.answer('Ana', 2, 'two')).toBeNull();
    expect(game.puzzle('Ana', 4)).toMatchObject({
      status: 'open',
      content: { text: 'Third floor.' },
    });
    expect(game.puzzle('Ben', 4)).toMatchObject({ status: 'locked', content: null });
    expect(game.answer('Ben', 4, 'after both')).toBe('puzzles/LOCKED');
    expect(JSON.stringify(game.board())).not.toContain('Third floor.');
  });

  it('asks for a release that was never declared: it opens with the last one, or at once', () => {
    const puzzles = puzzleSecrets(wordPuzzle('one', { unlock: { kind: 'release', release: 7 } }));
    expect(new PuzzleGame(puzzles).answer('Ana', 1, 'one')).toBeNull();
    expect(new PuzzleGame(puzzles, config).answer('Ana', 1, 'one')).toBe('puzzles/LOCKED');
  });
});

describe('wrong answers', () => {
  const puzzle = wordPuzzle('anchor', {
    tries: 2,
    answer: {
      kind: 'text',
      accepted: ['anchor', 'the anchor'],
      ignoreAccents: true,
      ignorePunctuation: true,
      close: [{ answer: 'chain', message: 'What is at its end?' }],
    },
  });

  it('use up the tries, the same one only once', () => {
    const game = new PuzzleGame(puzzleSecrets(puzzle));
    expect(game.answer('Ana', 1, 'buoy')).toBeNull();
    expect(game.answer('Ana', 1, ' BUOY! ')).toBe('attempts/TRIED_BEFORE');
    expect(game.puzzle('Ana', 1)).toMatchObject({ wrongCount: 1, triesLeft: 1, close: null });
    expect(game.answer('Ana', 1, 'Chain')).toBeNull();
    expect(game.puzzle('Ana', 1)).toMatchObject({
      status: 'spent',
      triesLeft: 0,
      close: 'What is at its end?',
    });
    expect(game.answer('Ana', 1, 'anchor')).toBe('attempts/NONE_LEFT');
    expect(game.answer('Ben', 1, 'The anchor')).toBeNull();
  });

  it('that are no answer at all cost nothing', () => {
    const secrets = puzzleSecrets({
      ...puzzle,
      answer: {
        kind: 'number',
        value: 3,
        tolerance: 0,
        toleranceIs: 'absolute',
        unit: '',
        close: [],
      },
    });
    const game = new PuzzleGame(secrets);
    expect(game.answer('Ana', 1, 'three')).toBe('answers/NOT_A_NUMBER');
    expect(game.mine('Ana').playerId).toBeNull();
    expect(game.answer('Ana', 1, '3,0')).toBeNull();
    expect(game.puzzle('Ana', 1).status).toBe('solved');
  });

  it('make the next try wait i²/1.5 minutes after the i-th', () => {
    const coolDown = { kind: 'growing', power: 2, divisor: 1.5 } as const;
    const game = new PuzzleGame(puzzleSecrets(wordPuzzle('anchor')), puzzleConfig({ coolDown }));
    let atMs = OPENS_MS;
    for (const [index, seconds] of [40, 160, 360, 640].entries()) {
      expect(game.at(atMs).answer('Ana', 1, `wrong ${index}`)).toBeNull();
      atMs += seconds * 1000;
      expect(game.puzzle('Ana', 1).nextTryAtMs).toBe(atMs);
      expect(
        game.at(atMs - 1).decide('Ana', { type: 'answer', puzzle: 1, answer: 'anchor' }).outcome,
      ).toMatchObject({
        code: 'attempts/COOLING_DOWN',
        retryAtMs: atMs,
      });
    }
    expect(game.at(atMs).answer('Ana', 1, 'anchor')).toBeNull();
    expect(game.answer('Ana', 1, 'anchor')).toBe('puzzles/SOLVED');
  });
});

describe('typed answers', () => {
  const crossing = { text: 'Messina', right: true };
  const options = [{ text: 'Dover', right: false }, crossing, { text: 'Calais', right: false }];
  const ids = (puzzle: number, ...texts: string[]) =>
    texts.map((text) => labelId(puzzle, text)).join(' ');
  const secrets = puzzleSecrets(
    { ...wordPuzzle('x'), answer: { kind: 'choice', several: false, options } },
    {
      ...wordPuzzle('x'),
      answer: {
        kind: 'choice',
        several: true,
        options: [...options, { text: 'Bari', right: true }],
      },
    },
    { ...wordPuzzle('x'), answer: { kind: 'order', items: ['first', 'second', 'third'] } },
    {
      ...wordPuzzle('x'),
      answer: {
        kind: 'place',
        place: { latitude: 45.65, longitude: 13.77 },
        withinKm: 5,
        close: [
          { withinKm: 500, message: 'Colder.' },
          { withinKm: 100, message: 'Warm.' },
        ],
      },
    },
  );

  it.each([
    [1, ids(1, 'Messina'), true],
    [1, ids(1, 'Dover'), false],
    [2, ids(2, 'Bari', 'Messina'), true],
    [2, ids(2, 'Bari'), false],
    [3, ids(3, 'first', 'second', 'third'), true],
    [3, ids(3, 'second', 'first', 'third'), false],
    [4, '45.66, 13.8', true],
    [4, '45.9, 13.8', false],
  ])('puzzle %i with %s', (puzzle, answer, right) => {
    const game = new PuzzleGame(secrets);
    expect(game.answer('Ana', puzzle, answer)).toBeNull();
    expect(game.puzzle('Ana', puzzle).status).toBe(right ? 'solved' : 'open');
  });

  it('say how close a pin is by the nearest ring', () => {
    const game = new PuzzleGame(secrets);
    game.answer('Ana', 4, '45.9, 13.8');
    expect(game.puzzle('Ana', 4).close).toBe('Warm.');
    game.answer('Ana', 4, '48.2, 16.4');
    expect(game.puzzle('Ana', 4).close).toBe('Colder.');
    game.answer('Ana', 4, '0, 0');
    expect(game.puzzle('Ana', 4).close).toBeNull();
  });

  it('are asked for without a word about what is right', () => {
    const input = new PuzzleGame(secrets).puzzle('Ana', 3).content?.input;
    const items = input?.kind === 'order' ? input.items.map(({ id }) => id) : [];
    expect(items).toEqual([...items].sort());
    const choice = new PuzzleGame(secrets).puzzle('Ana', 1).content?.input;
    expect(choice).toMatchObject({ kind: 'choice', several: false });
    expect(JSON.stringify(choice)).not.toContain('right');
  });
});

describe('a personal clock', () => {
  const config = puzzleConfig({
    timing: { kind: 'personal', minutes: 30 },
    scoring: { kind: 'byTime' },
  });
  const secrets = puzzleSecrets(wordPuzzle('anchor', { points: 300, leastPoints: 0, hints }));

  it('starts when the fan opens the puzzle, and once', () => {
    const game = new PuzzleGame(secrets, config).at(OPENS_MS + HOUR_MS);
    expect(game.puzzle('Ana', 1)).toMatchObject({ status: 'ready', content: null });
    expect(game.answer('Ana', 1, 'anchor')).toBe('puzzles/OPEN_FIRST');
    expect(game.hint('Ana', 1, 1)).toBe('puzzles/OPEN_FIRST');
    expect(game.open('Ana', 1)).toBeNull();
    expect(game.puzzle('Ana', 1)).toMatchObject({
      status: 'open',
      deadlineAtMs: OPENS_MS + HOUR_MS + 30 * MINUTE_MS,
    });
    expect(game.open('Ana', 1)).toBe('puzzles/OPEN_ALREADY');
    expect(game.puzzle('Ben', 1)).toMatchObject({ status: 'ready', content: null });
    game.at(OPENS_MS + HOUR_MS + 10 * MINUTE_MS);
    expect(game.answer('Ana', 1, 'anchor')).toBeNull();
    expect(game.puzzle('Ana', 1).solved?.points).toBe(200);
  });

  it('ends at its very millisecond, and with the window at the latest', () => {
    const game = new PuzzleGame(secrets, config).at(OPENS_MS);
    game.open('Ana', 1);
    game.open('Ben', 1);
    expect(game.at(OPENS_MS + 30 * MINUTE_MS - 1).answer('Ana', 1, 'anchor')).toBeNull();
    expect(game.at(OPENS_MS + 30 * MINUTE_MS).answer('Ben', 1, 'anchor')).toBe(
      'puzzles/TIME_IS_UP',
    );
    expect(game.puzzle('Ben', 1).status).toBe('late');
    game.at(CLOSES_MS - MINUTE_MS).open('Cem', 1);
    expect(game.puzzle('Cem', 1).deadlineAtMs).toBe(CLOSES_MS);
  });
});
