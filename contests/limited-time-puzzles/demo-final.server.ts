import { puzzle } from './demo-puzzles.server.ts';
import type { Secrets } from './puzzle-schema.ts';

export const TUNNELS = ['Mont Cenis', 'Gotthard', 'Arlberg', 'Simplon'];
export const NIGHT_FERRY = 'London and Paris';

const textRules = { kind: 'text', ignoreAccents: true, ignorePunctuation: true } as const;

/** The puzzles of the game that is over: three quarters of an hour for each, and less for everybody with every solve. */
export const finalPuzzles: Secrets = {
  puzzles: [
    puzzle({
      title: 'The sign that fell down',
      text: 'The letters fell off the sign of a station, and the porter put them back as **BRAZEG**. Where does the night train stop?',
      answer: { ...textRules, accepted: ['Zagreb'], close: [] },
      points: 200,
      leastPoints: 80,
      hints: [{ text: 'A capital with a blue tram.', price: 40 }],
      explanation: 'The six letters of BRAZEG, in the order in which Croatia puts them: ZAGREB.',
    }),
    puzzle({
      title: 'Couplings',
      text: 'A night train has **twelve coaches and one locomotive** in front. How many couplings hold it together?',
      answer: {
        kind: 'number',
        value: 12,
        tolerance: 0,
        toleranceIs: 'absolute',
        unit: 'couplings',
        close: [{ answer: 11, message: 'And the locomotive?' }],
      },
      points: 200,
      leastPoints: 80,
      explanation: 'Thirteen vehicles in a row have twelve gaps between them.',
    }),
    puzzle({
      title: 'Through the mountain',
      text: 'Four railway tunnels through the Alps. Put the one that opened **first on top**.',
      answer: { kind: 'order', items: TUNNELS },
      points: 400,
      leastPoints: 120,
      hints: [{ text: 'The last of them is the only one of the twentieth century.', price: 60 }],
      explanation: 'Mont Cenis 1871, Gotthard 1882, Arlberg 1884, Simplon 1906.',
    }),
    puzzle({
      title: 'Asleep at sea',
      text: 'Until 1980 sleeping cars crossed the sea on the *Night Ferry*. **Between which cities?**',
      answer: {
        kind: 'choice',
        several: false,
        options: [
          { text: 'Copenhagen and Hamburg', right: false },
          { text: NIGHT_FERRY, right: true },
          { text: 'Naples and Palermo', right: false },
          { text: 'Stockholm and Berlin', right: false },
        ],
      },
      points: 200,
      leastPoints: 80,
      tries: 2,
      explanation:
        'From 1936 the Night Ferry took sleeping cars from London Victoria to the Gare du Nord by way of Dover and Dunkirk.',
    }),
    puzzle({
      title: 'Last stop before the island',
      text: 'The train rolls off the ferry, and you are on an island. **Put the pin on the harbour** where the rails come ashore in Sicily.',
      answer: {
        kind: 'place',
        place: { latitude: 38.1855, longitude: 15.5617 },
        withinKm: 6,
        close: [{ withinKm: 30, message: 'The right strait. The other shore, perhaps?' }],
      },
      points: 500,
      leastPoints: 150,
      unlock: { kind: 'solvedCount', count: 3 },
      explanation:
        'The ferries land beside *Messina Marittima*, where the tracks run down to the water.',
    }),
  ],
};
