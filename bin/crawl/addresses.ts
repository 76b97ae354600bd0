import type { GroundTruth } from './ground-truth.ts';
import type { OpenApi } from '../fuzz/requests.ts';

/**
 * Every page there is; a test holds this list against the worker's own. The demo server's /dev pages are left out: they exist
 * to show what a real server hides.
 */
export const PAGES = [
  '/',
  '/sign-in',
  '/me',
  '/invitations',
  '/privacy',
  '/c/:campaignSlug',
  '/c/:campaignSlug/:contestSlug',
  '/c/:campaignSlug/:contestSlug/entries/:entryId',
  '/c/:campaignSlug/:contestSlug/results',
  '/c/:campaignSlug/:contestSlug/rules',
  '/studio',
  '/studio/campaigns/:id',
  '/studio/contests/:id',
  '/studio/contests/:id/preview',
  '/studio/brands/:id/members',
  '/desk',
  '/desk/:id',
  '/desk/:id/jury',
  '/desk/:id/results',
  '/desk/:id/votes',
];

const QUERIES: Record<string, readonly string[]> = {
  '/entries': ['?sort=new&limit=60', '?sort=shuffle&limit=60', '?sort=top'],
  '/standings': ['?limit=1000'],
  '/queue': ['?status=pending&limit=60', '?status=approved&limit=60', '?status=refused&limit=60'],
};

/** Stages that the previews are asked for: each of the registered types names them in its own way. */
const stageQueries = (contestId: string, truth: GroundTruth) =>
  (truth.contests.find(({ id }) => id === contestId)?.stageIds ?? []).map(
    (stageId) => `?stage=${encodeURIComponent(stageId)}`,
  );

const VARIANTS = ['thumb', 'medium', 'large'];

/** Ids for the parameter of a path; the part of the address before it says what it is an id of. */
function idsFor(before: string, truth: GroundTruth): string[] {
  if (/\/brands\/$/.test(before)) return truth.brandIds;
  if (/^\/(media|api\/me\/originals)\/$/.test(before)) return truth.media.map(({ id }) => id);
  if (/^\/media\/.+\/$/.test(before)) return VARIANTS;
  if (/^\/(api\/)?studio\/campaigns\/$/.test(before)) return truth.campaigns.map(({ id }) => id);
  if (/\/(c|campaigns)\/$/.test(before)) return truth.campaigns.map(({ slug }) => slug);
  const page = /^\/c\/([^/]+)\/$/.exec(before);
  if (page)
    return truth.contests.filter(({ campaignSlug }) => campaignSlug === page[1]).map(slugOf);
  const entry = /^\/c\/([^/]+)\/([^/]+)\/entries\/$/.exec(before);
  if (entry) {
    const contest = truth.contests.find(
      ({ campaignSlug, slug }) => campaignSlug === entry[1] && slug === entry[2],
    );
    return truth.entries.filter(({ contestId }) => contestId === contest?.id).map(({ id }) => id);
  }
  if (/\/members\/$/.test(before)) return truth.memberIds;
  return truth.contests.map(({ id }) => id);
}

const slugOf = ({ slug }: { slug: string }) => slug;

function filled(pattern: string, truth: GroundTruth): string[] {
  const at = pattern.search(/:\w+|\{\w+\}/);
  if (at < 0) return [pattern];
  const before = pattern.slice(0, at);
  const after = pattern.slice(at).replace(/^(:\w+|\{\w+\})/, '');
  return idsFor(before, truth).flatMap((id) => filled(`${before}${id}${after}`, truth));
}

/** Every address that can be read, with the ids of everything there is, hidden or not. */
export function addressesOf(document: OpenApi, truth: GroundTruth): string[] {
  const routes = Object.entries(document.paths)
    .filter(([, operations]) => 'get' in operations)
    .map(([path]) => path);
  const hidden = truth.entries.filter(({ status }) => status !== 'approved');
  const asked = hidden.map(({ contestId, id }) => `/api/contests/${contestId}/entries?ids=${id}`);
  const addresses = [...routes, ...PAGES, '/api/openapi.json'].flatMap((pattern) =>
    filled(pattern, truth).flatMap((address) => {
      const [, queries = []] = Object.entries(QUERIES).find(([end]) => pattern.endsWith(end)) ?? [];
      const preview = /^\/studio\/contests\/([^/]+)\/preview$/.exec(address);
      const stages = preview ? stageQueries(preview[1] ?? '', truth) : [];
      return [address, ...[...queries, ...stages].map((query) => address + query)];
    }),
  );
  return [...new Set([...addresses, ...asked])];
}

const LINK =
  /(?:href|src|srcset|content)="([^"]+)"|"(\/[\w\-./?=&%]+)"|["'`./]((?:assets\/)?[\w.-]+\.(?:js|css|woff2|json|svg))["'`]/g;

/** Addresses of this site that a page, a reply or a script names. */
export function linksIn(text: string, from: string, origin: string): string[] {
  const links = new Set<string>();
  for (const [, attribute, json, file] of text.matchAll(LINK)) {
    const named = attribute ?? json ?? (file && `/assets/${file.replace(/^assets\//, '')}`);
    for (const one of (named ?? '').split(/,\s+/)) {
      const address = one.split(' ')[0]?.replaceAll('&amp;', '&') ?? '';
      if (!URL.canParse(address, origin + from)) continue;
      const url = new URL(address, origin + from);
      if (url.origin === origin && !url.pathname.startsWith('/dev/'))
        links.add(url.pathname + url.search);
    }
  }
  return [...links];
}
