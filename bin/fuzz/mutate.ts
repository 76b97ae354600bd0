import type { Chance } from './random.ts';
import type { Shot } from './requests.ts';
import { pretender, RawJson, strangeText, strangeValue, toJson } from './strange-values.ts';
import type { World } from './world.ts';

type Change = (shot: Shot, chance: Chance, marker: string, world: World) => void;

/** A place inside a value, chosen at random: the object or array that holds it, and its key there. */
function somewhere(value: unknown, chance: Chance): { holder: object; key: string } | null {
  let found: { holder: object; key: string } | null = null;
  let at = value;
  while (typeof at === 'object' && at !== null && !(at instanceof RawJson)) {
    const keys = Object.keys(at);
    if (keys.length === 0) break;
    const key = chance.of(keys);
    found = { holder: at, key };
    if (chance.happens(0.35)) break;
    at = (at as Record<string, unknown>)[key];
  }
  return found;
}

const set = (holder: object, key: string, value: unknown) => {
  Object.defineProperty(holder, key, {
    value,
    enumerable: true,
    writable: true,
    configurable: true,
  });
};

const inBody: Record<string, Change> = {
  'another value': (shot, chance, marker) => {
    const place = somewhere(shot.body, chance);
    if (place) set(place.holder, place.key, strangeValue(chance, marker));
    else shot.body = strangeValue(chance, marker);
  },
  'a strange text': (shot, chance, marker) => {
    const place = somewhere(shot.body, chance);
    if (place) set(place.holder, place.key, strangeText(chance, marker));
  },
  'a field less': (shot, chance) => {
    const place = somewhere(shot.body, chance);
    if (place) Reflect.deleteProperty(place.holder, place.key);
  },
  'a field more': (shot, chance, marker) => {
    const { holder } = somewhere({ body: shot.body }, chance) ?? {};
    const name = chance.of([
      '__proto__',
      'constructor',
      'toString',
      'length',
      'size',
      'valueOf',
      'toJSON',
      'then',
      '0',
      '',
      marker,
      'role',
      'id',
    ]);
    if (holder && !Array.isArray(holder)) set(holder, name, strangeValue(chance, marker));
  },
  'a pretender': (shot, chance) => {
    // In the fields of the body or of its act, which every schema looks at.
    const { action } = (shot.body ?? {}) as { action?: object };
    const holder = action && chance.happens(0.7) ? action : shot.body;
    if (typeof holder !== 'object' || holder === null || holder instanceof RawJson) return;
    const keys = Object.keys(holder);
    if (keys.length > 0) set(holder, chance.of(keys), pretender(chance));
  },
  'another body': (shot, chance, marker) => {
    shot.body = strangeValue(chance, marker);
  },
};

const inBytes: Record<string, Change> = {
  'cut off': (shot, chance) => {
    const text = toJson(shot.body);
    shot.raw = text.slice(0, chance.whole(text.length));
  },
  'not JSON': (shot, chance, marker) => {
    shot.raw = chance.of([
      '',
      ' ',
      '{',
      '}',
      'undefined',
      `${marker}`,
      `{"a":1}${marker}`,
      `\ufeff{"a":"${marker}"}`,
      `{'a':'${marker}'}`,
      `a=${marker}&b=2`,
      `--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n${marker}\r\n--x--`,
      '{"a":1,"a":2}',
      '[1,]',
      '/**/{}',
      '"' + '\\u0000'.repeat(100) + '"',
    ]);
  },
  'bytes that are no text': (shot, chance) => {
    shot.raw = Uint8Array.from({ length: chance.of([1, 40, 3_000]) }, () => chance.whole(256));
  },
  'far too large': (shot, chance, marker) => {
    if (!chance.happens(0.04)) return;
    shot.raw = `{"${marker}":"${'x'.repeat(chance.of([524_200, 530_000, 3_000_000]))}"}`;
  },
  'a damaged picture': (shot, chance) => {
    if (!(shot.raw instanceof Uint8Array)) return;
    const copy = shot.raw.slice(0, chance.happens(0.5) ? undefined : chance.whole(shot.raw.length));
    for (let time = chance.whole(30); time > 0; time--)
      if (copy.length > 0) copy[chance.whole(Math.min(copy.length, 600))] = chance.whole(256);
    shot.raw = copy;
  },
  'in chunks': (shot) => {
    shot.chunked = true;
  },
};

const TYPES = [
  '',
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'multipart/form-data; boundary=x',
  'application/json; charset=utf-7',
  'application/json;;;',
  'APPLICATION/JSON',
  'application/ld+json',
  'application/json, text/html',
  'image/svg+xml',
  'x'.repeat(3_000),
];

const headerChange = (name: string, values: readonly string[]): Change => {
  return (shot, chance) => {
    shot.headers.push([name, chance.of(values)]);
  };
};

const inHeaders: Record<string, Change> = {
  'another content type': (shot, chance) => {
    shot.headers = shot.headers.filter(([name]) => name !== 'content-type');
    shot.headers.push(['content-type', chance.of(TYPES)]);
  },
  'a header twice': (shot, chance, marker) => {
    if (shot.headers.length === 0) return;
    const [name, value] = chance.of(shot.headers);
    shot.headers.push([name, chance.happens(0.5) ? value : marker]);
  },
  'another method in a header': headerChange('x-http-method-override', ['DELETE', 'PATCH', '']),
  'a range': headerChange('range', ['bytes=0-10', 'bytes=-1', 'bytes=9-1', 'bytes=0-0,5-9', 'x']),
  'an old copy': headerChange('if-none-match', ['*', '"x"', 'W/"x"', '"', 'x'.repeat(5_000)]),
  'a date': headerChange('if-modified-since', ['yesterday', 'Thu, 01 Jan 2099 00:00:00 GMT', '0']),
  'another address': headerChange('x-forwarded-for', ['::1', '1.2.3.4, 5.6.7.8', 'x'.repeat(999)]),
  'another host': headerChange('x-forwarded-host', ['evil.example', 'localhost\t']),
  'a request id': headerChange('x-request-id', ['<b>x</b>', 'x'.repeat(300), 'a=b', '\u00fc']),
  'what it accepts': headerChange('accept', ['text/html', '*/*;q=0', 'application/xml', ',']),
  'a coding': headerChange('content-encoding', ['gzip', 'br', 'identity', 'deflate, gzip']),
  'an origin': headerChange('origin', ['null', 'https://evil.example', 'http://', '[]', '\u00ff']),
  'a fetch site': headerChange('sec-fetch-site', ['cross-site', 'same-site', 'none', 'x']),
  'an upgrade': headerChange('upgrade', ['websocket', 'h2c', 'WebSocket, x']),
  'an authorization': headerChange('authorization', ['Bearer x', 'Basic Og==', '\u00e4']),
  'a very long header': (shot, chance) => {
    shot.headers.push(['x-long', 'y'.repeat(chance.of([4_000, 12_000]))]);
  },
  'another cookie': (shot, chance, marker, world) => {
    const cookie = world.cookies[chance.of(['guest', 'fan', 'owner'] as const)];
    shot.headers = shot.headers.filter(([name]) => name !== 'cookie');
    const cut = cookie.slice(0, chance.whole(cookie.length));
    const at = chance.whole(cookie.length + 1);
    const spoilt = cookie.slice(0, at) + chance.of([',x', ' x', '!', '%', '"']) + cookie.slice(at);
    const turned = cookie.replace(/[a-z]/, (letter) => letter.toUpperCase());
    const other = [
      cut,
      spoilt,
      `${cookie}, a=${marker}`,
      turned,
      `${cookie}; ${turned}`,
      `${turned}; ${cookie}`,
      `a=${marker}`,
    ];
    const odd = ['fanfare_guest=', 'fanfare_guest=a.b', 'fanfare.session_token=%', '=;=;', '%%%'];
    const forged = `fanfare_guest=${'A'.repeat(22)}.${'A'.repeat(43)}`;
    shot.headers.push(['cookie', chance.of([...other, ...odd, forged])]);
  },
};

const QUERIES = [
  '?',
  '?&&=&',
  '?limit=1e9',
  '?limit=-1',
  '?limit=0x10',
  '?limit=1&limit=2',
  '?limit[]=1',
  '?group=&group=x',
  '?sort=__proto__',
  '?cursor=%00',
  '?cursor=bnVsbA',
  '?cursor=eyJhIjoxfQ',
  '?cursor=W10',
  `?cursor=${'a'.repeat(200)}`,
  `?cursor=${'a'.repeat(5_000)}`,
  '?since=NaN',
  '?since=-1',
  '?since=9007199254740993',
  '?ids=a,b,,c',
  `?ids=${'a,'.repeat(60)}a`,
  '?x=%E0%A4%A',
  '?%ff=%fe',
  '?next=//evil.example',
  '?next=/\\evil.example',
  '?status=deleted',
  '?stage=__proto__&group=constructor',
  '?brand=x&contest=y',
];

const SEGMENTS = [
  '..',
  '%2e%2e',
  '..%2f..%2f',
  '%00',
  '%',
  '%zz',
  '%C0%AF',
  '%ED%A0%80',
  '__proto__',
  'constructor',
  "'",
  '%27%20OR%201=1--',
  '*',
  '-1',
  '0',
  'null',
  '%F0%9F%98%80',
  '\u00fc',
  ';a=b',
  'x'.repeat(4_000),
];

// Addresses with a scheme and a host (`GET http://…`) are left out: the runtime turns them away before the worker is asked.
const inAddress: Record<string, Change> = {
  'another query': (shot, chance) => {
    shot.path = shot.path.replace(/\?.*$/, '') + chance.of(QUERIES);
  },
  'another part of the address': (shot, chance, _, world) => {
    const [path = '', query] = shot.path.split('?', 2);
    const parts = path.split('/');
    const ids = chance.of([world.ids.contest, world.ids.media, world.ids.brand]);
    parts[1 + chance.whole(parts.length - 1)] = chance.happens(0.3)
      ? chance.of(ids)
      : chance.of(SEGMENTS);
    shot.path = parts.join('/') + (query === undefined ? '' : `?${query}`);
  },
  'another form of the address': (shot, chance) => {
    const forms = [
      (path: string) => `/${path}`,
      (path: string) => `${path}/`,
      (path: string) => path.toUpperCase(),
      (path: string) => path.replace('/', '/./'),
      (path: string) => path.replaceAll('/', '%2f').replace('%2f', '/'),
      (path: string) => `${path}#x`,
    ];
    shot.path = chance.of(forms)(shot.path);
  },
  'another method': (shot, chance) => {
    const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND'];
    shot.method = chance.of(methods);
  },
};

const families = [inBody, inBody, inBytes, inHeaders, inHeaders, inAddress];

/** Makes something wrong with a request, up to four times over. `marker` must never come back in an error. */
export function spoil(shot: Shot, chance: Chance, marker: string, world: World): void {
  const times = 1 + chance.whole(chance.happens(0.2) ? 4 : 2);
  for (let time = 0; time < times; time++) {
    const family = chance.of(families);
    const name = chance.of(Object.keys(family));
    family[name]?.(shot, chance, marker, world);
    shot.changes.push(name);
  }
}
