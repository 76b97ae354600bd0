import { actTrace } from '../abuse/act-trace.ts';
import { challengeCost, LEAST_SHARE } from '../abuse/challenge-cost.ts';
import { UNREADABLE } from '../abuse/address-header.ts';
import { checkProof, issueChallenge, parseProof, purposeMark } from '../abuse/challenge.ts';
import type { Purpose } from '../abuse/challenge.ts';
import { refuseProof, type ProofRefused } from '../abuse/challenge-refusals.ts';
import { spendProof, wasSpentFor } from '../abuse/challenge-replay.ts';
import { challengeSettings } from '../abuse/challenge-settings.ts';
import { guestAsks, guestComes, guestPressure } from '../abuse/guest-rate.ts';
import { newGuestRisk } from '../abuse/risk.ts';
import type { RiskMarks } from '../abuse/risk-marks.ts';
import { checkToken, TOKEN_LIFETIME_MS, turnstileOf, widgetAction } from '../abuse/turnstile.ts';
import { formerSelves } from '../auth/former-guests.ts';
import { roleInBrand } from '../auth/roles.ts';
import type { Person } from '../auth/session.ts';
import { nowMs } from '../clock.ts';
import type { Bindings } from '../env.ts';
import type { ActKey, ActRefused, Asker } from '../room/act.ts';
import { roomOf } from '../room/room-stub.ts';
import { SESSION_ACTION, type ChallengeReply } from '../wire/challenge.ts';
import { contestFacts, pseudonym } from './contest-facts.ts';

/** What the request for a challenge says of who asks. */
export interface ChallengeMarks {
  /** As limits count it: see limitAddressOf. */
  address: string | null;
  browserLike: boolean;
}

/** Of the marks of an act the address alone has to do with its price. */
const nothing = { asn: null, agent: '', cameFrom: null };

/** Where somebody becomes a guest: the contest that they want to take part in, where the page says so. */
interface Arrival extends ChallengeMarks {
  contestId: string | null;
}

const newGuest = ({ contestId, address }: Arrival): Purpose => ({
  contestId,
  action: SESSION_ACTION,
  personId: null,
  address,
});

/** What becoming a guest costs now: nobody is known by then, but the place, and how busy it is there and in the contest. */
async function guestCost(env: Bindings, { contestId, address, browserLike }: Arrival) {
  const { load, blockShare } = guestPressure(env, address, Date.now());
  const busy = contestId === null ? 0 : ((await roomOf(env, contestId).load()) ?? 0);
  const risk = newGuestRisk({ browserLike, blockShare });
  return challengeCost({ load: Math.max(load, busy), risk, kind: 'session' });
}

/** Whether a contest that somebody names is there for them to take part in. */
const isThere = async (env: Bindings, contestId: string | null) =>
  contestId === null || (await contestFacts(env, contestId)) !== null;

/** A challenge for becoming a guest. Null when there is no such contest. */
export async function sessionChallenge(
  env: Bindings,
  arrival: Arrival,
): Promise<ChallengeReply | null> {
  if (!(await isThere(env, arrival.contestId))) return null;
  const cost = await guestCost(env, arrival);
  guestAsks(arrival.address, Date.now());
  return challengeOf(env, newGuest(arrival), cost);
}

/**
 * A challenge for one type of action in one contest, whether or not the person would be asked for it now; refused while none of
 * their acts could be had. Null when there is no such contest.
 */
export async function actChallenge(
  env: Bindings,
  person: Person,
  contestId: string,
  action: string,
  { address, browserLike }: ChallengeMarks,
): Promise<ChallengeReply | ActRefused | null> {
  const facts = await contestFacts(env, contestId);
  if (!facts) return null;
  const evidence = address === UNREADABLE ? null : address;
  const marks = { ...nothing, device: person.id, address: evidence };
  const trace = await actTrace(env, facts.salt, marks, nowMs());
  const terms = await roomOf(env, contestId).challengeCost({
    fanId: pseudonym(facts, person.id),
    formerFanIds: (await formerSelves(env, person)).map((id) => pseudonym(facts, id)),
    role: (await roleInBrand(env, person.id, facts.brandId)) ?? 'fan',
    verifiedAtMs: person.verifiedAtMs,
    trace,
    blockKey: trace.blockHash ?? address,
    browserLike,
  });
  if (terms === null || terms.status === 'refused') return terms;
  return challengeOf(env, { contestId, action, personId: person.id }, terms.cost);
}

async function challengeOf(env: Bindings, purpose: Purpose, cost: number): Promise<ChallengeReply> {
  const needed = cost > 0;
  const turnstile = turnstileOf(env);
  if (turnstile) {
    const [action, cData] = [widgetAction(purpose.action), purposeMark(env, purpose)];
    return { needed, kind: 'turnstile', siteKey: turnstile.siteKey, action, cData };
  }
  const maxTries = Math.ceil(challengeSettings(env).tries * Math.max(1, cost));
  return {
    needed,
    kind: 'work',
    challenge: await issueChallenge(env, purpose, maxTries, Date.now()),
    maxTries,
  };
}

/** Takes the proof that somebody brings who wants to become a guest; null when it is good. */
export async function sessionProof(
  env: Bindings,
  proof: string | null,
  arrival: Arrival,
): Promise<ProofRefused | 'notFound' | null> {
  if (!(await isThere(env, arrival.contestId))) return 'notFound';
  if (proof === null) return refuseProof('challenge/NEEDED');
  const cost = await guestCost(env, arrival);
  const found = await takeProof(env, proof, newGuest(arrival), crypto.randomUUID(), cost);
  if (found !== 'good') return found;
  guestComes(env, Date.now());
  return null;
}

/**
 * Takes the proof that came with an act, if any, once the room has said that it is worth it. A retry of the same act, known by its
 * key and content, may bring the same one; one that has its receipt needs none.
 */
export async function actProof(
  env: Bindings,
  { proof }: RiskMarks,
  purpose: Purpose & { contestId: string; personId: string },
  act: Asker & ActKey & { bodyHash: string },
): Promise<'none' | 'good' | ProofRefused | ActRefused> {
  if (proof === null) return 'none';
  const { contestId, personId } = purpose;
  const admission = await roomOf(env, contestId).admit(act);
  if (admission?.status === 'refused') return admission;
  if (admission?.status !== 'check') return 'none';
  const usedFor = `${contestId} ${personId} ${act.key} ${act.bodyHash}`;
  return takeProof(env, proof, purpose, usedFor, admission.cost);
}

async function takeProof(
  env: Bindings,
  header: string,
  purpose: Purpose,
  usedFor: string,
  costNow: number,
): Promise<'good' | ProofRefused> {
  const work = parseProof(header);
  if (!work) return takeToken(env, header, purpose, usedFor);
  const checked = await checkProof(env, work, purpose);
  if (!checked.ok) return checked.refused;
  if (checked.maxTries < challengeSettings(env).tries * costNow * LEAST_SHARE)
    return refuseProof('challenge/TOO_CHEAP');
  const spent = await spendProof(env, checked, usedFor, Date.now());
  return spent ? 'good' : refuseProof('challenge/USED');
}

async function takeToken(
  env: Bindings,
  token: string,
  purpose: Purpose,
  usedFor: string,
): Promise<'good' | ProofRefused> {
  const turnstile = turnstileOf(env);
  if (!turnstile) return refuseProof('challenge/ALTERED');
  // Cloudflare says yes to a token once only; a retry of the same act must not need another.
  if (await wasSpentFor(env, token, usedFor)) return 'good';
  const bound = { action: widgetAction(purpose.action), cData: purposeMark(env, purpose) };
  const refused = await checkToken(turnstile, token, bound);
  if (refused) return refused;
  const proof = { id: token, expiresAtMs: Date.now() + TOKEN_LIFETIME_MS };
  return (await spendProof(env, proof, usedFor, Date.now()))
    ? 'good'
    : refuseProof('challenge/USED');
}
