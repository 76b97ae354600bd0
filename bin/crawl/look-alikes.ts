import type { GroundTruth } from './ground-truth.ts';
import { pairsIn, type Pair } from './hidden-things.ts';
import { freshSession } from './personas.ts';
import type { Scene } from './scene.ts';
import { ENOUGH_PAIRS, standsOut, type TimingClass } from './timing.ts';
import { look, type Seen } from './visit.ts';
import { maySee, whoMaySee, type Persona } from './who-may-see.ts';

/** Somebody who asks, by the id that is theirs. */
export interface Asker {
  persona: Persona;
  personId: string | null;
  cookie: string;
}

/** Which of somebody's cookies a request carries; `null` when there is no such way for them. */
type Way = (asker: Asker) => string;

const TOKEN = /fanfare\.session_token=[^;]+/;
let copies = 0;

/**
 * The signed copy of a session lives for minutes. Without one the server asks its database, and remembers the answer for a minute
 * by the very cookies; a copy that nobody can read is as none, and a different one each time is never remembered.
 */
const WAYS: Record<string, Way> = {
  'its cookies': ({ cookie }) => cookie,
  'an expired session copy': ({ cookie }) =>
    `${TOKEN.exec(cookie)?.[0]}; fanfare.session_data=${btoa(`{"copy":${copies++}}`)}`,
};

const waysOf = ({ cookie }: Asker) =>
  Object.entries(WAYS).slice(0, TOKEN.test(cookie) ? undefined : 1);

/** A reply without what differs each time: request id, nonce, dates, times, fresh cookies, and the id that was asked for. */
function lookOf({ status, headers, bytes }: Seen, id: string): string {
  const cookies = headers
    .getSetCookie()
    .map((line) => line.replace(/^([^=]+)=[^;]+/, '$1=<value>').replace(/expires=[^;]+/i, ''));
  const lines = [...headers]
    .filter(([name]) => name !== 'date' && name !== 'set-cookie')
    .map(([name, value]) => `${name}: ${value}`);
  const body = new TextDecoder().decode(bytes);
  return [status, ...lines, ...cookies.map((line) => `set-cookie: ${line}`), '', body]
    .join('\n')
    .replaceAll(headers.get('x-request-id') ?? ' ', '<request id>')
    .replace(/nonce-[\w+/=]+/g, '<nonce>')
    .replace(/nonce="[^"]*"/g, '<nonce>')
    .replace(/\b1[789]\d{11}\b/g, '<time>')
    .replaceAll(id, '<id>');
}

/** The first line in which two looks differ, for the report. */
function differenceOf(hidden: string, absent: string): string {
  const [one, other] = [hidden.split('\n'), absent.split('\n')];
  const index = one.findIndex((line, at) => line !== other[at]);
  const short = (line = 'nothing') => (line.length > 110 ? `${line.slice(0, 110)}…` : line);
  return `${short(one[index])} ≠ ${short(other[index < 0 ? one.length : index])}`;
}

export interface LookAlikes {
  differences: { persona: Persona; address: string; what: string }[];
  timings: TimingClass[];
  compared: number;
}

/** Asks for hidden and for absent things in turn, one request at a time, as everybody and with and without a session's copy. */
export class LookAlikeRun {
  readonly #origin: string;
  readonly #pairs: Pair[];
  readonly result: LookAlikes = { differences: [], timings: [], compared: 0 };

  constructor(origin: string, truth: GroundTruth, scene: Scene | null) {
    this.#origin = origin;
    this.#pairs = pairsIn(truth, scene);
  }

  /** @param times pairs to time of each class; the looks are compared in any case */
  async as(asker: Asker, times: number): Promise<void> {
    const { persona, personId } = asker;
    const hidden = this.#pairs.filter(
      ({ kind, owner, address, id }) =>
        !(owner !== null && owner === personId) &&
        !maySee(persona, kind, address(id)) &&
        // A team knows its drafts, wherever it may do what with them.
        !(kind === 'draft' && whoMaySee.draft.some(({ personas }) => personas.includes(persona))),
    );
    for (const pair of hidden) {
      for (const [way, cookieOf] of waysOf(asker)) {
        const alike = await this.#compare(pair, asker, way, () => cookieOf(asker));
        if (alike && pair.timed && times > 0) await this.#time(pair, asker, way, cookieOf, times);
      }
      if (pair.first) await this.#compareWithTokenAlone(pair, asker);
    }
  }

  /** As a browser sends it whose copy has just expired: the first request of a session that nothing else has used. */
  async #compareWithTokenAlone(pair: Pair, asker: Asker): Promise<void> {
    const sessions: string[] = [];
    for (let count = 0; count < 2; count++) {
      const cookie = await freshSession(this.#origin, asker.persona);
      if (cookie === null) return;
      sessions.push(TOKEN.exec(cookie)?.[0] ?? '');
    }
    await this.#compare(pair, asker, 'the session’s token alone', () => sessions.shift() ?? null);
  }

  async #lookAt(address: string, id: string, cookie: string): Promise<string> {
    return lookOf(await look(this.#origin, cookie, address), id);
  }

  /** Whether the two look the same. What differs is asked for again: a page may have moved on between the two. */
  async #compare(
    { what, id, address, absent }: Pair,
    { persona }: Asker,
    way: string,
    nextCookie: () => string | null,
  ): Promise<boolean> {
    this.result.compared++;
    let difference = '';
    for (let time = 0; time < 3; time++) {
      const [one, other] = [nextCookie(), nextCookie()];
      if (one === null || other === null) break;
      const nowhere = absent();
      const hidden = await this.#lookAt(address(id), id, one);
      const nothing = await this.#lookAt(nowhere, absentId(address, nowhere), other);
      if (hidden === nothing) return true;
      difference = differenceOf(hidden, nothing);
    }
    const found = `hidden looks unlike absent (${what}) with ${way}: ${difference}`;
    this.result.differences.push({ persona, address: address(id), what: found });
    return false;
  }

  async #time(
    { what, id, address, absent }: Pair,
    asker: Asker,
    way: string,
    cookieOf: Way,
    times: number,
  ): Promise<void> {
    const { persona } = asker;
    const timing: TimingClass = { what, persona, way, hiddenMs: [], absentMs: [] };
    const measure = async (rounds: number) => {
      for (let time = 0; time < rounds; time++) {
        const both = [
          { at: address(id), into: timing.hiddenMs },
          { at: absent(), into: timing.absentMs },
        ];
        // Whoever comes second might find something warm.
        if (time % 2) both.reverse();
        for (const { at, into } of both) {
          const cookie = cookieOf(asker);
          const startedAtMs = performance.now();
          await look(this.#origin, cookie, at);
          into.push(performance.now() - startedAtMs);
        }
      }
    };
    await measure(times);
    // A busy moment passes; what lies in the server stays.
    if (standsOut(timing)) await measure(Math.max(times, ENOUGH_PAIRS));
    this.result.timings.push(timing);
  }
}

/** The id in an address that was made for one that nothing has. */
function absentId(address: (id: string) => string, made: string): string {
  const [before = '', after = ''] = address('\n').split('\n');
  return made.slice(before.length, after === '' ? undefined : -after.length);
}
