/** Strokes of a plain drawn alphabet on a grid of 4 × 6, so that a drawing needs no font of the machine it is made on. */
const strokes: Readonly<Record<string, string>> = {
  '0': 'M1 0H3L4 1V5L3 6H1L0 5V1Z',
  '1': 'M1 1L2 0V6M1 6H3',
  '2': 'M0 1L1 0H3L4 1V2L0 6H4',
  '3': 'M0 0H4L2 2.4H3L4 3.4V5L3 6H1L0 5',
  '4': 'M3 6V0L0 4H4',
  '5': 'M4 0H0V2.5H3L4 3.5V5L3 6H1L0 5',
  '6': 'M4 1L3 0H1L0 1V5L1 6H3L4 5V3.5L3 2.5H0',
  '7': 'M0 0H4L1.5 6',
  '8': 'M1 0H3L4 1V2L3 3H1L0 2V1ZM1 3H3L4 4V5L3 6H1L0 5V4Z',
  '9': 'M0 5L1 6H3L4 5V1L3 0H1L0 1V2.5L1 3.5H4',
  A: 'M0 6V1.5L1.5 0H2.5L4 1.5V6M0 3.5H4',
  B: 'M0 0H3L4 1V2L3 3L4 4V5L3 6H0ZM0 3H3',
  C: 'M4 1L3 0H1L0 1V5L1 6H3L4 5',
  D: 'M0 0H2.5L4 1.5V4.5L2.5 6H0Z',
  E: 'M4 0H0V6H4M0 3H3',
};

const ADVANCE = 5.4;

/** An SVG group that writes `text` with its middle at a point. `heightPx` is that of a capital. */
export function lettering(
  text: string,
  [x, y]: readonly [number, number],
  heightPx: number,
  colour: string,
): string {
  const scale = heightPx / 6;
  const width = (text.length - 1) * ADVANCE + 4;
  const paths = [...text].map((letter, index) => {
    const path = strokes[letter];
    if (!path) throw new RangeError(`there is no drawn letter ${letter}`);
    return `<path d="${path}" transform="translate(${index * ADVANCE} 0)"/>`;
  });
  return `<g fill="none" stroke="${colour}" stroke-width="0.95" stroke-linecap="round" stroke-linejoin="round" transform="translate(${x - (width * scale) / 2} ${y - heightPx / 2}) scale(${scale})">${paths.join('')}</g>`;
}
