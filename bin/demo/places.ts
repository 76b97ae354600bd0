/** A place that photographs of the demo show. */
export interface DemoPlace {
  /** Demo-photographs that show it, by number. */
  photographs: readonly number[];
  /** What they show. */
  what: string;
  /** Where, in words that may be told as the answer. */
  where: string;
  /** Degrees, north and east positive. */
  place: { latitude: number; longitude: number };
  /** How far the true spot may be from `place`, as far as is known, in km. */
  withinKm: number;
  year: string;
  author: string;
  source: string;
}

const GETTY = 'J. Paul Getty Museum, Open Content Program (CC0)';
const NATURAL_EARTH = 'Natural Earth, 1:10,000,000 (public domain), drawn for the demo';

const coast = (
  photograph: number,
  what: string,
  where: string,
  latitude: number,
  longitude: number,
): DemoPlace => ({
  photographs: [photograph],
  what,
  where,
  place: { latitude, longitude },
  withinKm: 1,
  year: 'today',
  author: 'The Long Way Round',
  source: NATURAL_EARTH,
});

/**
 * The places of the demo's photographs. For the old prints the museum records no coordinates; how much is known is said
 * by `withinKm`, and a fair round gives full points within it.
 */
export const placesOfDemo: readonly DemoPlace[] = [
  {
    photographs: [41, 42, 43, 44],
    what: 'Boats in a river, with a junk on the far bank',
    where: 'Nagasaki, Japan',
    place: { latitude: 32.7448, longitude: 129.8737 },
    withinKm: 5,
    year: 'about 1865',
    author: 'Felice Beato',
    source: `${GETTY}: “Boats in River, Nagasaki”`,
  },
  {
    photographs: [45, 46, 47, 48],
    what: 'A survey boat on a still river between dark walls',
    where: 'Black Canyon of the Colorado River, between Arizona and Nevada',
    place: { latitude: 35.96, longitude: -114.7 },
    withinKm: 20,
    year: '1871',
    author: 'Timothy H. O’Sullivan',
    source: `${GETTY}: “Black Cañon, Colorado River, From Camp 8, Looking Above”`,
  },
  {
    // The print's title names no place; the photographer worked around Dalhart, Texas, in those years.
    photographs: [49, 50, 51, 52],
    what: 'An abandoned house on a plain',
    where: 'the Dust Bowl, on the southern High Plains of the United States',
    place: { latitude: 36.06, longitude: -102.52 },
    withinKm: 300,
    year: 'about 1935–1940',
    author: 'Dorothea Lange',
    source: `${GETTY}: “Abandoned Dust Bowl Home”`,
  },
  {
    photographs: [53, 54],
    what: 'Spruces in front of a snowy range',
    where: 'the Alps',
    place: { latitude: 45.9, longitude: 6.9 },
    withinKm: 300,
    year: '1865–1870',
    author: 'Adolphe Braun',
    source: `${GETTY}: “Alpine Landscape”`,
  },
  coast(55, 'The gulf where the sea reaches furthest north', 'Trieste, Italy', 45.6495, 13.7768),
  coast(56, 'Two seas and the water between them', 'Istanbul, Türkiye', 41.0214, 28.9869),
  coast(
    57,
    'The mouth of a river, at the end of a continent',
    'Lisbon, Portugal',
    38.7069,
    -9.1361,
  ),
  coast(58, 'Bays on an island’s western shore', 'Nagasaki, Japan', 32.7448, 129.8737),
  coast(59, 'A strait that trains cross on a ferry', 'the Strait of Messina, Italy', 38.2195, 15.6),
  coast(
    60,
    'A belt of water that trains crossed on a ferry until 2019',
    'the Fehmarn Belt, between Germany and Denmark',
    54.576,
    11.29,
  ),
];
