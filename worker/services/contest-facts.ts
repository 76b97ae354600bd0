import { and, eq } from 'drizzle-orm';
import type { AnyContest } from '../../contests/contract.ts';
import { findContest } from '../../contests/registry.server.ts';
import { keyedHash } from '../auth/keyed-hash.ts';
import { database } from '../db/database.ts';
import { campaign, contest } from '../db/schema.ts';
import { unseal } from '../db/sealing.ts';
import type { Bindings } from '../env.ts';

/** What never changes about a published contest. */
export interface ContestFacts {
  id: string;
  slug: string;
  title: string;
  contest: AnyContest;
  campaignId: string;
  campaignSlug: string;
  brandId: string;
  /** Secret: makes pseudonyms and fingerprints of this contest. */
  salt: string;
}

// Facts of published contests do not change, so an isolate may keep them as long as it lives.
const known = new Map<string, ContestFacts>();
const MAX_KNOWN = 1_000;

/** Facts of a published contest, or null when there is none by that id. */
export async function contestFacts(env: Bindings, contestId: string): Promise<ContestFacts | null> {
  const before = known.get(contestId);
  if (before) return before;
  const [row] = await database(env)
    .select({ contest, campaign })
    .from(contest)
    .innerJoin(campaign, eq(campaign.id, contest.campaignId))
    .where(eq(contest.id, contestId));
  if (!row || row.contest.publishedAtMs === null) return null;
  const type = findContest(row.contest.type);
  if (!type) throw new Error(`contest ${contestId} is of an unknown type`);
  const { salt } = await unseal(env, contestId, row.contest.sealed);
  const facts: ContestFacts = {
    id: contestId,
    slug: row.contest.slug,
    title: row.contest.title,
    contest: type,
    campaignId: row.campaign.id,
    campaignSlug: row.campaign.slug,
    brandId: row.campaign.brandId,
    salt,
  };
  if (known.size >= MAX_KNOWN) known.clear();
  known.set(contestId, facts);
  return facts;
}

// Neither does its address, once it is published with its campaign.
const knownAddresses = new Map<string, string>();

/** The id of a published contest by its address, or null. */
export async function contestIdAt(
  env: Bindings,
  campaignSlug: string,
  contestSlug: string,
): Promise<string | null> {
  const address = `${campaignSlug}/${contestSlug}`;
  const before = knownAddresses.get(address);
  if (before !== undefined) return before;
  const [row] = await database(env)
    .select({
      id: contest.id,
      publishedAtMs: contest.publishedAtMs,
      campaignPublishedAtMs: campaign.publishedAtMs,
    })
    .from(contest)
    .innerJoin(campaign, eq(campaign.id, contest.campaignId))
    .where(and(eq(campaign.slug, campaignSlug), eq(contest.slug, contestSlug)));
  if (!row || row.publishedAtMs === null || row.campaignPublishedAtMs === null) return null;
  if (knownAddresses.size >= MAX_KNOWN) knownAddresses.clear();
  knownAddresses.set(address, row.id);
  return row.id;
}

/**
 * A person's pseudonym on one contest's ledger: HMAC-SHA-256(contest salt, person id), the first 128 bits as hex.
 * It differs between contests, and without the salt it leads nowhere.
 */
export function pseudonym({ salt }: Pick<ContestFacts, 'salt'>, personId: string): string {
  return keyedHash({ name: salt, bytes: salt }, personId).slice(0, 32);
}
