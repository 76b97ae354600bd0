import { actorsOf } from '../../contests/decide.ts';
import type { Chance } from './random.ts';
import { validValue, type Shape } from './valid-values.ts';
import { ROLES, type RoleName, type World } from './world.ts';

/** A request before it is sent. Header names may occur more than once. */
export interface Shot {
  /** The route it was made for, such as `POST /api/brands`. */
  route: string;
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
  if (name === 'brandId') return chance.of(ids.brand);
  if (name === 'memberId') return chance.of(world.memberIds);
  if (name === 'slug') return chance.of(ids.slug);
  if (name === 'variant') return chance.of(['thumb', 'medium', 'large']);
  if (name === 'file') return chance.of(['index.js', 'index.js.map', '..%2findex.html']);
  if (path.includes('/invitations/')) return chance.of(world.invitationIds);
  if (path.startsWith('/media/')) return chance.of(ids.media);
  if (path.includes('/campaigns/')) return chance.of(ids.campaign);
  return contestFor(path, world, chance);
}

/** Mostly one that the route is meant for: drafts are for the studio, what is played is public. */
function contestFor(path: string, world: World, chance: Chance): string {
  if (chance.happens(0.15)) return chance.of(world.ids.contest);
  if (path.endsWith('/publish')) return chance.of(world.spareDraftIds);
  return chance.of(path.endsWith('/draft') ? world.drafts : world.contests).id;
}

function bodyOf(route: Route, path: string, world: World, chance: Chance): unknown {
  const shape = route.operation.requestBody?.content['application/json']?.schema;
  if (!shape) return undefined;
  const all = [...world.contests, ...world.drafts];
  const contest = all.find(({ id }) => path.includes(id)) ?? chance.of(all);
  if (path.endsWith('/actions')) {
    const kind = chance.of(contest.actions);
    const action = validValue(kind, 'action', contest.names, chance) as Record<string, unknown>;
    if (action['type'] === 'core.changeRules') action['config'] = structuredClone(contest.config);
    return { key: `fuzz-${chance.whole(2 ** 31)}-${chance.whole(2 ** 31)}`, action };
  }
  if (path.endsWith('/draft')) {
    const half = chance.happens(0.5);
    const made = (schema: Shape, demo: unknown) =>
      half ? structuredClone(demo) : validValue(schema, 'config', contest.names, chance);
    return {
      config: made(contest.configSchema, contest.config),
      secrets: made(contest.secretsSchema, contest.secrets),
    };
  }
  const body = validValue(shape, 'body', contest.names, chance);
  return path.endsWith('/contests') ? { ...(body as object), type: contest.type.type } : body;
}

const STUDIO = /\/(draft|publish|members|brands|studio|queue|review)/;

/** Mostly somebody whom the rules let ask for this. */
function roleFor(body: unknown, path: string, world: World, chance: Chance): RoleName {
  const { action } = (body ?? {}) as { action?: { type: string } };
  const contest = world.contests.find(({ id }) => path.includes(id));
  const actors = action && contest ? actorsOf(contest.type, action.type) : [];
  const roles = ROLES.filter((role) =>
    STUDIO.test(path)
      ? role === 'owner' || role === 'editor'
      : (actors as readonly string[]).includes(role),
  );
  return roles.length > 0 && chance.happens(0.7) ? chance.of(roles) : chance.of(ROLES);
}

function queryOf(route: Route, world: World, chance: Chance): string {
  const parts = (route.operation.parameters ?? [])
    .filter((parameter) => parameter.in === 'query' && chance.happens(0.5))
    .map(({ name, schema = {} }) => {
      const names = () =>
        name === 'contest' ? chance.of(world.ids.contest) : chance.of(world.ids.brand);
      const known = name === 'contest' || name === 'brand' ? names() : undefined;
      const value = known ?? validValue(schema, name, () => undefined, chance);
      return `${name}=${encodeURIComponent(String(value))}`;
    });
  return parts.length > 0 ? `?${parts.join('&')}` : '';
}

/** A request as our own pages would send it: nothing wrong with it so far. */
export function validShot(routes: readonly Route[], world: World, chance: Chance): Shot {
  const route = pickRoute(routes, chance);
  // A draft that is thrown away is gone for the rest of the run.
  const spare = route.method === 'DELETE' && route.path.endsWith('/draft');
  const path = spare
    ? `/api/contests/${chance.of(world.spareDraftIds)}/draft`
    : route.path === 'page'
      ? chance.of(world.pages)
      : route.path.replace(/\{(\w+)\}/g, (_, name: string) =>
          idFor(route.path, name, world, chance),
        ) + queryOf(route, world, chance);
  const body = bodyOf(route, path, world, chance);
  const role = roleFor(body, path, world, chance);
  const endsSession =
    path.endsWith('/sign-out') || (route.method === 'DELETE' && path === '/api/me');
  const cookie = endsSession ? chance.of(world.spareCookies) : world.cookies[role];
  const picture = route.path === '/api/media';
  const headers: Shot['headers'] = [];
  if (cookie) headers.push(['cookie', cookie]);
  if (route.method !== 'GET') headers.push(['origin', world.origin]);
  if (picture) headers.push(['content-type', 'image/jpeg']);
  else if (body !== undefined) headers.push(['content-type', 'application/json']);
  if (route.path === 'page') headers.push(['accept', 'text/html']);
  return {
    route: `${route.method} ${route.path}`,
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
