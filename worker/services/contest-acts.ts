import { CoreAction } from '../../contests/decide.ts';
import type { Role } from '../../contests/contract.ts';
import { actTrace } from '../abuse/act-trace.ts';
import { suspectVotes } from '../abuse/clusters-on-file.ts';
import type { RequestMarks } from '../abuse/request-marks.ts';
import type { RiskMarks } from '../abuse/risk-marks.ts';
import { formerSelves } from '../auth/former-guests.ts';
import { roleInBrand } from '../auth/roles.ts';
import type { Person } from '../auth/session.ts';
import { nowMs } from '../clock.ts';
import type { Bindings } from '../env.ts';
import { canonicalJson, sha256Hex } from '../ledger/chain.ts';
import { mediaFacts } from '../media/media-facts.ts';
import type { ActOutput } from '../room/act.ts';
import { sendAct } from './act-collector.ts';
import { actProof } from './challenges.ts';
import { contestFacts, pseudonym, type ContestFacts } from './contest-facts.ts';

/** What the browser sends: a fresh random key per act, and the act. */
export interface ActRequest {
  key: string;
  action: { type: string };
}

export type ActResult =
  | Exclude<ActOutput, { status: 'fault' }>
  | { status: 'notFound' }
  | { status: 'invalid'; field: string };

/** Decides and commits one act of a person. Replies after the commit. */
export async function act(
  env: Bindings,
  person: Person,
  contestId: string,
  request: ActRequest,
  marks: RequestMarks & RiskMarks,
): Promise<ActResult> {
  const facts = await contestFacts(env, contestId);
  if (!facts) return { status: 'notFound' };
  const parsed = parseAction(facts, request.action);
  if (!parsed.ok) return { status: 'invalid', field: parsed.field };
  const { action } = parsed;
  const role: Role = (await roleInBrand(env, person.id, facts.brandId)) ?? 'fan';
  const purpose = { contestId, action: action.type, personId: person.id };
  const bodyHash = sha256Hex(canonicalJson(action));
  const trace = await actTrace(env, facts.salt, marks, nowMs());
  const former = await formerSelves(env, person);
  const sent = {
    fanId: pseudonym(facts, person.id),
    // Those of staff, too: else nobody would notice that somebody decides on what they sent as a guest.
    formerFanIds: former.map((id) => pseudonym(facts, id)),
    role,
    verifiedAtMs: person.verifiedAtMs,
    key: request.key,
    bodyHash,
    trace,
    blockKey: trace.blockHash ?? marks.limitAddress,
    browserLike: marks.browserLike,
  };
  const proof = role === 'fan' ? await actProof(env, marks, purpose, sent) : 'none';
  if (typeof proof === 'object' && 'status' in proof) return proof;
  const output = await sendAct(env, contestId, {
    ...sent,
    personId: person.kind === 'verified' ? person.id : null,
    proof,
    action: role === 'fan' ? action : await withFoundVotes(env, contestId, action),
    media: await factsOfNamedMedia(env, facts, person, action),
  });
  if (output?.status === 'fault') throw new Error(`the room of ${contestId} failed`);
  return output ?? { status: 'notFound' };
}

function parseAction(
  facts: ContestFacts,
  action: { type: string },
): { ok: true; action: { type: string } } | { ok: false; field: string } {
  const schema = action.type.startsWith('core.') ? CoreAction : facts.contest.schemas.action;
  const parsed = schema.safeParse(action);
  if (parsed.success) return { ok: true, action: parsed.data };
  return { ok: false, field: ['action', ...(parsed.error.issues[0]?.path ?? [])].join('.') };
}

/** A decision on votes that only the desk's file knows gets them from there; see ClusterAct. */
async function withFoundVotes(
  env: Bindings,
  contestId: string,
  action: { type: string },
): Promise<{ type: string }> {
  if (!('clusterId' in action) || typeof action.clusterId !== 'string') return action;
  const found = await suspectVotes(env, contestId, action.clusterId);
  const complete = { ...action, found };
  return found ? complete : action;
}

/** An action names an upload by its field `mediaId`, whatever the contest's type. */
async function factsOfNamedMedia(
  env: Bindings,
  facts: ContestFacts,
  person: Person,
  action: { type: string },
) {
  const mediaId = 'mediaId' in action && typeof action.mediaId === 'string' ? action.mediaId : null;
  if (mediaId === null) return [];
  return mediaFacts(env, {
    mediaIds: [mediaId],
    personId: person.id,
    formerGuestId: person.formerGuestId,
    contestSalt: facts.salt,
    contestId: facts.id,
  });
}
