import { toJSONSchema, type ZodType } from 'zod';
import { CoreAction } from '../../contests/decide.ts';
import type { AnyContest } from '../../contests/contract.ts';
import { leavesOf } from '../crawl/secret-leaves.ts';
import type { FuzzPerson } from './crowd.ts';
import type { Chance } from './random.ts';
import type { Names, Shape } from './valid-values.ts';

/** A contest in progress or a draft, and what its type lets people ask for. */
export interface RunningContest {
  id: string;
  type: AnyContest;
  /** One schema for each kind of action. The core's own are among them where the contest may be brought out of step. */
  actions: readonly Shape[];
  config: unknown;
  secrets: unknown;
  configSchema: Shape;
  secretsSchema: Shape;
  /** Entries that wait for a moderator; and what everybody sees: entries, or players where there are none. */
  pending: string[];
  shown: string[];
}

const schemaOf = (schema: ZodType) =>
  toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Shape;

/** The kinds of action of a schema, each by itself. */
const kindsOf = (schema: ZodType): Shape[] => {
  const shape = schemaOf(schema);
  return shape.oneOf ?? shape.anyOf ?? [shape];
};

export const actionName = (kind: Shape) => String(kind.properties?.['type']?.const);

export function runningContest(
  type: AnyContest,
  id: string,
  { config, secrets }: { config: unknown; secrets: unknown },
  withCore: boolean,
): RunningContest {
  const own = kindsOf(type.schemas.action);
  return {
    id,
    type,
    config,
    secrets,
    actions: withCore ? [...own, ...kindsOf(CoreAction)] : own,
    configSchema: schemaOf(type.schemas.config),
    secretsSchema: schemaOf(type.schemas.secrets),
    pending: [],
    shown: [],
  };
}

/** What settings call their parts: stops, rounds, puzzles. */
function idsIn(config: unknown): string[] {
  if (typeof config !== 'object' || config === null) return [];
  const { id } = config as { id?: unknown };
  return [...(typeof id === 'string' ? [id] : []), ...Object.values(config).flatMap(idsIn)];
}

/** Parts of the settings that a stage which is open now is named after, such as `final` of `round:final`; else all. */
function openParts({ type, config }: RunningContest, nowMs: number): string[] {
  const all = [...type.groups(config).map((group) => group.id), ...idsIn(config)].filter(Boolean);
  const open = type
    .stages(config)
    .filter(({ opensAtMs, closesAtMs }) => opensAtMs <= nowMs && nowMs < closesAtMs)
    .map(({ id }) => id.split(':').at(-1));
  const named = all.filter((part) => open.includes(part));
  return named.length > 0 ? named : all;
}

/** How many there are of what an action counts: `round` of the longest list called `rounds`. */
function countOf(secrets: unknown, field: string): number {
  let most = 0;
  JSON.stringify(secrets, (key, value: unknown) => {
    if (key === `${field}s` && Array.isArray(value)) most = Math.max(most, value.length);
    return value;
  });
  return most;
}

/** Answers, right ones among them. */
function answersIn(secrets: unknown): string[] {
  return [...leavesOf(secrets)]
    .filter(({ path }) => /answer\/(accepted|value)/.test(path))
    .map(({ value }) => String(value));
}

/**
 * What fields of an action may hold, so that the rules have a reason to accept it.
 * @param person whose uploads and entries may be named
 */
export function namesFor(
  contest: RunningContest,
  action: string,
  person: FuzzPerson | undefined,
  nowMs: number,
): Names {
  const { id, pending, shown, secrets } = contest;
  const parts = openParts(contest, nowMs);
  const own = person?.entries.get(id) ?? [];
  const uploads = person?.uploads.get(id) ?? [];
  const answers = answersIn(secrets);
  const upon: Record<string, readonly string[]> = {
    withdraw: own,
    unvote: person?.votes.get(id) ?? [],
    approve: pending,
    refuse: pending,
    vote: shown.filter((entryId) => !own.includes(entryId)),
  };
  const entries = upon[action] ?? shown;
  const some = (all: readonly string[], chance: Chance) =>
    all.length > 0 ? chance.of(all) : undefined;
  return (field, chance) => {
    if (field === 'acceptsRulesVersion') return 1;
    if (field === 'answer') return some(answers, chance);
    if (/mediaId$/i.test(field)) return some(uploads, chance);
    if (/(entry|standing|design|target)Ids?$/i.test(field))
      return some(entries.length > 0 ? entries : shown, chance);
    if (/Id$/.test(field)) return some(parts, chance);
    const count = countOf(secrets, field);
    // What comes first is mostly what is open.
    return count > 0 ? 1 + (chance.happens(0.5) ? 0 : chance.whole(count)) : undefined;
  };
}
