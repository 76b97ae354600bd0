import type { Config, Stop } from './schema.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** True under any settings: who decides, and by which weights, is told from the settings themselves. */
const RULES = `## What counts
Photographs taken by you, in public, at the stop you choose. Film or phone, colour or not. No pictures put together from several, none made by a machine.

## People
Be kind to whoever is in your picture. If somebody asks you not to, don't.

## Your rights
The photograph stays yours. You let us show it in this relay and with its result, with the name you choose.

## How winners are found
Every stop is decided by itself, in the way that this page sets out. The ledger of this relay is public with the result, so anybody can count again.`;

/** Full hours make a schedule that reads well; the hour begun counts as now. */
export function hourOf(nowMs: number): number {
  return nowMs - (nowMs % HOUR_MS);
}

/** What a new relay is filled with: one stop to start from, two weeks of entries, opening tomorrow. */
export function defaultConfig(nowMs: number): Config {
  const startMs = hourOf(nowMs) + DAY_MS;
  return {
    briefing: 'Walk the route, take one good photograph at every stop, and pass the baton on.',
    rulesText: RULES,
    schedule: {
      entriesOpenAtMs: startMs,
      entriesCloseAtMs: startMs + 14 * DAY_MS,
      votingOpensAtMs: startMs + 7 * DAY_MS,
      votingClosesAtMs: startMs + 21 * DAY_MS,
      resultsAtMs: startMs + 28 * DAY_MS,
    },
    mode: 'open',
    route: [
      {
        id: 'first-stop',
        city: 'Your city',
        name: 'First stop',
        hint: 'What should people look for here?',
      },
    ],
    worksPerStop: 2,
    alternatesPerStop: 3,
    honours: ['Winner', 'Runner-up'],
    entriesPerFan: 5,
    entriesPerStop: 2,
    whoMayEnter: { who: 'verified' },
    votes: { budget: 3, per: 'stop' },
    whoMayVote: { who: 'verified' },
    selection: { by: 'both', weights: { jury: 2, votes: 1 } },
    juryQuorum: 1,
    tieRule: 'earliest',
    standingsVisible: false,
  };
}

const LIVE_ROUTE: Stop[] = [
  {
    id: 'vienna',
    city: 'Vienna',
    scene: 'Naschmarkt',
    name: 'Vienna: before the stalls open',
    hint: 'Crates, steam, the first coffee. The market belongs to those who set it up.',
    place: { latitude: 48.1986, longitude: 16.3634 },
  },
  {
    id: 'trieste',
    city: 'Trieste',
    scene: 'Molo Audace',
    name: 'Trieste: where the street ends in water',
    hint: 'A pier with no railing. Look for people who have stopped walking.',
    place: { latitude: 45.6513, longitude: 13.7647 },
  },
  {
    id: 'istanbul',
    city: 'Istanbul',
    scene: 'Karaköy ferries',
    name: 'Istanbul: the twenty-minute continent',
    hint: 'Tea glasses, gulls, commuters. One shore leaves while the other arrives.',
    place: { latitude: 41.0214, longitude: 28.9769 },
  },
  {
    id: 'lisbon',
    city: 'Lisbon',
    scene: 'Tram 28',
    name: 'Lisbon: everything leans',
    hint: 'Steep light, narrow corners, washing in the wind. Let the tram be late.',
    place: { latitude: 38.7119, longitude: -9.1301 },
  },
  {
    id: 'nagasaki',
    city: 'Nagasaki',
    scene: 'The harbour',
    name: 'Nagasaki: boats at rest',
    hint: 'The last stop is quiet. Find what people leave behind for the night.',
    place: { latitude: 32.7448, longitude: 129.8737 },
  },
];

/** A relay in full swing at `nowMs`: all five stops take entries and votes for more than a week. */
export function demoConfig(nowMs: number): Config {
  const hourMs = hourOf(nowMs);
  return {
    ...defaultConfig(nowMs),
    briefing: `Five cities, one roll of film's worth of patience. Pick a stop, find the scene, send **one photograph you would hang on your own wall**.

Vote for the works that make you want to be there. At every stop two of them will be printed large and travel the route as an exhibition.`,
    schedule: {
      entriesOpenAtMs: hourMs - 6 * DAY_MS,
      entriesCloseAtMs: hourMs + 9 * DAY_MS,
      votingOpensAtMs: hourMs - 4 * DAY_MS,
      votingClosesAtMs: hourMs + 12 * DAY_MS,
      resultsAtMs: hourMs + 16 * DAY_MS,
    },
    route: LIVE_ROUTE,
    honours: ['Printed at 1 × 1.5 m, and a rail pass for the whole route', 'Printed at 60 × 90 cm'],
    whoMayEnter: { who: 'guest' },
    whoMayVote: { who: 'guest' },
    standingsVisible: true,
  };
}

const FINISHED_STOPS: Stop[] = [
  {
    id: 'porto',
    city: 'Porto',
    scene: 'Ribeira',
    name: 'Porto: washing day',
    hint: 'Where colours hang over the river.',
    place: { latitude: 41.1407, longitude: -8.611 },
  },
  {
    id: 'marseille',
    city: 'Marseille',
    scene: 'Vieux-Port',
    name: 'Marseille: six in the morning',
    hint: 'The fish is sold before the city wakes.',
    place: { latitude: 43.2951, longitude: 5.3739 },
  },
  {
    id: 'palermo',
    city: 'Palermo',
    scene: 'Ballarò',
    name: 'Palermo: the loudest street',
    hint: 'Make a picture one can hear.',
    place: { latitude: 38.1112, longitude: 13.3615 },
  },
];

/** A relay run stop by stop that ended before `nowMs`: the baton spent six days in each of three harbours. */
export function finishedConfig(nowMs: number): Config {
  const startMs = hourOf(nowMs) - 40 * DAY_MS;
  return {
    ...demoConfig(nowMs),
    briefing:
      'Three harbours, six days each. The baton went from Porto by Marseille to Palermo; here is what it saw.',
    schedule: {
      entriesOpenAtMs: startMs,
      entriesCloseAtMs: startMs + 18 * DAY_MS,
      votingOpensAtMs: startMs,
      votingClosesAtMs: startMs + 22 * DAY_MS,
      resultsAtMs: startMs + 26 * DAY_MS,
    },
    mode: 'relay',
    route: FINISHED_STOPS.map((stop, index) => ({
      ...stop,
      opensAtMs: startMs + index * 6 * DAY_MS,
      closesAtMs: startMs + (index + 1) * 6 * DAY_MS,
    })),
    honours: ['Harbour prize: a week on the next route', 'A print, framed'],
    juryQuorum: 2,
    tieRule: 'draw',
    standingsVisible: false,
  };
}
