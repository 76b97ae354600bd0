import { tryAgainIn } from '../wire/wait.ts';
import type { Limits } from './limits.ts';

/** Classes of routes that have budgets of their own. */
export type LimitClass = keyof Limits;
/** Whose budget it is. */
export type LimitScope = 'person' | 'block' | 'mailbox' | 'brand' | 'contest';

/** A "not now", as it travels to the reply. */
export interface NotNow {
  code: `limits/${'PERSON' | 'ADDRESS' | 'BRAND' | 'CONTEST'}`;
  message: string;
  retryAtMs: number;
}

const codes = {
  person: 'limits/PERSON',
  block: 'limits/ADDRESS',
  mailbox: 'limits/PERSON',
  brand: 'limits/BRAND',
  contest: 'limits/CONTEST',
} as const;

const network = 'come from your network';
const mailbox =
  'Several codes have been sent to this address: use the newest, or wait for another.';

const reasons: Record<LimitClass, Partial<Record<LimitScope, string>>> = {
  read: {
    person: 'You are turning pages faster than anybody can read.',
    block: `Very many requests ${network}.`,
    contest: 'Very many people are looking at this right now.',
  },
  act: {
    person: 'You are faster than anybody can follow.',
    block: `Very many acts ${network}.`,
    contest: 'Very many people are playing right now.',
  },
  upload: {
    person: 'That was a lot of pictures.',
    block: `Very many pictures ${network}.`,
    contest: 'Very many pictures are arriving right now.',
  },
  brandUpload: {
    person: 'That was a lot of pictures.',
    block: `Very many pictures ${network}.`,
    brand: 'Very many pictures have been sent for this brand.',
  },
  guest: { block: `Very many people who begin to play ${network}.` },
  signIn: {
    person: 'This address was used to sign in very often.',
    block: `Very many people who sign in ${network}.`,
  },
  code: {
    person: mailbox,
    block: `Very many requests for a code ${network}.`,
    mailbox,
  },
  invite: {
    person: 'You have invited many people.',
    block: `Very many invitations ${network}.`,
    mailbox: 'This address has been invited often.',
    brand: 'Many people have been invited to this brand.',
  },
  ownData: {
    person: 'You have asked for your data very often.',
    block: `Very many people who ask for their data ${network}.`,
  },
  ledger: {
    person: 'You have downloaded this ledger very often.',
    block: `Very many downloads ${network}.`,
    contest: 'Very many people are downloading this right now.',
  },
  live: {
    block: 'Very many pages follow this from your network.',
    contest: 'Very many pages follow this right now.',
  },
};

/** Says which budget is used up, and in words when to try again. */
export function notNow(
  limitClass: LimitClass,
  scope: LimitScope,
  retryAtMs: number,
  atMs: number,
): NotNow {
  const reason = reasons[limitClass][scope] ?? 'That was a lot at once.';
  const message = `${reason} ${tryAgainIn(retryAtMs - atMs)}`;
  return { code: codes[scope], message, retryAtMs };
}
