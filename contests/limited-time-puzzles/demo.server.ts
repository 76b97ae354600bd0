import type { Role } from '../contract.ts';
import type { DemoGame, DemoPictures, DemoStep } from '../demo.ts';
import { defaultConfig, hourOf } from './defaults.ts';
import { finalPuzzles, NIGHT_FERRY, TUNNELS } from './demo-final.server.ts';
import { CROSSINGS, GAUGES, livePuzzles, ROUND_TRIP } from './demo-puzzles.server.ts';
import { labelId } from './labels.ts';
import type { Action, Config, Secrets } from './schema.ts';

export { canaries } from './demo-puzzles.server.ts';

type Step = DemoGame<Config, Secrets, Action>['steps'][number];
type PlayStep = DemoStep<Action>;

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const GUESTS = new Set(['Tomoko', 'Milo']);

/** A game in its first week: everything is out but the last release. */
export function demoConfig(nowMs: number): Config {
  const hourMs = hourOf(nowMs);
  return {
    ...defaultConfig(nowMs),
    briefing: `Nine puzzles for people who like to arrive late: old timetables, ferries that carry trains, a strip of Morse. Some are open, some open when you have solved others, and one is still on its way.

The first to solve a puzzle gets the most for it. **Nobody is in a hurry but the points.**`,
    schedule: {
      opensAtMs: hourMs - 5 * DAY_MS,
      closesAtMs: hourMs + 9 * DAY_MS,
      resultsAtMs: hourMs + 10 * DAY_MS,
    },
    releases: [{ atMs: hourMs - 2 * DAY_MS }, { atMs: hourMs + 3 * DAY_MS }],
    scoring: { kind: 'bySolves', decay: 20, earlierSolvers: 'keep' },
    honours: [
      'A night in a sleeping car for two, wherever it goes',
      'A framed graphic timetable of your line',
      'A pocket atlas of railways',
    ],
  };
}

export function demoSecrets(_nowMs: number, pictures: DemoPictures): Secrets {
  return livePuzzles(pictures);
}

function step<A>(who: string, atMs: number, action: A, role: Role = 'fan'): DemoStep<A> {
  return { who, role, verified: !GUESTS.has(who), atMs, action };
}

const ids = (puzzle: number, texts: readonly string[]) =>
  texts.map((text) => labelId(puzzle, text)).join(' ');
const answer = (puzzle: number, text: string): Action => ({ type: 'answer', puzzle, answer: text });
const hint = (puzzle: number, number: number): Action => ({
  type: 'takeHint',
  puzzle,
  hint: number,
});
const name = (given: string): Action => ({ type: 'setName', name: given });

/** Acts of the game in progress; hours since the opening. */
const LIVE: readonly [hours: number, who: string, action: Action][] = [
  [2, 'Ada', answer(1, 'Trieste')],
  [2.1, 'Ada', name('Ada on rails')],
  [5, 'Marek', answer(1, 'Triest')],
  [6, 'Marek', answer(1, 'TRIESTE')],
  [6.1, 'Marek', name('Marek')],
  [9, 'Ada', answer(2, '3')],
  [10, 'Ada', answer(2, '4')],
  [20, 'Tomoko', answer(3, ids(3, [CROSSINGS.wrong[1] ?? '']))],
  [20.5, 'Tomoko', name('tomoko')],
  [21, 'Tomoko', answer(3, ids(3, [CROSSINGS.right]))],
  [26, 'Ada', answer(3, ids(3, [CROSSINGS.right]))],
  [30, 'Marek', answer(4, 'bow')],
  [31, 'Marek', answer(4, 'The stern')],
  [44, 'Jonas', hint(2, 1)],
  [45, 'Jonas', answer(2, '4')],
  [45.1, 'Jonas', name('Jonas K.')],
  [50, 'Ada', answer(5, ids(5, ROUND_TRIP))],
  [54, 'Ada', answer(6, 'quay')],
  [74, 'Leyla', answer(7, ids(7, GAUGES.right))],
  [74.2, 'Leyla', name('Leyla')],
  [80, 'Leyla', answer(4, 'stern')],
  [96, 'Marek', answer(7, ids(7, GAUGES.right.slice(0, 2)))],
  [100, 'Milo', answer(1, 'Trento')],
];

export function demoPlay(nowMs: number): readonly PlayStep[] {
  const { opensAtMs } = demoConfig(nowMs).schedule;
  return LIVE.map(([hours, who, action]) => step(who, opensAtMs + hours * HOUR_MS, action));
}

function finishedConfig(nowMs: number): Config {
  const hourMs = hourOf(nowMs);
  return {
    ...defaultConfig(nowMs),
    briefing:
      'Five puzzles, **45 minutes for each** from the moment you open it. Every solve makes a puzzle worth less, for those who had it before as well: what only few can solve decides.',
    schedule: {
      opensAtMs: hourMs - 18 * DAY_MS,
      closesAtMs: hourMs - 11 * DAY_MS,
      resultsAtMs: hourMs - 9 * DAY_MS,
    },
    timing: { kind: 'personal', minutes: 45 },
    scoring: { kind: 'bySolves', decay: 8, earlierSolvers: 'share' },
    honours: [
      'The night train of your choice, window side',
      'A station clock',
      'A conductor’s lamp',
    ],
  };
}

/** What somebody did once a puzzle lay open before them, in minutes since; answers that are wrong come before the right one. */
interface Sitting {
  who: string;
  hours: number;
  puzzle: number;
  acts: readonly (readonly [minutes: number, action: Action])[];
}

const order = ids(3, TUNNELS);
const wrongOrder = ids(3, [...TUNNELS].reverse());
const ferry = ids(4, [NIGHT_FERRY]);
const harbour = '38.19, 15.56';

const FINAL: readonly Sitting[] = [
  {
    who: 'Ines',
    hours: 3,
    puzzle: 1,
    acts: [
      [2, answer(1, 'Zagreb')],
      [3, name('Ines')],
    ],
  },
  { who: 'Ines', hours: 4, puzzle: 3, acts: [[6, answer(3, order)]] },
  {
    who: 'Marek',
    hours: 5,
    puzzle: 1,
    acts: [
      [4, answer(1, 'Zagreb')],
      [5, name('Marek')],
    ],
  },
  {
    who: 'Marek',
    hours: 6,
    puzzle: 2,
    acts: [
      [1, answer(2, '11')],
      [3, answer(2, '12')],
    ],
  },
  { who: 'Marek', hours: 7, puzzle: 4, acts: [[2, answer(4, ferry)]] },
  { who: 'Marek', hours: 8, puzzle: 5, acts: [[5, answer(5, harbour)]] },
  {
    who: 'Ada',
    hours: 20,
    puzzle: 2,
    acts: [
      [2, answer(2, '12')],
      [4, name('Ada on rails')],
    ],
  },
  { who: 'Ada', hours: 21, puzzle: 4, acts: [[3, answer(4, ferry)]] },
  {
    who: 'Ada',
    hours: 22,
    puzzle: 3,
    acts: [
      [4, answer(3, wrongOrder)],
      [9, answer(3, order)],
    ],
  },
  {
    who: 'Ada',
    hours: 26,
    puzzle: 5,
    acts: [
      [7, answer(5, '38.22, 15.64')],
      [11, answer(5, harbour)],
    ],
  },
  {
    who: 'Tomoko',
    hours: 40,
    puzzle: 1,
    acts: [
      [6, hint(1, 1)],
      [9, answer(1, 'zagreb')],
      [10, name('tomoko')],
    ],
  },
  { who: 'Tomoko', hours: 41, puzzle: 2, acts: [[2, answer(2, '12')]] },
  { who: 'Ines', hours: 50, puzzle: 2, acts: [[3, answer(2, '12')]] },
  { who: 'Ines', hours: 51, puzzle: 5, acts: [[8, answer(5, harbour)]] },
  {
    who: 'Jonas',
    hours: 60,
    puzzle: 1,
    acts: [
      [3, answer(1, 'Graz')],
      [20, answer(1, 'Zagreb')],
      [21, name('Jonas K.')],
    ],
  },
];

/** A final against personal clocks, from its first solve to the announcement. */
export function finishedGame(nowMs: number): DemoGame<Config, Secrets, Action> {
  const config = finishedConfig(nowMs);
  const { opensAtMs, resultsAtMs } = config.schedule;
  const sittings = FINAL.flatMap(({ who, hours, puzzle, acts }): Step[] => {
    const atMs = opensAtMs + hours * HOUR_MS;
    return [
      step(who, atMs, { type: 'open', puzzle } as const),
      ...acts.map(([minutes, action]) => step(who, atMs + minutes * MINUTE_MS, action)),
    ];
  });
  const closing = (['core.selectWinners', 'core.confirmWinners', 'core.announce'] as const).map(
    (type, index): Step => step('Moderator', resultsAtMs + index * HOUR_MS, { type }, 'moderator'),
  );
  return { config, secrets: finalPuzzles, steps: [...sittings, ...closing] };
}
