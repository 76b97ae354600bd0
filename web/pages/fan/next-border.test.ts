import { expect, test } from 'vitest';
import { contestPhase, nextBorder } from './next-border.ts';

const stages = [
  { id: 'teaser', label: 'Teaser', opensAtMs: 0, closesAtMs: 100 },
  { id: 'entries', label: 'Entries', opensAtMs: 100, closesAtMs: 200 },
  { id: 'voting', label: 'Voting', opensAtMs: 150, closesAtMs: 300 },
];

test('the next border is the earliest one still to come', () => {
  expect(nextBorder(stages, 160)).toEqual({ kind: 'closes', label: 'Entries', atMs: 200 });
});

test('what opens is told where only the announcement ends', () => {
  expect(nextBorder(stages, 50)).toEqual({ kind: 'opens', label: 'Entries', atMs: 100 });
});

test('where play gives way to judging, the last deadline is told', () => {
  const sprint = [
    { id: 'entries', label: 'Entries', opensAtMs: 100, closesAtMs: 200 },
    { id: 'voting', label: 'Voting', opensAtMs: 100, closesAtMs: 200 },
    { id: 'judging', label: 'Judging', opensAtMs: 200, closesAtMs: 300 },
  ];
  expect(nextBorder(sprint, 150)).toEqual({ kind: 'closes', label: 'Voting', atMs: 200 });
});

test('after the last border there is none', () => {
  expect(nextBorder(stages, 300)).toBeNull();
});

test('a contest is upcoming, running, deciding and announced in turn', () => {
  const phase = (nowMs: number, announced = false) => contestPhase({ stages, announced }, nowMs);
  expect([phase(99), phase(100), phase(299), phase(300), phase(301, true)]).toEqual([
    'upcoming',
    'running',
    'running',
    'deciding',
    'announced',
  ]);
});
