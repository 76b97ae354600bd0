import { actorsOf } from '../../contests/decide.ts';
import { PROOF_HEADER, SESSION_ACTION } from '../../worker/wire/challenge.ts';
import type { FuzzPerson } from './crowd.ts';
import type { Chance } from './random.ts';
import { actionName, namesFor, type RunningContest } from './running-contest.ts';
import { validValue, type Names, type Shape } from './valid-values.ts';
import { ROLES, type RoleName, type World } from './world.ts';

/** A request before it is sent. Header names may occur more than once. */
export interface Shot {
  /** The route it was made for, such as `POST /api/brands`. */
  route: string;
  /** The act that it was made for, such as `vote`; empty for anything else. */
  action: string;
  role: RoleName;
  method: string;
  path: string;
  headers: [name: string, value: string][];
  /** A value that becomes JSON, or what is sent as it stands. */
  body: unknown;
  raw: Uint8Array | string | null;
  /** Sent in chunks, without a length. */
  chunked: boolean;
  /** Wants to become a WebSocket. */
  socket: boolean;
  /** What was done to it. */
  changes: string[];
}

interface Operation {
  parameters?: { in: string; name: string; schema?: Shape }[];
  requestBody?: { content: Record<string, { schema: Shape }> };
}

/** The part of the OpenAPI document that requests are made from. */
export interface OpenApi {
  paths: Record<string, Record<string, Operation>>;
}

interface Route {
  method: string;
  path: string;
  operation: Operation;
  /** How often it is asked for, beside others. */
  weight: number;
}

function weightOf(method: string, path: string): number {
  if (path.endsWith('/actions')) return 30;
  if (path.endsWith('/draft') && method === 'patch') return 10;
  if (path === '/api/media') return 1;
  return 3;
}

/** Every route of the document, pages and the live socket, as often as they are to be asked for. */
export function routesOf(document: OpenApi): Route[] {
  const described = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path,
      operation,
      weight: weightOf(method, path),
    })),
  );
  const others = [
    { path: 'page', weight: 10 },
    { path: '/api/contests/{id}/live', weight: 4 },
    { path: '/api/openapi.json', weight: 0.2 },
    { path: '/assets/{file}', weight: 1 },
    { path: '/api/nothing', weight: 1 },
  ].map((route) => ({ ...route, method: 'GET', operation: {} }));
  return [...described, ...others];
}

export function pickRoute(routes: readonly Route[], chance: Chance): Route {
  let left = chance.next() * routes.reduce((sum, { weight }) => sum + weight, 0);
  return routes.find(({ weight }) => (left -= weight) < 0) ?? (routes.at(-1) as Route);
}

function idFor(path: string, name: string, world: World, chance: Chance): string {
  const { ids } = world;
  if (name === 'brandId') return chance.happens(0.85) ? (ids.brand[0] ?? '') : chance.of(ids.brand);
  if (name === 'memberId') return chance.of(world.memberIds);
  if (name === 'slug') return chance.of(ids.slug);
  if (name === 'variant') return chance.of(['thumb', 'medium', 'large']);
  if (name === 'file') return chance.of(['index.js', 'index.js.map', '..%2findex.html']);
  if (path.includes('/invitations/')) return chance.of(world.invitations).id;
  if (path.startsWith('/media/')) return chance.of(ids.media);
  if (path.includes('/campaigns/')) return chance.of(ids.campaign);
  return contestFor(path, world, chance);
}

/** Mostly one that the route is meant for: drafts are for the studio, what is played is public. */
function contestFor(path: string, world: World, chance: Chance): string {
  if (chance.happens(0.05)) return chance.of(world.ids.contest);
  if (path.endsWith('/publish')) return chance.of(world.spareDraftIds);
  return chance.of(path.endsWith('/draft') ? world.drafts : world.contests).id;
}

/** What fields may hold that belong to no contest. */
const usual = (world: World): Names => {
  return (field, chance) => {
    if (field === 'timeZone') return chance.of(['UTC', 'Europe/Vienna', 'Asia/Kathmandu']);
    if (field === 'coverMediaId') return chance.of(world.ids.brandMedia);
    return undefined;
  };
};

/** Somebody of a role, and what they send. */
interface Sent {
  action?: string;
  role: RoleName;
  cookie: string;
  body: unknown;
}

function someone(role: RoleName, world: World, chance: Chance): FuzzPerson | undefined {
  const people = world.people[role];
  return people.length > 0 ? chance.of(people) : undefined;
}

/** Mostly one of those whom the rules let ask for this. */
function roleOf(allowed: readonly RoleName[], chance: Chance): RoleName {
  return allowed.length > 0 && chance.happens(0.85) ? chance.of(allowed) : chance.of(ROLES);
}

/** Fans act as guests, too. */
function rolesFor(contest: RunningContest, action: string): RoleName[] {
  const actors: readonly string[] = actorsOf(contest.type, action);
  return ROLES.filter(
    (role) => actors.includes(role) || (role === 'guest' && actors.includes('fan')),
  );
}

/** The type's own acts more often than the core's, most of which are for the end of a contest. */
function actionIn({ actions }: RunningContest, chance: Chance): string {
  const names = actions.map(actionName);
  const own = names.filter((name) => !name.startsWith('core.'));
  return chance.of(chance.happens(0.7) ? own : names);
}

function actOf(path: string, world: World, chance: Chance): Sent {
  const contest = contestIn(path, world, chance);
  const name = actionIn(contest, chance);
  const kind = contest.actions.find((one) => actionName(one) === name) ?? {};
  const role = roleOf(rolesFor(contest, name), chance);
  const person = someone(role, world, chance);
  const names = namesFor(contest, name, person, world.nowMs);
  const action = validValue(kind, 'action', names, chance) as Record<string, unknown>;
  if (name === 'core.changeRules') action['config'] = structuredClone(contest.config);
  const key = `fuzz-${chance.whole(2 ** 31)}-${chance.whole(2 ** 31)}`;
  return { action: name, role, cookie: person?.cookie ?? '', body: { key, action } };
}

function contestIn(path: string, world: World, chance: Chance): RunningContest {
  const all = [...world.contests, ...world.drafts];
  return all.find(({ id }) => path.includes(id)) ?? chance.of(all);
}

function draftOf(path: string, world: World, chance: Chance): unknown {
  const contest = contestIn(path, world, chance);
  const half = chance.happens(0.5);
  const made = (schema: Shape, demo: unknown) =>
    half ? structuredClone(demo) : validValue(schema, 'config', usual(world), chance);
  return {
    config: made(contest.configSchema, contest.config),
    secrets: made(contest.secretsSchema, contest.secrets),
  };
}

const STUDIO = /\/(draft|publish|members|brands\/|studio)/;
const DESK = /\/(queue|review|clusters|desk)/;

function sentTo(route: Route, path: string, world: World, chance: Chance): Sent {
  if (path.endsWith('/actions')) return actOf(path, world, chance);
  const allowed: RoleName[] = STUDIO.test(path)
    ? ['owner', 'editor']
    : DESK.test(path)
      ? ['moderator', 'owner']
      : route.path === '/api/brands'
        ? ['fan', 'owner']
        : /challenges|export|media|session/.test(path)
          ? ['guest', 'fan']
          : [];
  const role = roleOf(allowed, chance);
  const cookie = someone(role, world, chance)?.cookie ?? '';
  const shape = route.operation.requestBody?.content['application/json']?.schema;
  if (!shape) return { role, cookie, body: undefined };
  if (path.endsWith('/draft')) return { role, cookie, body: draftOf(path, world, chance) };
  const body = validValue(shape, 'body', usual(world), chance);
  if (!path.endsWith('/contests')) return { role, cookie, body };
  const { type } = contestIn(path, world, chance).type;
  return { role, cookie, body: { ...(body as object), type } };
}

/** What can be done once by somebody in particular: with that somebody, and what they have in their hands. */
function once(route: Route, path: string, world: World, chance: Chance): Partial<Sent> {
  if (route.path === '/api/me' && route.method === 'DELETE') {
    const { cookie, confirmation } = chance.of(world.mayGo);
    return { cookie, body: { confirmation } };
  }
  if (path.endsWith('/sign-out')) return { cookie: chance.of(world.maySignOut) };
  if (path.endsWith('/sign-in/email-otp') && chance.happens(0.9))
    return { body: { ...chance.of(world.codes) } };
  const invitation = world.invitations.find(({ id }) => path.includes(id));
  return invitation ? { cookie: invitation.cookie } : {};
}

function queryOf(route: Route, path: string, world: World, chance: Chance): string {
  if (route.path === '/api/challenges' && chance.happens(0.85)) {
    const contest = chance.of(world.contests);
    const [action, about] = chance.happens(0.3)
      ? [SESSION_ACTION, '']
      : [actionName(chance.of(contest.actions)), `&contest=${contest.id}`];
    return `?action=${action}${about}`;
  }
  const contest = world.contests.find(({ id }) => path.includes(id));
  const groups = contest ? contest.type.groups(contest.config).map(({ id }) => id) : [];
  const known: Record<string, readonly string[]> = {
    contest: world.contests.map(({ id }) => id),
    brand: world.ids.brand.slice(0, 1),
    group: groups,
    ids: contest?.shown ?? [],
  };
  // Fans upload for a contest; a contest or a brand, not both.
  const either = chance.happens(0.9) ? 'contest' : 'brand';
  const parts = (route.operation.parameters ?? [])
    .filter(({ name, ...parameter }) => {
      if (parameter.in !== 'query' || name === 'cursor') return false;
      return route.path === '/api/media' ? name === either : chance.happens(0.5);
    })
    .map(({ name, schema = {} }) => {
      const values = known[name] ?? [];
      const value =
        values.length > 0 ? chance.of(values) : validValue(schema, name, usual(world), chance);
      return `${name}=${encodeURIComponent(String(value))}`;
    });
  return parts.length > 0 ? `?${parts.join('&')}` : '';
}

/** A request as our own pages would send it: nothing wrong with it so far, and mostly a reason to accept it. */
export function validShot(routes: readonly Route[], world: World, chance: Chance): Shot {
  const route = pickRoute(routes, chance);
  // A draft that is thrown away is gone for the rest of the run.
  const spare = route.method === 'DELETE' && route.path.endsWith('/draft');
  const bare = spare
    ? `/api/contests/${chance.of(world.spareDraftIds)}/draft`
    : route.path === 'page'
      ? chance.of(world.pages)
      : route.path.replace(/\{(\w+)\}/g, (_, name: string) =>
          idFor(route.path, name, world, chance),
        );
  const path = bare + queryOf(route, bare, world, chance);
  const {
    role,
    cookie,
    body,
    action = '',
  } = {
    ...sentTo(route, bare, world, chance),
    ...once(route, bare, world, chance),
  };
  const picture = route.path === '/api/media';
  // As every browser says; whoever does not is asked for a proof.
  const headers: Shot['headers'] = [
    ['user-agent', 'Mozilla/5.0 (fuzz)'],
    ['accept-language', 'en'],
  ];
  if (cookie) headers.push(['cookie', cookie]);
  if (route.method !== 'GET') headers.push(['origin', world.origin]);
  if (picture) headers.push(['content-type', 'image/jpeg']);
  else if (body !== undefined) headers.push(['content-type', 'application/json']);
  if (route.path === 'page') headers.push(['accept', 'text/html']);
  if (route.path === '/api/session/guest') headers.push([PROOF_HEADER, chance.of(world.proofs)]);
  return {
    route: `${route.method} ${route.path}`,
    action,
    role,
    method: route.method,
    path,
    headers,
    body,
    raw: picture ? chance.of(world.pictures) : null,
    chunked: false,
    socket: route.path.endsWith('/live') && chance.happens(0.7),
    changes: [],
  };
}
