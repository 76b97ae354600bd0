import type { Chance } from './random.ts';

/** JSON that is written as it stands: what JSON.stringify would not write. */
export class RawJson {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

const numbers = [
  0,
  -0,
  -1,
  1,
  0.1,
  2 ** 31,
  2 ** 53,
  -(2 ** 63),
  Number.MAX_VALUE,
  8_640_000_000_000_001,
  Number.MIN_VALUE,
];
const rawNumbers = ['1e999', '-1e999', '1e-999', `${'9'.repeat(400)}`, '0.1e+308', '-0.0', '1E3'];
const characters = [
  '\u0000',
  '\u0007',
  '\u001b[31m',
  '\u202e',
  '\u2066',
  '\ufeff',
  '\ufffe',
  '\u200d',
  '\u{1f469}\u200d\u{1f680}',
  '\u{10ffff}',
  'Z\u0351\u034a\u0364\u036b',
  '\u0130\u0131\u00df\ufb03',
  "'; DROP TABLE entry; --",
  '%00',
  '%ff%fe',
  '../../../etc/passwd',
  '${7*7}{{7*7}}<%= 7*7 %>',
  '<script>alert(1)</script>',
  '\r\nSet-Cookie: stolen=1',
  'constructor',
  '__proto__',
  'toString',
  'NaN',
  'null',
  '',
  ' ',
];

/** A text that something may choke on. `marker` is in most of them, so that a reply which repeats it is found. */
export function strangeText(chance: Chance, marker: string): string | RawJson {
  const roll = chance.whole(12);
  if (roll === 0) return new RawJson(`"${marker}\\ud800"`);
  if (roll === 1) return new RawJson(`"\\udfff\\ud800${marker}"`);
  if (roll === 2) return marker.repeat(1 + chance.whole(400));
  if (roll === 3) return `${chance.of(characters)}`.repeat(1 + chance.whole(2000));
  if (roll === 4) return chance.of(characters);
  return `${marker}${chance.of(characters)}${marker}`;
}

function nested(chance: Chance): RawJson {
  const depth = chance.of([8, 31, 33, 100, 5_000, 60_000]);
  const [open, close] = chance.of([
    ['[', ']'],
    ['{"a":', '}'],
    ['[{"config":', '}]'],
  ] as const);
  const inner = chance.happens(0.8) ? '1' : '';
  return new RawJson(open.repeat(depth) + inner + (inner ? close.repeat(depth) : ''));
}

/** Anything but what is asked for. */
export function strangeValue(chance: Chance, marker: string): unknown {
  switch (chance.whole(11)) {
    case 0:
      return null;
    case 1:
      return chance.happens(0.5);
    case 2:
      return chance.of(numbers);
    case 3:
      return new RawJson(chance.of(rawNumbers));
    case 4:
      return [];
    case 5:
      return {};
    case 6:
      return Array.from({ length: chance.of([1, 3, 1_000, 20_000]) }, () => marker.slice(0, 2));
    case 7:
      return new RawJson(
        `{"__proto__":{"role":"owner","${marker}":1},"constructor":{"prototype":{"a":1}}}`,
      );
    case 8:
      return nested(chance);
    case 9:
      return { [marker]: marker, type: 'core.announce', id: '__proto__' };
    default:
      return strangeText(chance, marker);
  }
}

/** JSON of a value that may hold {@link RawJson}. */
export function toJson(value: unknown): string {
  if (value instanceof RawJson) return value.text;
  if (Array.isArray(value)) return `[${value.map(toJson).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value).filter(([, field]) => field !== undefined);
    return `{${fields.map(([name, field]) => `${JSON.stringify(name)}:${toJson(field)}`).join(',')}}`;
  }
  return JSON.stringify(value) ?? 'null';
}
