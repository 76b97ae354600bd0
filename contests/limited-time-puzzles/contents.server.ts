import { accept, type Accepted, type Turn } from '../contract.ts';
import { lookup } from '../mechanics/lookup.ts';
import type { Sealed } from '../sealed.ts';
import type { Event } from './events.server.ts';
import { labelId } from './labels.ts';
import type { Answer, Puzzle, Secrets } from './puzzle-schema.ts';
import type { Config } from './schema.ts';
import type { State } from './state.ts';
import { opensAtMs } from './unlocking.ts';
import type { Content, Facts, Solution } from './view-schema.ts';

/** What everybody may know of a puzzle before it opens. */
function factsOf(puzzle: Puzzle, number: number): Facts {
  const { title, answer, points, leastPoints, tries, hints, unlock } = puzzle;
  const hintPrices = hints.map((hint) => hint.price);
  return { number, title, kind: answer.kind, points, leastPoints, tries, hintPrices, unlock };
}

/** What stands in an open puzzle. */
function contentOf(number: number, puzzle: Puzzle): Content {
  const pictures = puzzle.pictures.map(({ picture, describe }) => ({ mediaId: picture, describe }));
  return { text: puzzle.text, pictures, input: inputOf(number, puzzle.answer) };
}

function inputOf(number: number, answer: Answer): Content['input'] {
  const label = (text: string) => ({ id: labelId(number, text), text });
  switch (answer.kind) {
    case 'number':
      return { kind: 'number', unit: answer.unit };
    case 'choice': {
      const options = answer.options.map((option) => label(option.text));
      return { kind: 'choice', several: answer.several, options };
    }
    case 'order': {
      const items = answer.items.map(label).sort((a, b) => (a.id < b.id ? -1 : 1));
      return { kind: 'order', items };
    }
    case 'text':
    case 'place':
      return { kind: answer.kind };
  }
}

function solutionOf({ answer, explanation }: Puzzle): Solution {
  const of = (lines: string[], place: Solution['place'] = null) => ({ lines, place, explanation });
  switch (answer.kind) {
    case 'text':
      return of(answer.accepted.slice(0, 1));
    case 'number':
      return of([`${answer.value} ${answer.unit}`.trim()]);
    case 'choice':
      return of(answer.options.filter((option) => option.right).map((option) => option.text));
    case 'order':
      return of(answer.items);
    case 'place':
      return of([], { ...answer.place, withinKm: answer.withinKm });
  }
}

/** Shows puzzles that stand nowhere in the state yet. */
export function showing(
  state: State,
  secrets: Sealed<Secrets>,
  numbers: readonly number[],
): Event[] {
  return numbers.flatMap((number) => {
    const puzzle = secrets.open().puzzles[number - 1];
    return !puzzle || lookup(state.contents, String(number))
      ? []
      : [{ type: 'puzzleShown', puzzle: number, content: contentOf(number, puzzle) }];
  });
}

/**
 * What the schedule brings: the list of puzzles at publication; in a common window every puzzle at its time; everything
 * that is left, with the solutions, at the closing. Under personal clocks a puzzle comes with the first fan who opens it.
 */
export function whatIsDue(
  state: State,
  config: Config,
  secrets: Sealed<Secrets>,
  { atMs }: Turn,
): Accepted<Event> | null {
  const { puzzles } = secrets.open();
  if (state.puzzles.length < puzzles.length) {
    const facts = puzzles.map((puzzle, index) => factsOf(puzzle, index + 1));
    return accept<Event>([{ type: 'puzzlesPrepared', puzzles: facts }]);
  }
  const closed = atMs >= config.schedule.closesAtMs;
  const numbers = state.puzzles
    .filter(({ unlock }) => {
      const fromMs = state.personalMs === null ? opensAtMs(config, unlock) : null;
      return closed || (fromMs !== null && fromMs <= atMs);
    })
    .map(({ number }) => number);
  const events = showing(state, secrets, numbers);
  if (closed) {
    puzzles.forEach((puzzle, index) => {
      if (!lookup(state.solutions, String(index + 1)))
        events.push({ type: 'solutionShown', puzzle: index + 1, solution: solutionOf(puzzle) });
    });
  }
  return events.length > 0 ? accept(events) : null;
}
