import type { DemoPictures } from '../demo.ts';
import type { Round, Secrets } from './schema.ts';

/** A round of the demo with its pictures by number. */
interface DemoRound extends Omit<Round, 'picture' | 'morePictures'> {
  photos: readonly [number, ...number[]];
}

const CANYON: DemoRound = {
  photos: [45, 46, 47, 48],
  place: { latitude: 35.96214, longitude: -114.70308 },
  hint: 'Today a dam stands a short way up this river, and the water is the border of two states.',
  title: 'Black Canyon of the Colorado',
  explanation:
    'Timothy O’Sullivan photographed the survey’s boat here in 1871. The party had towed and rowed upriver for weeks, with glass plates in the bow.',
};
const LISBON: DemoRound = {
  photos: [57],
  place: { latitude: 38.70694, longitude: -9.13612 },
  hint: 'A capital, and its ferries cross a river that opens into the Atlantic.',
  title: 'Lisbon, where the Tagus meets the sea',
  explanation:
    'The ring is at Cais do Sodré, where the ferries and the line to Cascais leave. The wide water behind it is the Mar da Palha.',
};
const NAGASAKI: DemoRound = {
  photos: [41, 42, 43, 44],
  place: { latitude: 32.74483, longitude: 129.87369 },
  hint: 'The only harbour of its country that was open to Dutch ships for two hundred years.',
  title: 'Nagasaki, boats in the river',
  explanation:
    'Felice Beato took this about 1865, when the treaty ports had just opened. The covered sampans carried people, the junk carried everything else.',
};
const ISTANBUL: DemoRound = {
  photos: [56],
  place: { latitude: 41.02143, longitude: 28.98694 },
  hint: 'Two continents face each other here.',
  title: 'Istanbul, the mouth of the Bosphorus',
  explanation:
    'The ring is on the quay of Karaköy. Since 1851 there has been a ferry from here to the other continent, and it still takes twenty minutes.',
};
const DALHART: DemoRound = {
  photos: [49, 50, 51, 52],
  place: { latitude: 36.06071, longitude: -102.51939 },
  hint: 'The wind took the soil of these plains, and songs were written about it.',
  title: 'Near Dalhart, on the High Plains',
  explanation:
    'Dorothea Lange found this house north of the town in the late 1930s. The tractor rows run up to the door: nobody lived here any more.',
};

const TRIESTE: DemoRound = {
  photos: [55],
  place: { latitude: 45.6495, longitude: 13.7768 },
  hint: 'Once the only large port of an empire without much coast.',
  title: 'Trieste',
  explanation:
    'The railway from Vienna ended here, after 577 kilometres, at the edge of the water.',
};
const MESSINA: DemoRound = {
  photos: [59],
  place: { latitude: 38.2195, longitude: 15.606 },
  hint: 'Trains still go on board here.',
  title: 'The Strait of Messina',
  explanation:
    'The last ferry in Europe that carries passenger trains crosses here, in pieces of four coaches.',
};
const FEHMARN: DemoRound = {
  photos: [60],
  place: { latitude: 54.576, longitude: 11.291 },
  hint: 'They called this the route of the birds.',
  title: 'The Fehmarn Belt',
  explanation:
    'The Vogelfluglinie: until 2019 the train from Hamburg to Copenhagen took this ferry.',
};

const secretsOf = (games: readonly DemoRound[][], pictures: DemoPictures): Secrets => ({
  games: games.map((rounds) => ({
    rounds: rounds.map(({ photos: [first, ...more], ...round }) => ({
      ...round,
      picture: pictures(first),
      morePictures: more.map((photo) => ({ picture: pictures(photo) })),
    })),
  })),
});

/** One game of five rounds. In the demo nobody has come to the fifth yet. */
export function liveSecrets(pictures: DemoPictures): Secrets {
  return secretsOf([[CANYON, LISBON, NAGASAKI, ISTANBUL, DALHART]], pictures);
}

/** A coast a day. */
export function finishedSecrets(pictures: DemoPictures): Secrets {
  return secretsOf([[TRIESTE], [MESSINA], [FEHMARN]], pictures);
}

/** Of the live game: the round that nobody has answered, and hints that nobody has taken. */
export const canaries: readonly string[] = [
  DALHART.title,
  DALHART.explanation,
  DALHART.hint,
  String(DALHART.place.latitude),
  String(DALHART.place.longitude),
  LISBON.hint,
  ISTANBUL.hint,
];
