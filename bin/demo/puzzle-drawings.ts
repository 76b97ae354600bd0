import { lettering } from './lettering.ts';

const PAPER = '#f3ece0';
const INK = '#1d2733';
const RED = '#b4432b';
const FAINT = '#d8cdb9';

type Point = readonly [number, number];

function drawing(content: string, [width, height]: Point = [1400, 1050]): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="${width}" height="${height}" fill="${PAPER}"/>${content}</svg>`;
}

/** Strip of paper as a telegraph writes it: TRIESTE, one letter after the other. */
function morseStrip(): string {
  const letters = ['-', '.-.', '..', '.', '...', '-', '.'];
  const UNIT = 30;
  let x = 0;
  const marks = letters.map((letter) => {
    const parts = [...letter].map((mark) => {
      const width = mark === '-' ? 3 * UNIT : UNIT;
      const part = `<rect x="${x}" y="-15" width="${width}" height="30" rx="15"/>`;
      x += width + UNIT;
      return part;
    });
    // One gap is there already; three make the space between letters.
    x += 2 * UNIT;
    return parts.join('');
  });
  const width = x - 3 * UNIT;
  const holes = Array.from(
    { length: 29 },
    (_, index) => `<circle cx="${index * 50}" cy="0" r="5"/>`,
  ).join('');
  return drawing(
    `<rect width="1400" height="700" fill="${INK}"/>
    <g transform="rotate(-3 700 350)">
      <rect x="-60" y="215" width="1520" height="270" fill="${PAPER}"/>
      <g fill="${FAINT}"><g transform="translate(0 240)">${holes}</g><g transform="translate(0 460)">${holes}</g></g>
      <g fill="${INK}" transform="translate(${700 - width / 2} 350)">${marks.join('')}</g>
    </g>`,
    [1400, 700],
  );
}

/** A train's way through the day: hour of the day and station, 0 for A. */
type Journey = readonly Point[];

const redTrain: Journey = [
  [9, 0],
  [10.5, 1],
  [10.75, 1],
  [12, 2],
  [12.5, 2],
  [14, 3],
  [15.5, 4],
];

/** The red one meets four of them: three on the way, and one while it waits at C. */
const otherTrains: readonly Journey[] = [
  [
    [6, 4],
    [7.25, 3],
    [8.75, 2],
    [10, 1],
    [11.25, 0],
  ],
  [
    [7.75, 4],
    [9.25, 3],
    [10.75, 2],
  ],
  [
    [9.5, 4],
    [11, 3],
    [12.25, 2],
    [12.35, 2],
    [13.5, 1],
    [14.75, 0],
  ],
  [
    [11.5, 4],
    [12.5, 3],
    [13, 3],
    [14.25, 2],
    [15.5, 1],
    [16.75, 0],
  ],
  [
    [13, 2],
    [14.5, 1],
    [15.75, 0],
  ],
  [
    [14, 4],
    [15.25, 3],
    [16.75, 2],
    [18, 1],
  ],
  [
    [16, 4],
    [17.25, 3],
    [18, 2.5],
  ],
  [
    [6.5, 0],
    [8, 1],
    [9.25, 2],
    [10.75, 3],
    [12, 4],
  ],
  [
    [12.75, 0],
    [14.25, 1],
    [15.75, 2],
    [17.25, 3],
  ],
];

/** A graphic timetable, as railways have drawn them since the 1840s: hours across, stations down, a line for each train. */
function trainGraph(): string {
  const at = ([hour, station]: Point): Point => [150 + (hour - 6) * 98, 170 + station * 195];
  const line = (journey: Journey, colour: string, px: number) =>
    `<polyline points="${journey.map((point) => at(point).join(',')).join(' ')}" fill="none" stroke="${colour}" stroke-width="${px}" stroke-linejoin="round" stroke-linecap="round"/>`;
  const hours = Array.from({ length: 13 }, (_, index) => {
    const [x] = at([6 + index, 0]);
    const stroke = index % 3 === 0 ? 5 : 2;
    return `<path d="M${x} 170V950" stroke="${FAINT}" stroke-width="${stroke}"/>${lettering(String(6 + index), [x, 105], 34, INK)}`;
  });
  const stations = [...'ABCDE'].map((name, index) => {
    const [x, y] = at([6, index]);
    return `<path d="M${x} ${y}H1326" stroke="${INK}" stroke-width="3"/>${lettering(name, [80, y], 48, INK)}`;
  });
  const others = otherTrains.map((journey) => line(journey, '#2c5f7c', 7));
  const [start, end] = [redTrain.at(0), redTrain.at(-1)].map((point) => at(point ?? [0, 0]));
  const ends = [start, end].map(
    (point) =>
      `<circle cx="${point?.[0]}" cy="${point?.[1]}" r="17" fill="${PAPER}" stroke="${RED}" stroke-width="9"/>`,
  );
  return drawing(
    [...hours, ...stations, ...others, line(redTrain, RED, 13), ...ends].join(''),
    [1400, 1030],
  );
}

const stops: readonly Point[] = [
  [210, 560],
  [480, 240],
  [900, 190],
  [1190, 480],
  [930, 780],
  [470, 850],
];

/**
 * From stop, to stop, km, and how far along its length is written. The longest way round all six stops, each once, is
 * 94 km (1–2–5–6–4–3–1); the shortest is 64 km, once around.
 */
export const linesOfMap: readonly (readonly [number, number, number, number?])[] = [
  [1, 2, 14],
  [2, 3, 9],
  [3, 4, 12],
  [4, 5, 8],
  [5, 6, 11],
  [6, 1, 10],
  [1, 3, 21, 0.72],
  [2, 5, 17],
  [2, 6, 16],
  [4, 6, 19, 0.7],
  [3, 5, 15],
];

/** A map of lines between numbered stops, with the length of each in km. */
function routeMap(): string {
  const stop = (number: number): Point => stops[number - 1] ?? [0, 0];
  const lines = linesOfMap.map(([from, to]) => {
    const [[x1, y1], [x2, y2]] = [stop(from), stop(to)];
    return `<path d="M${x1} ${y1}L${x2} ${y2}" stroke="${RED}" stroke-width="16" stroke-linecap="round"/>`;
  });
  const lengths = linesOfMap.map(([from, to, km, along = 0.42]) => {
    const [[x1, y1], [x2, y2]] = [stop(from), stop(to)];
    const [x, y] = [x1 + (x2 - x1) * along, y1 + (y2 - y1) * along];
    return `<rect x="${x - 42}" y="${y - 31}" width="84" height="62" rx="31" fill="${PAPER}"/>${lettering(String(km), [x, y], 34, INK)}`;
  });
  const marks = stops.map(
    ([x, y], index) =>
      `<circle cx="${x}" cy="${y}" r="56" fill="${PAPER}" stroke="${INK}" stroke-width="14"/>${lettering(String(index + 1), [x, y], 46, INK)}`,
  );
  const ground = `<rect width="1400" height="1050" fill="#cfe0d2"/>
    <path d="M0 0H1400V120C1180 60 1010 20 820 70S420 150 300 90S90 130 0 190Z" fill="#9fc3cd"/>
    <path d="M640 470C700 420 820 430 830 500S760 600 680 590S580 520 640 470Z" fill="#9fc3cd"/>
    <path d="M0 960C180 900 260 990 430 980S720 930 900 960S1250 930 1400 860V1050H0Z" fill="#bcd3c0"/>`;
  return drawing(ground + lines.join('') + lengths.join('') + marks.join(''));
}

/** The demo's drawn puzzles, by number. */
export const puzzlesOfDemo: Readonly<Record<number, () => string>> = {
  88: morseStrip,
  89: trainGraph,
  90: routeMap,
};
