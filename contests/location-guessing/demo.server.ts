import type { DemoGame, DemoStep } from '../demo.ts';
import { finishedSecrets } from './demo-rounds.server.ts';
import { DAY_MS } from './schedule.ts';
import type { Action, Config, Secrets } from './schema.ts';
import type { DemoPictures } from '../demo.ts';

export { canaries, liveSecrets } from './demo-rounds.server.ts';

type Step = DemoGame<Config, Secrets, Action>['steps'][number];
type PlayStep = DemoStep<Action>;

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** True under any settings: what decides is told from the settings themselves. */
const RULES = `## How to play
Each round shows one or more pictures of a place. Put your pin where you think the camera stood, and press Guess before the time is up. You see each round once, and your first answer counts.

## Points
The closer, the more: 5,000 at the place itself, falling with the distance as this page sets out. A hint halves the points of its round.

## Fair play
The time runs on our clock from the moment you open a round, also when you reload. Play for yourself: several accounts for one person, or places passed on, lead to disqualification.

## How winners are found
By the sum of all rounds. The ledger of this game is public with the result, so anybody can count again.`;

/** Full hours make a schedule that reads well; the hour begun counts as now. */
const hourOf = (nowMs: number) => nowMs - (nowMs % HOUR_MS);

/** What a new game is filled with: a week of open play on a world map, opening tomorrow. */
export function defaultConfig(nowMs: number): Config {
  const opensAtMs = hourOf(nowMs) + DAY_MS;
  const closesAtMs = opensAtMs + 7 * DAY_MS;
  return {
    briefing: 'We show you a place. You put a pin on the map. How close can you get?',
    rulesText: RULES,
    schedule: { format: 'open', opensAtMs, closesAtMs, resultsAtMs: closesAtMs + DAY_MS },
    whoMayPlay: { who: 'guest' },
    secondsPerRound: 120,
    scale: { of: 'world' },
    fullPointsRadiusM: 1000,
    hints: true,
    timeBonus: 0,
    reveal: 'afterGuess',
    standingsVisible: true,
    ties: 'distance',
    placeCount: 3,
    alternateCount: 3,
    honours: ['First', 'Second', 'Third'],
  };
}

export function demoConfig(nowMs: number): Config {
  const opensAtMs = hourOf(nowMs) - 4 * DAY_MS;
  const closesAtMs = opensAtMs + 14 * DAY_MS;
  return {
    ...defaultConfig(nowMs),
    briefing:
      'Five places on slow routes, as a camera or a cartographer once saw them. Put a pin where you think you are. **A river bank counts in full**, so do not fret over the last kilometres.',
    schedule: { format: 'open', opensAtMs, closesAtMs, resultsAtMs: closesAtMs + DAY_MS },
    fullPointsRadiusM: 25_000,
    timeBonus: 500,
    honours: ['A rail pass for a month', 'A print of your choice', 'A print of your choice'],
  };
}

function finishedConfig(nowMs: number): Config {
  const opensAtMs = hourOf(nowMs) - 24 * DAY_MS;
  return {
    ...defaultConfig(nowMs),
    briefing: 'A coast a day, for three days, drawn without a single name on it.',
    schedule: { format: 'daily', opensAtMs, days: 3, resultsAtMs: opensAtMs + 4 * DAY_MS },
    whoMayPlay: { who: 'verified' },
    secondsPerRound: 90,
    scale: { of: 'own', km: 4000 },
    fullPointsRadiusM: 5000,
    reveal: 'atEnd',
    placeCount: 2,
    alternateCount: 2,
    honours: ['A night on the sleeper, for two', 'A cabin on the ferry'],
  };
}

/** A pin, how long it took, and what went before it. */
interface Pin {
  at: readonly [latitude: number, longitude: number];
  seconds: number;
  hint?: true;
}

interface Player {
  who: string;
  /** Hours after the opening at which the first round begins. */
  startsAfterHours: number;
  /** Null: opened the round, and let the time run out. */
  pins: readonly (Pin | null)[];
}

const pin = (latitude: number, longitude: number, seconds: number, hint?: true): Pin => ({
  at: [latitude, longitude],
  seconds,
  ...(hint ? { hint } : {}),
});

const GUESTS = new Set(['Kenji', 'Ama', 'Luca']);

const LIVE: readonly Player[] = [
  {
    who: 'Mira',
    startsAfterHours: 5,
    pins: [pin(36.1, -112.1, 48), pin(38.72, -9.18, 21), pin(34.4, 133.2, 66), pin(41.0, 29.0, 18)],
  },
  {
    who: 'Kenji',
    startsAfterHours: 21,
    pins: [pin(37.3, -113.0, 70, true), pin(43.4, -8.4, 44), pin(32.78, 129.86, 25)],
  },
  {
    who: 'Noor',
    startsAfterHours: 30,
    pins: [pin(44.6, -110.5, 35), pin(38.69, -9.3, 30), null, pin(40.15, 26.4, 58)],
  },
  {
    who: 'Freya',
    startsAfterHours: 52,
    pins: [
      pin(36.02, -114.74, 82),
      pin(38.7, -9.14, 27),
      pin(31.2, 121.5, 95, true),
      pin(41.02, 28.98, 12),
    ],
  },
  { who: 'Luca', startsAfterHours: 77, pins: [pin(-16.4, -71.6, 40), pin(37.02, -8.9, 51)] },
];

const FINISHED: readonly Player[] = [
  {
    who: 'Paolo',
    startsAfterHours: 2,
    pins: [pin(45.65, 13.77, 12), pin(38.25, 15.63, 20), pin(54.5, 10.2, 44)],
  },
  {
    who: 'Leyla',
    startsAfterHours: 6,
    pins: [pin(44.4, 8.9, 61), pin(38.2, 15.55, 38), pin(54.6, 11.35, 52)],
  },
  {
    who: 'Mira',
    startsAfterHours: 9,
    pins: [pin(45.5, 13.6, 33, true), pin(36.0, -5.4, 47), pin(54.4, 11.2, 29)],
  },
  { who: 'Jonas', startsAfterHours: 15, pins: [pin(43.5, 16.4, 55), null, pin(54.58, 11.29, 40)] },
];

function step<A>(who: string, atMs: number, action: A): DemoStep<A> {
  return { who, role: 'fan', verified: !GUESTS.has(who), atMs, action };
}

/** A round from its start to the answer. */
function playing(
  who: string,
  game: number,
  round: number,
  one: Pin | null,
  atMs: number,
): PlayStep[] {
  const start = step<Action>(who, atMs, { type: 'start', game, round });
  if (!one) return [start];
  const [latitude, longitude] = one.at;
  return [
    start,
    ...(one.hint ? [step<Action>(who, atMs + 8000, { type: 'takeHint', game, round })] : []),
    step<Action>(who, atMs + one.seconds * 1000, {
      type: 'guess',
      game,
      round,
      latitude,
      longitude,
    }),
  ];
}

function naming(who: string, atMs: number): PlayStep {
  return step<Action>(who, atMs, { type: 'setName', name: who });
}

/** A game in progress: five have begun, and nobody has opened the last round. */
export function demoPlay(nowMs: number): readonly PlayStep[] {
  const { opensAtMs } = demoConfig(nowMs).schedule;
  return LIVE.flatMap(({ who, startsAfterHours, pins }) => {
    const startsAtMs = opensAtMs + startsAfterHours * HOUR_MS;
    const rounds = pins.flatMap((one, index) =>
      playing(who, 1, index + 1, one, startsAtMs + index * 4 * MINUTE_MS),
    );
    return [...rounds, naming(who, startsAtMs + 30 * MINUTE_MS)];
  });
}

/** Three days from the first answer to the announcement. */
export function finishedGame(
  nowMs: number,
  pictures: DemoPictures,
): DemoGame<Config, Secrets, Action> {
  const config = finishedConfig(nowMs);
  const { opensAtMs, resultsAtMs } = config.schedule;
  const rounds = FINISHED.flatMap(({ who, startsAfterHours, pins }) => {
    const startsAtMs = opensAtMs + startsAfterHours * HOUR_MS;
    return [
      ...pins.flatMap((one, day) => playing(who, day + 1, 1, one, startsAtMs + day * DAY_MS)),
      naming(who, startsAtMs + HOUR_MS),
    ];
  });
  const closing = ['core.selectWinners', 'core.confirmWinners', 'core.announce'] as const;
  const decisions = closing.map((type, index): Step => ({
    ...step('Moderator', resultsAtMs + index * HOUR_MS, { type }),
    role: 'moderator',
  }));
  return { config, secrets: finishedSecrets(pictures), steps: [...rounds, ...decisions] };
}
