import type { Context, MiddlewareHandler } from 'hono';
import type { NotNow } from '../abuse/limit-refusals.ts';
import { limitAddressOf } from '../abuse/client-address.ts';
import { deviceOf } from '../auth/device-cookie.ts';
import { personOf, type Person } from '../auth/session.ts';
import type { AppEnv } from '../env.ts';
import { contestIdAt } from '../services/contest-facts.ts';
import {
  takeGuest,
  takeLedger,
  takeOwnData,
  takeRead,
  type Sender,
  type Visitor,
} from '../services/request-budgets.ts';
import { tooMany } from './too-many.ts';

async function senderOf(c: Context<AppEnv>): Promise<Sender> {
  const person = await personOf(c);
  return { person: person?.id ?? null, address: limitAddressOf(c) };
}

/** Takes one reading of a contest by whoever sends a request. */
export async function takeReadOf(c: Context<AppEnv>, contestId: string): Promise<NotNow | null> {
  return takeRead(c.env, contestId, await senderOf(c));
}

/** Takes one look for everything that is stored about whoever sends a request. */
export function takeOwnDataOf(c: Context<AppEnv>, { id }: Person): Promise<NotNow | null> {
  return takeOwnData(c.env, { person: id, address: limitAddressOf(c) });
}

/** For the interface's routes that read a contest, whose id is in the path. */
export const limitReads: MiddlewareHandler<AppEnv> = async (c, next) => {
  const refused = await takeReadOf(c, c.req.param('id') ?? '');
  return refused ? tooMany(c, refused) : next();
};

/** For a ledger, whose length has no bound. */
export const limitLedgers: MiddlewareHandler<AppEnv> = async (c, next) => {
  const refused = await takeLedger(c.env, c.req.param('id') ?? '', await senderOf(c));
  return refused ? tooMany(c, refused) : next();
};

/** For a contest's pages, whose address is in words. */
export const limitPageReads: MiddlewareHandler<AppEnv> = async (c, next) => {
  const { campaignSlug = '', contestSlug = '' } = c.req.param() as Record<string, string>;
  const contestId = await contestIdAt(c.env, campaignSlug, contestSlug);
  const refused = contestId === null ? null : await takeReadOf(c, contestId);
  return refused ? tooMany(c, refused) : next();
};

/** Who comes to the door with an e-mail address. */
export function visitorOf(c: Context<AppEnv>, email: string): Visitor {
  const address = limitAddressOf(c);
  // Only where the browser has to stand for the place is it asked to keep a cookie.
  const device = address === null ? deviceOf(c) : '';
  return { email, address, device };
}

/** For becoming a guest, where no person is known yet, and for the challenge that it takes. */
export const limitGuests: MiddlewareHandler<AppEnv> = async (c, next) => {
  const refused = await takeGuest(c.env, limitAddressOf(c));
  return refused ? tooMany(c, refused) : next();
};
