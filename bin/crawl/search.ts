import { isOf, type Canary } from './canaries.ts';
import { leavesOf, namedIn } from './secret-leaves.ts';
import { maySee, type Persona } from './who-may-see.ts';

/** Who reads, and where. */
export interface Reader {
  persona: Persona;
  /** Null for somebody without cookies. */
  personId: string | null;
  address: string;
}

/** What HTML and JSON make of a text, undone: a canary may stand in either's disguise. */
function undisguised(body: string): string {
  return body
    .replace(/\\u([0-9a-fA-F]{4})/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)))
    .replace(/&#x([0-9a-fA-F]+);/g, (_, code: string) => String.fromCodePoint(parseInt(code, 16)))
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replaceAll('\\"', '"');
}

/** Values that stand alone in a reply: those of its JSON, and what is between tags or quotation marks of its HTML. */
interface Values {
  alone: Set<string>;
  /** `name=value`. */
  named: Set<string>;
}

function valuesIn(text: string): Values {
  const values: Values = { alone: new Set(), named: new Set() };
  const note = (json: string) => {
    try {
      const parsed = JSON.parse(json) as unknown;
      for (const { value } of leavesOf({ '': parsed })) values.alone.add(String(value));
      for (const named of namedIn(parsed)) values.named.add(named);
    } catch {
      // No JSON after all.
    }
  };
  if (/^\s*</.test(text)) {
    for (const [, json = ''] of text.matchAll(/<script type="application\/json"[^>]*>([^<]*)</g))
      note(json);
    for (const [, between = ''] of text.matchAll(/[>"]([^<>"]{1,40})[<"]/g))
      values.alone.add(between.trim());
  } else for (const line of text.split('\n')) if (/^\s*[[{]/.test(line)) note(line);
  return values;
}

/** Canaries that may stand alone or be as common as a number, by the contest that they are looked for in. */
export class Search {
  readonly #parts: Canary[];
  readonly #others: Canary[];
  readonly #words = new Map<string, RegExp>();

  constructor(canaries: readonly Canary[]) {
    this.#parts = canaries.filter(({ manner }) => manner === 'part');
    this.#others = canaries.filter(({ manner }) => manner !== 'part');
    for (const { text, manner } of canaries) {
      if (manner !== 'word') continue;
      const exact = text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
      this.#words.set(text, new RegExp(`(?<![\\w.-])${exact}(?![\\w-]|\\.\\d)`));
    }
  }

  /** What stands in a text that this reader must not have. */
  in(text: string, reader: Reader): Canary[] {
    if (text === '') return [];
    const plain = undisguised(text);
    const same = plain === text;
    const found = this.#parts.filter(
      (canary) =>
        (plain.includes(canary.text) || (!same && text.includes(canary.text))) &&
        forbidden(canary, reader),
    );
    const others = this.#others.filter(({ within }) => within && isOf(within, reader.address));
    if (others.length === 0) return found;
    const { alone, named } = valuesIn(text);
    // All that somebody has, of all contests at once: short words of one may stand in what another has told them.
    const oneContest = !reader.address.startsWith('/api/me/export');
    for (const canary of others) {
      const there =
        canary.manner === 'named value'
          ? named.has(`${canary.name}=${canary.text}`)
          : alone.has(canary.text) ||
            (canary.manner === 'word' && oneContest && this.#words.get(canary.text)?.test(plain));
      if (there && forbidden(canary, reader)) found.push(canary);
    }
    return found;
  }
}

function forbidden(canary: Canary, { persona, personId, address }: Reader): boolean {
  const { text, kind, within, owner, toldPlayer } = canary;
  if (within && !isOf(within, address)) return false;
  if (owner && owner === personId) return false;
  if (toldPlayer && persona === 'player') return false;
  // What was asked for by its id may be named again.
  if (address.includes(text) && !/secret|answer|place|hint/.test(kind)) return false;
  return !maySee(persona, kind, address);
}
