import type { DemoPictures } from '../demo.ts';
import type { Config } from './schema.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** True under any settings: who decides, and how, is told from the settings themselves. */
const RULES = `## What can be chosen
The designs on this page. Fans' designs must be their own work, made for this, and free of anybody else's marks.

## One person, one ballot
You can change your ballot until the round closes. Nobody can vote for a design of their own: it is simply left out of their ballot.

## How the designs are counted
Each round is counted in the way that this page sets out. At the end of a round, designs that are level at the cut all go on. The page also shows how other methods would have ranked the same ballots; only the declared one decides. The ledger is public with the result, so anybody can count again.

## Your rights
Your design stays yours until you sign it over. What a winner is asked for, and gets, stands above.`;

/** Full hours make a schedule that reads well; the hour begun counts as now. */
function hourOf(nowMs: number): number {
  return nowMs - (nowMs % HOUR_MS);
}

/** What a new vote is filled with: fans send designs for two weeks, then ten go on to a final. */
export function defaultConfig(nowMs: number): Config {
  const startMs = hourOf(nowMs) + DAY_MS;
  return {
    briefing: 'What is the design for, who will see it, and what should it say without words?',
    rulesText: RULES,
    source: 'fans',
    designs: [],
    entries: {
      opensAtMs: startMs,
      closesAtMs: startMs + 14 * DAY_MS,
      perFan: 2,
      designLimit: 64,
      whoMayEnter: { who: 'verified' },
    },
    blind: true,
    rounds: [
      {
        id: 'shortlist',
        label: 'Shortlist',
        opensAtMs: startMs + 17 * DAY_MS,
        closesAtMs: startMs + 24 * DAY_MS,
        ballot: { method: 'approval', most: 5 },
        advance: 10,
      },
      {
        id: 'final',
        label: 'Final',
        opensAtMs: startMs + 24 * DAY_MS,
        closesAtMs: startMs + 31 * DAY_MS,
        ballot: { method: 'ranked', most: 10 },
      },
    ],
    whoMayVote: { who: 'verified' },
    selection: { by: 'votes', weights: { jury: 1, votes: 2 } },
    juryQuorum: 1,
    tieRule: 'borda',
    standingsVisible: false,
    placeCount: 1,
    alternateCount: 3,
    honours: ['Winner'],
    resultsAtMs: startMs + 35 * DAY_MS,
  };
}

/** The brand's emblems: name, photograph, idea. */
const EMBLEMS: readonly (readonly [name: string, photo: number, rationale: string])[] = [
  ['The loop', 61, 'You leave, you come back, and what is inside the loop has become yours.'],
  ['Ferry and sun', 62, 'Where rails end, the route goes on. Reads well from across a harbour.'],
  ['Compass', 63, 'No needle points home: every direction is a proposal.'],
  ['Punched ticket', 64, 'The hole is the souvenir. Made to be stamped into card and brass.'],
  [
    'Kilometre stone',
    65,
    'Stands by the line and counts for you. Works at 12 mm and at 12 metres.',
  ],
  ['Spiral track', 66, 'The long way round, drawn in one line without lifting the pen.'],
  ['Monogram', 67, 'Letters only, for everything too small to carry a picture.'],
  ['Night train', 68, 'Lit windows in the dark: somebody is awake and on the way.'],
  ['Tunnel', 69, 'The best views come right after it.'],
];

/** An emblem's final in full swing at `nowMs`: rankings come in for five more days. */
export function liveConfig(nowMs: number, pictures: DemoPictures): Config {
  const hourMs = hourOf(nowMs);
  return {
    ...defaultConfig(nowMs),
    briefing: `The route needs a mark: for tickets, luggage labels and the enamel plates at its stations. Our printer drew nine. **Five are left, and you put them in order.**

It has to work small, in one colour, and on a wet platform at six in the morning.`,
    source: 'brand',
    designs: EMBLEMS.map(([name, photo, rationale]) => ({
      name,
      pictureId: pictures(photo),
      rationale,
    })),
    blind: false,
    rounds: [
      {
        id: 'shortlist',
        label: 'Shortlist',
        opensAtMs: hourMs - 9 * DAY_MS,
        closesAtMs: hourMs - 3 * DAY_MS,
        ballot: { method: 'approval', most: 3 },
        advance: 5,
      },
      {
        id: 'final',
        label: 'Final',
        opensAtMs: hourMs - 3 * DAY_MS,
        closesAtMs: hourMs + 5 * DAY_MS,
        ballot: { method: 'ranked', most: 5 },
      },
    ],
    whoMayVote: { who: 'guest' },
    standingsVisible: true,
    honours: ['Enamelled, and put up at every station of the route'],
    resultsAtMs: hourMs + 7 * DAY_MS,
  };
}

/** A vote that ended before `nowMs`: fans' badges by unknown authors, duels, and a jury with a third of the say. */
export function finishedConfig(nowMs: number): Config {
  const startMs = hourOf(nowMs) - 30 * DAY_MS;
  return {
    ...defaultConfig(nowMs),
    briefing: `The night train gets an enamel badge, two centimetres across, for everybody who stays awake until the border.

Fans drew it. Until the result nobody knew whose design was whose, and everybody decided between two at a time.`,
    entries: {
      opensAtMs: startMs,
      closesAtMs: startMs + 8 * DAY_MS,
      perFan: 1,
      designLimit: 24,
      whoMayEnter: { who: 'guest' },
    },
    rounds: [
      {
        id: 'duels',
        label: 'Duels',
        opensAtMs: startMs + 10 * DAY_MS,
        closesAtMs: startMs + 16 * DAY_MS,
        ballot: { method: 'pairs', perFan: 15 },
      },
    ],
    whoMayVote: { who: 'guest' },
    selection: { by: 'both', weights: { jury: 1, votes: 2 } },
    juryQuorum: 3,
    tieRule: 'votes',
    honours: ['Made in enamel, a thousand of them, with your name on the card'],
    resultsAtMs: startMs + 19 * DAY_MS,
  };
}
