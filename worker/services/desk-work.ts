import { z } from 'zod';
import type { AnyContest, Role } from '../../contests/contract.ts';
import type { DeskWork, RefusalReason } from '../wire/desk.ts';
import { keyLabel } from '../wire/key-words.ts';

interface ActionProperty {
  const?: unknown;
  type?: string;
  enum?: string[];
  labels?: Record<string, string>;
  minimum?: number;
  maximum?: number;
}
interface ActionSchema {
  oneOf?: ActionSchema[];
  anyOf?: ActionSchema[];
  properties?: Record<string, ActionProperty>;
}

const known = new WeakMap<AnyContest, DeskWork>();

/**
 * What a type's actions let a desk do. A type whose entries need approval has the actions `approve {entryId}` and
 * `refuse {entryId, reason, note?}`, with the reasons as an enumeration (labels by `.meta({labels})`); a type with a
 * jury has `mark {entryId, <a bounded integer>}`.
 */
export function deskWork(contest: AnyContest): DeskWork {
  let work = known.get(contest);
  if (!work) {
    work = readWork(contest);
    known.set(contest, work);
  }
  return work;
}

function readWork(contest: AnyContest): DeskWork {
  const schema = z.toJSONSchema(contest.schemas.action, {
    io: 'input',
    target: 'draft-7',
    unrepresentable: 'any',
  }) as ActionSchema;
  const properties = (type: string) =>
    (schema.oneOf ?? schema.anyOf ?? [schema]).find(
      (action) => action.properties?.type?.const === type,
    )?.properties;
  const refuse = properties('refuse');
  const mark = properties('mark');
  const points = Object.entries(mark ?? {}).find(([, property]) => property.type === 'integer');
  return {
    moderation:
      properties('approve') && refuse
        ? { reasons: reasonsOf(refuse.reason), withNote: 'note' in refuse }
        : null,
    jury: points
      ? { field: points[0], lowest: points[1].minimum ?? 1, highest: points[1].maximum ?? 10 }
      : null,
  };
}

function reasonsOf(reason: ActionProperty | undefined): RefusalReason[] {
  return (reason?.enum ?? []).map((code) => ({
    code,
    label: reason?.labels?.[code] ?? keyLabel(code),
  }));
}

/** Whether a role may ask for an action of the type. */
export function mayAct(contest: AnyContest, action: string, role: Role): boolean {
  return contest.actors[action]?.includes(role) ?? false;
}
