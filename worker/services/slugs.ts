/** Words that addresses, or people reading them, take for something else. */
const reserved = new Set(
  (
    'admin api assets auth brand brands campaign campaigns contest contests dev desk draft drafts edit entries ' +
    'fanfare help health jury ledger live login logout me media members new preview privacy publish results ' +
    'rules sign-in sign-out standings studio support terms'
  ).split(' '),
);
const MAX_LENGTH = 60;
/** No vowels, so that chance spells nothing; no look-alikes. */
const ALPHABET = '23456789bcdfghjkmnpqrstvwxz';

function randomPart(length: number): string {
  const bytes = crypto.getRandomValues(new Uint8Array(length));
  return Array.from(bytes, (byte) => ALPHABET[byte % ALPHABET.length]).join('');
}

/** Small letters, digits and hyphens that resemble a title; '' when no character of it does. */
function latinPart(title: string): string {
  return title
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .replace(/['’]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, MAX_LENGTH)
    .replace(/^-+|-+$/g, '');
}

/**
 * The part of an address that stands for something with this title. `isTaken` is asked until a free one is
 * found: a plain one first, then with a random ending. The table's UNIQUE has the last word.
 */
export async function freeSlug(
  title: string,
  isTaken: (slug: string) => Promise<boolean>,
): Promise<string> {
  const plain = latinPart(title);
  if (plain.length >= 2 && !reserved.has(plain) && !(await isTaken(plain))) return plain;
  for (;;) {
    const ending = randomPart(plain ? 5 : 10);
    const slug = plain ? `${plain}-${ending}` : ending;
    if (!(await isTaken(slug))) return slug;
  }
}

/** Several of the same name may be made at the same instant; each further one takes a random ending. */
const MOST_CLAIMS = 4;

/**
 * Makes something under a free part of an address. Somebody may take it between the asking and the making: then the table's
 * UNIQUE says so, and another one is tried.
 */
export async function claimSlug(
  title: string,
  isTaken: (slug: string) => Promise<boolean>,
  claim: (slug: string) => Promise<unknown>,
): Promise<string> {
  for (let attempt = 1; ; attempt++) {
    const slug = await freeSlug(title, isTaken);
    try {
      await claim(slug);
      return slug;
    } catch (error) {
      if (attempt >= MOST_CLAIMS || !wasTaken(error)) throw error;
    }
  }
}

/** The query's error may stand behind one that names the query. */
function wasTaken(error: unknown): boolean {
  const said = error instanceof Error ? `${error.message} ${String(error.cause)}` : String(error);
  return /UNIQUE constraint failed: [^:]*\bslug\b/.test(said);
}
