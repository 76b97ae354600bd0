import { arrive, Visitor } from './visitor.ts';
import { proofOf } from '../proof.ts';
import { SESSION_ACTION, type ChallengeReply } from '../../worker/wire/challenge.ts';

/** Somebody in whose name requests are sent. */
export interface FuzzPerson {
  visitor: Visitor;
  cookie: string;
  /** Pictures of theirs that are not entered yet, by contest. */
  uploads: Map<string, string[]>;
  /** Their entries, by contest. */
  entries: Map<string, string[]>;
  /** Entries that they have voted for, by contest. */
  votes: Map<string, string[]>;
}

/** What can be used once, or until it is gone: each is named by many requests, and the first of them is let in. */
export interface Consumables {
  /** Accounts and guests that may be forgotten, with what they have to type. */
  mayGo: { cookie: string; confirmation: string }[];
  /** Sessions that may be ended. */
  maySignOut: string[];
  /** Codes that were mailed. */
  codes: { email: string; otp: string }[];
  /** Solved challenges for becoming a guest. */
  proofs: string[];
}

const FANS = 10;
const GUESTS = 5;
const LEAVING = 24;
const CODES = 30;
const PROOFS = 32;

export function personOf(visitor: Visitor): FuzzPerson {
  return {
    visitor,
    cookie: visitor.cookie,
    uploads: new Map(),
    entries: new Map(),
    votes: new Map(),
  };
}

const several = <One>(count: number, make: (index: number) => Promise<One>) =>
  Promise.all(Array.from({ length: count }, (_, index) => make(index)));

/** Fans and guests, so that what a person may do once can be done more than once. */
export async function crowdOf(origin: string): Promise<{ fan: FuzzPerson[]; guest: FuzzPerson[] }> {
  const fans = await several(FANS, (index) => arrive(origin, 'fan', `Fan ${index}`));
  const guests = await several(GUESTS, () => arrive(origin, 'guest'));
  return { fan: fans.map(personOf), guest: guests.map(personOf) };
}

async function leaving(origin: string, index: number): Promise<Consumables['mayGo'][number]> {
  const guest = index % 2 === 1;
  const visitor = guest
    ? await arrive(origin, 'guest')
    : await arrive(origin, 'fan', `Leaving ${index}`);
  const { person } = await visitor.must<{ person: { email: string | null } }>('GET', '/api/me');
  return { cookie: visitor.cookie, confirmation: person.email ?? 'delete' };
}

interface Mails {
  mails: { to: string; text: string }[];
}

/** Codes as they come by mail; /dev shows the mails that a real server would send. */
async function mailedCodes(origin: string): Promise<Consumables['codes']> {
  const visitor = new Visitor(origin);
  const emails = Array.from({ length: CODES }, (_, index) => `code${index}@example.org`);
  for (const email of emails)
    await visitor.must('POST', '/api/auth/email-otp/send-verification-otp', { email });
  const codes = new Map<string, string>();
  // They are sent after the reply.
  for (let time = 0; codes.size < CODES && time < 50; time++) {
    const { mails } = await visitor.must<Mails>('GET', '/dev/mail.json');
    for (const { to, text } of mails) {
      const [code] = /\b\d{6}\b/.exec(text) ?? [];
      if (code && emails.includes(to)) codes.set(to, code);
    }
  }
  return emails.map((email) => ({ email, otp: codes.get(email) ?? '000000' }));
}

async function guestProof(origin: string): Promise<string> {
  const path = `/api/challenges?action=${SESSION_ACTION}`;
  const given = await new Visitor(origin).must<ChallengeReply>('GET', path);
  return given.kind === 'work' ? proofOf(given.challenge) : '';
}

/** Everything that a run may use up. */
export async function consumablesFor(origin: string): Promise<Consumables> {
  return {
    mayGo: await several(LEAVING, (index) => leaving(origin, index)),
    maySignOut: await several(6, async (index) => {
      const { cookie } = await arrive(origin, 'fan', `Signing out ${index}`);
      return cookie;
    }),
    codes: await mailedCodes(origin),
    proofs: await several(PROOFS, () => guestProof(origin)),
  };
}
