import { expect, it } from 'vitest';
import { nextStep } from './next-step.ts';
import type { Board, MyRound } from './view-schema.ts';

const game = (number: number, opensAtMs: number, closesAtMs: number): Board['games'][number] => ({
  game: number,
  roundCount: 2,
  status: 'open',
  opensAtMs,
  closesAtMs,
});
const look = (of: number, round: number, change: Partial<MyRound> = {}): MyRound => ({
  game: of,
  round,
  status: 'answered',
  startedAtMs: 100,
  deadlineAtMs: 160,
  pictureIds: [],
  hasHint: false,
  hint: null,
  guess: null,
  score: null,
  answer: null,
  ...change,
});
const daily = [game(1, 100, 200), game(2, 200, 300)];
const open = [game(1, 100, 300)];

it('waits for the opening', () => {
  expect(nextStep(daily, [], 99)).toEqual({ kind: 'upcoming', opensAtMs: 100 });
});

it('offers the first round, then the next', () => {
  const start = { kind: 'start', game: 1, roundCount: 2 };
  expect(nextStep(open, [], 100)).toEqual({ ...start, round: 1 });
  expect(nextStep(open, [look(1, 1)], 100)).toEqual({ ...start, round: 2 });
});

it('goes back to a round that is running, until its deadline', () => {
  const running = look(1, 1, { status: 'running' });
  expect(nextStep(open, [running], 159)).toMatchObject({ kind: 'resume', look: { round: 1 } });
  expect(nextStep(open, [running], 160)).toMatchObject({ kind: 'start', round: 2 });
});

it('says when the next game comes once today’s is played', () => {
  const played = [look(1, 1), look(1, 2)];
  expect(nextStep(daily, played, 150)).toEqual({
    kind: 'played',
    game: 1,
    nextOpensAtMs: 200,
    closesAtMs: 200,
  });
  expect(nextStep(open, played, 150)).toMatchObject({ kind: 'played', nextOpensAtMs: null });
});

it('offers the new day whatever was left of the old one', () => {
  expect(nextStep(daily, [look(1, 1)], 200)).toMatchObject({ kind: 'start', game: 2, round: 1 });
});

it('is over after the last game', () => {
  expect(nextStep(daily, [look(1, 1)], 300)).toEqual({ kind: 'over' });
  expect(nextStep([], [], 300)).toEqual({ kind: 'over' });
});
