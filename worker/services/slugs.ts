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
