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

/**
 * Objects that look like something else to code which asks a value for its length, its text, its number or its fate: names that
 * JavaScript itself calls or reads, with values that cannot be called or counted.
 */
const pretenders: readonly string[] = [
  '{"length":{"toString":1}}',
  '{"length":{"valueOf":1}}',
  '{"length":-1}',
  '{"length":1e9}',
  '{"length":1.5}',
  '{"length":"2"}',
  '{"length":null}',
  '{"0":"a","length":1}',
  '{"size":{"valueOf":1}}',
  '{"size":-1}',
  '{"toString":1}',
  '{"valueOf":1}',
  '{"toString":1,"valueOf":1}',
  '{"toString":{},"valueOf":{}}',
  '{"toLocaleString":1}',
  '{"toJSON":1}',
  '{"toJSON":{"toJSON":1}}',
  '{"then":1}',
  '{"then":{"then":1}}',
  '{"catch":1,"finally":1}',
  '{"next":1,"done":false}',
  '{"Symbol.iterator":1}',
  '{"constructor":{"prototype":1}}',
  '{"constructor":1}',
  '{"constructor":null}',
  '{"prototype":null}',
  '{"__proto__":null}',
  '{"__proto__":1}',
  '{"__proto__":[]}',
  '{"__proto__":{"length":{"toString":1}}}',
  '{"__defineGetter__":1}',
  '{"hasOwnProperty":1}',
  '{"isPrototypeOf":1,"propertyIsEnumerable":1}',
  '{"map":1,"filter":1,"forEach":1,"length":3}',
  '{"split":1,"trim":1,"replace":1,"match":1}',
  '{"getTime":1}',
  '{"test":1,"exec":1,"source":1,"flags":1}',
  '{"_zod":{"run":1},"_def":1}',
  '{"~standard":1}',
  '{"$ref":"#"}',
  '{"type":{"toString":1}}',
  '{"type":["vote"]}',
  '[null]',
  '[null,null,null]',
  '[null,"a",null,1,null]',
  '[[],[null],[[null]]]',
  '[{"length":{"toString":1}},null]',
  '{"":""}',
  '{" ":1}',
  '{"0":0,"1":1,"2":2}',
  '{"-1":1,"1e3":1,"4294967295":1,"4294967296":1,"0x1":1}',
  '{"NaN":1,"null":1,"undefined":1,"true":1}',
];

/** How many of them stand first because validators ask for just these. */
const MOST_ASKED = 14;

/** An object that is not what it says. */
export function pretender(chance: Chance): RawJson {
  return new RawJson(chance.of(chance.happens(0.5) ? pretenders.slice(0, MOST_ASKED) : pretenders));
}

/** Keys that are very long, very many, or numbers. */
function strangeKeys(chance: Chance, marker: string): RawJson {
  const keys = chance.of([
    [`${marker}${'k'.repeat(chance.of([300, 5_000, 100_000]))}`],
    Array.from({ length: chance.of([40, 2_000]) }, (_, index) => String(index)),
    Array.from({ length: 300 }, (_, index) => `${marker}${index}`),
    ['a.b', 'a[0]', 'a/b', 'a~1b', '$', '#', '%00', '\u0000', '\ud800'],
  ]);
  return new RawJson(`{${keys.map((key) => `"${key}":null`).join(',')}}`);
}

/** Anything but what is asked for. */
export function strangeValue(chance: Chance, marker: string): unknown {
  switch (chance.whole(15)) {
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
    case 10:
    case 11:
    case 12:
      return pretender(chance);
    case 13:
      return strangeKeys(chance, marker);
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
