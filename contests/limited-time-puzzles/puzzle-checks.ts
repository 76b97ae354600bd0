import type { z } from 'zod';
import { normaliseText } from '../mechanics/answers.ts';
import type { Answer, Puzzle, Secrets, Unlock } from './puzzle-schema.ts';

type Fault = (path: (string | number)[], message: string) => void;

/** What no single field of a puzzle can know. Every message says what to change, at its field. */
export function checkPuzzles({ puzzles }: Secrets, context: z.RefinementCtx): void {
  puzzles.forEach((puzzle, index) => {
    const fault: Fault = (path, message) =>
      context.addIssue({ code: 'custom', path: ['puzzles', index, ...path], message });
    checkAnswer(puzzle.answer, (path, message) => fault(['answer', ...path], message));
    if (puzzle.leastPoints > puzzle.points)
      fault(['leastPoints'], 'The least points cannot be more than the points.');
  });
  const reached = reachable(puzzles);
  puzzles.forEach((puzzle, index) => {
    if (!reached.has(index + 1))
      context.addIssue({
        code: 'custom',
        path: ['puzzles', index, 'unlock'],
        message: whyNever(puzzle.unlock, index + 1, puzzles.length),
      });
  });
}

function checkAnswer(answer: Answer, fault: Fault): void {
  switch (answer.kind) {
    case 'text': {
      const accepted = new Set(answer.accepted.map((text) => normaliseText(text, answer)));
      answer.accepted.forEach((text, index) => {
        if (normaliseText(text, answer) === '')
          fault(['accepted', index], 'Nothing of this is left to compare. Use letters or digits.');
      });
      answer.close.forEach((close, index) => {
        if (accepted.has(normaliseText(close.answer, answer)))
          fault(['close', index, 'answer'], 'This counts as right already.');
      });
      break;
    }
    case 'choice': {
      const right = answer.options.filter((option) => option.right).length;
      if (right === 0) fault(['options'], 'Mark at least one option as right.');
      if (right > 1 && !answer.several)
        fault(['options'], 'Mark one option as right, or say that several are.');
      unique(
        answer.options.map((option) => option.text),
        (index) => fault(['options', index, 'text'], 'This option is in the list twice.'),
      );
      break;
    }
    case 'order':
      unique(answer.items, (index) => fault(['items', index], 'This item is in the list twice.'));
      break;
    case 'place':
      answer.close.forEach((close, index) => {
        if (close.withinKm <= answer.withinKm)
          fault(['close', index, 'withinKm'], 'This is within what counts as right.');
      });
      break;
    case 'number':
      break;
  }
}

function unique(texts: readonly string[], twice: (index: number) => void): void {
  texts.forEach((text, index) => {
    if (texts.indexOf(text) < index) twice(index);
  });
}

/** Numbers of the puzzles that somebody who solves everything can get to. */
function reachable(puzzles: readonly Puzzle[]): Set<number> {
  const reached = new Set<number>();
  for (let before = -1; before < reached.size;) {
    before = reached.size;
    puzzles.forEach(({ unlock }, index) => {
      if (opensWith(unlock, reached)) reached.add(index + 1);
    });
  }
  return reached;
}

function opensWith(unlock: Unlock, solved: ReadonlySet<number>): boolean {
  if (unlock.kind === 'solvedCount') return solved.size >= unlock.count;
  return unlock.kind !== 'solved' || unlock.puzzles.every((number) => solved.has(number));
}

function whyNever(unlock: Unlock, number: number, count: number): string {
  if (unlock.kind === 'solved') {
    if (unlock.puzzles.includes(number)) return 'A puzzle cannot wait for itself.';
    const missing = unlock.puzzles.find((other) => other > count);
    if (missing !== undefined) return `There is no puzzle ${missing}.`;
  }
  return 'This puzzle would never open: it waits for more than can be solved before it.';
}
