import type { DemoPictures } from '../demo.ts';
import type { Puzzle, Secrets } from './puzzle-schema.ts';

type Given = Pick<Puzzle, 'title' | 'text' | 'answer' | 'explanation'> & Partial<Puzzle>;

/** A puzzle with what a brand would leave as it is. */
export function puzzle(given: Given): Puzzle {
  return {
    pictures: [],
    points: 300,
    leastPoints: 100,
    tries: 0,
    hints: [],
    unlock: { kind: 'start' },
    ...given,
  };
}

export const CROSSINGS = {
  right: 'Villa San Giovanni – Messina',
  wrong: ['Dover – Dunkirk', 'Puttgarden – Rødby', 'Nyborg – Korsør'],
};

export const GAUGES = {
  right: ['Spain and France', 'Poland and Ukraine', 'Finland and Sweden'],
  wrong: ['Austria and Italy', 'Germany and Denmark'],
};

export const ROUND_TRIP = ['Stop 1', 'Stop 2', 'Stop 5', 'Stop 6', 'Stop 4', 'Stop 3'];

const crossingOptions = [
  CROSSINGS.wrong[0],
  CROSSINGS.wrong[1],
  CROSSINGS.right,
  CROSSINGS.wrong[2],
];
const gaugeOptions = [
  GAUGES.right[0],
  GAUGES.wrong[0],
  GAUGES.right[1],
  GAUGES.wrong[1],
  GAUGES.right[2],
];

const options = (texts: readonly (string | undefined)[], right: readonly string[]) =>
  texts.map((text = '') => ({ text, right: right.includes(text) }));

const textRules = { kind: 'text', ignoreAccents: true, ignorePunctuation: true } as const;

/** The puzzles of the game in progress. Some are solved there, some nobody has seen yet. */
export function livePuzzles(pictures: DemoPictures): Secrets {
  const picture = (photo: number, describe: string) => [{ picture: pictures(photo), describe }];
  return {
    puzzles: [
      puzzle({
        title: 'Seven letters on a strip',
        text: 'The telegraph wakes up at ten past six and prints this. **Which station is calling?**',
        pictures: picture(88, 'A paper strip with seven groups of short and long marks.'),
        answer: {
          ...textRules,
          accepted: ['Trieste', 'Trieste Centrale'],
          close: [
            { answer: 'Triest', message: 'Very nearly: the strip has one letter more.' },
            { answer: 'Trst', message: 'The right town, by another of its names.' },
          ],
        },
        hints: [
          { text: 'A dash alone is a T, a dot alone is an E.', price: 30 },
          {
            text: 'A pier with no railing, a wind with a name, and coffee by many names.',
            price: 60,
          },
        ],
        explanation:
          'The strip spells T · R · I · E · S · T · E in Morse code. The Southern Railway from Vienna reached it in 1857.',
      }),
      puzzle({
        title: 'Whom the red train meets',
        text: `Railways have drawn their timetables like this since the 1840s: hours from left to right, stations from top to bottom, one line for every train.

**How many trains coming the other way does the red train meet** between A and E? Standing at a station counts, too.`,
        pictures: picture(
          89,
          'A graphic timetable with stations A to E and hours 6 to 18. A red line runs from A at 9 to E at half past three; blue lines cross it.',
        ),
        answer: {
          kind: 'number',
          value: 4,
          tolerance: 0,
          toleranceIs: 'absolute',
          unit: 'trains',
          close: [
            {
              answer: 3,
              message: 'One more: look at what happens while the red train stands still.',
            },
            {
              answer: 5,
              message: 'One of those ends its journey before the red train gets there.',
            },
          ],
        },
        points: 400,
        hints: [
          {
            text: 'A meeting is a crossing of two lines. Follow the red one with a finger.',
            price: 40,
          },
          {
            text: 'The red train rests at C for half an hour, and it is not alone there.',
            price: 80,
          },
        ],
        explanation:
          'It meets one between A and B, one while it waits at C, one between C and D and one between D and E. The line that stops at C just before eleven has gone no further.',
      }),
      puzzle({
        title: 'By ship, on rails',
        text: 'Once you could stay in your seat while the whole train rolled onto a ship. **On which of these crossings do passenger trains still do that?**',
        answer: {
          kind: 'choice',
          several: false,
          options: options(crossingOptions, [CROSSINGS.right]),
        },
        points: 200,
        tries: 2,
        hints: [
          { text: 'The water is three kilometres wide, and Odysseus did not like it.', price: 50 },
        ],
        explanation:
          'Trains from Rome and Milan are still shunted onto the ferry across the Strait of Messina. The Night Ferry to Dunkirk ended in 1980, Nyborg–Korsør in 1997, Puttgarden–Rødby in 2019.',
      }),
      puzzle({
        title: 'A piece of a boat',
        text: 'We have enlarged an old photograph rather too much. **Which end of a boat are you looking at?** One word.',
        pictures: picture(87, 'A brown, blurred detail of carved planks, a rail and taut ropes.'),
        answer: {
          ...textRules,
          accepted: ['stern', 'the stern', 'stern end', 'aft', 'back', 'rear'],
          close: [{ answer: 'bow', message: 'Turn round, and you have it.' }],
        },
        hints: [{ text: 'The opening is where the rudder goes.', price: 60 }],
        explanation:
          'It is the stern of a boat on the river at Nagasaki, taken by Felice Beato about 1865. The slot is for a rudder that can be lifted in shallow water.',
      }),
      puzzle({
        title: 'The longest way round',
        text: `Six stops, and a ticket that is good for one round trip: from stop 1 through **every other stop exactly once** and back to 1.

We are in no hurry. Find the **longest** such trip. It leaves stop 1 by the line of 14 km. Put the stops in the order of the journey.`,
        pictures: picture(90, 'A map of six numbered stops and eleven lines with their lengths.'),
        answer: { kind: 'order', items: ROUND_TRIP },
        points: 500,
        leastPoints: 200,
        hints: [{ text: 'The line of 21 km brings you home.', price: 100 }],
        unlock: { kind: 'solvedCount', count: 2 },
        explanation:
          '1 – 2 – 5 – 6 – 4 – 3 – 1 is 14 + 17 + 11 + 19 + 12 + 21 = 94 km. The second longest, by way of 2 – 6 – 4 – 5 – 3, is one kilometre less.',
      }),
      puzzle({
        title: 'Five ferries',
        text: `The board at the harbour has lost a line. These have left this morning, in this order:

- **P**atras
- **I**goumenitsa
- **E**lba
- **R**ab
- **S**plit

**Where do the passengers wait?**`,
        answer: {
          ...textRules,
          accepted: [
            'piers',
            'pier',
            'the piers',
            'on the piers',
            'at the piers',
            'on the pier',
            'at the pier',
          ],
          close: [{ answer: 'quay', message: 'That would do. But read the board downwards.' }],
        },
        hints: [{ text: 'Somebody has printed the first letters in bold.', price: 80 }],
        unlock: { kind: 'solved', puzzles: [1, 3] },
        explanation: 'Read downwards, the first letters of the five ports say where: on the PIERS.',
      }),
      puzzle({
        title: 'A change of gauge',
        text: 'At some borders the rails themselves change width, and trains must change their wheels or their passengers. **Between which of these neighbours does it happen?** Tick all of them.',
        answer: { kind: 'choice', several: true, options: options(gaugeOptions, GAUGES.right) },
        tries: 3,
        hints: [{ text: 'Three of the five.', price: 50 }],
        unlock: { kind: 'release', release: 1 },
        explanation:
          'Iberian rails are 1,668 mm apart, Ukrainian ones 1,520 mm and Finnish ones 1,524 mm; the neighbours named with them keep to 1,435 mm.',
      }),
      puzzle({
        title: 'Where two continents wait',
        text: `A station like a castle stands in the water on more than a thousand wooden piles, on the far side of a strait. Its architects came from one empire, its first trains went to another.

Its last train for a long time left in 2013. **Put the pin on the station.**`,
        answer: {
          kind: 'place',
          place: { latitude: 40.9967, longitude: 29.0192 },
          withinKm: 3,
          close: [
            { withinKm: 12, message: 'The right water. Now look along the eastern shore.' },
            { withinKm: 80, message: 'Warm. Go to where the ferries cross.' },
          ],
        },
        points: 600,
        leastPoints: 250,
        hints: [
          {
            text: 'Tea is served in tulip-shaped glasses on the twenty-minute crossing.',
            price: 80,
          },
          { text: 'Kadıköy is a short walk to the south.', price: 150 },
        ],
        unlock: { kind: 'solvedCount', count: 5 },
        explanation:
          'Haydarpaşa, opened in 1909 on the Asian shore of Istanbul, built to plans by Otto Ritter and Helmuth Cuno as the terminus of the Anatolian Railway.',
      }),
      puzzle({
        title: 'Down the river',
        text: 'A river ferry takes two hours for sixty kilometres downstream, and three hours for the way back. **How fast does the river flow?**',
        answer: {
          kind: 'number',
          value: 5,
          tolerance: 0.1,
          toleranceIs: 'absolute',
          unit: 'km/h',
          close: [
            {
              answer: 10,
              message: 'That is the difference between both ways. The river only does half of it.',
            },
          ],
        },
        hints: [
          { text: 'Work out both speeds first. The river helps once and hinders once.', price: 60 },
        ],
        unlock: { kind: 'release', release: 2 },
        explanation:
          'It makes 30 km/h with the river and 20 against it: 25 by itself, and 5 for the river.',
      }),
    ],
  };
}

/** What nobody may read while the game is on: explanations, hints that nobody took, and puzzles nobody has got to. */
export const canaries = [
  'The Southern Railway from Vienna reached it in 1857',
  'A pier with no railing, a wind with a name',
  'Trieste Centrale',
  'one while it waits at C, one between C and D',
  'it is not alone there',
  'Odysseus did not like it',
  'rolled onto the ferry across the Strait',
  'still shunted onto the ferry',
  'taken by Felice Beato about 1865',
  'The line of 21 km brings you home',
  'is one kilometre less',
  'Read downwards, the first letters',
  'Somebody has printed the first letters in bold',
  'Iberian rails are 1,668 mm apart',
  'stands in the water on more than a thousand wooden piles',
  'Now look along the eastern shore',
  'Haydarpaşa, opened in 1909',
  'tulip-shaped glasses',
  'A river ferry takes two hours for sixty kilometres',
  'It makes 30 km/h with the river',
];
