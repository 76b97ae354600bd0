import { contestTypes } from '../../contests/registry.server.ts';
import { arrive, type Visitor } from '../fuzz/visitor.ts';
import { joinTeam } from '../join-team.ts';
import type { OpenApi } from '../fuzz/requests.ts';
import { addressesOf, linksIn } from './addresses.ts';
import { canariesOf, isOf, undisguised, type Canary } from './canaries.ts';
import { groundTruth, type GroundTruth } from './ground-truth.ts';
import { compareLookAlikes, type TimingClass } from './look-alikes.ts';
import { surplusOf } from './picture-bytes.ts';
import { each, headerText, listen, look, type Seen } from './visit.ts';
import { maySee, PERSONAS, type Persona } from './who-may-see.ts';

export interface CrawlOptions {
  /** How often each pair of look-alikes is asked for. */
  comparisons: number;
  /** What a test has time for: few of the pictures that everybody may see, in one size, and links as one persona only. */
  brief?: boolean;
  progress?: (line: string) => void;
}

export interface Finding {
  persona: Persona;
  address: string;
  what: string;
}

export interface CrawlReport {
  /** Replies looked at, by persona and by status class. */
  replies: Map<Persona, Map<string, number>>;
  canaries: Map<string, number>;
  sockets: number;
  pictures: number;
  scripts: number;
  ids: number;
  findings: Finding[];
  timings: TimingClass[];
  tookMs: number;
}

const decoder = new TextDecoder('utf-8', { fatal: false });

/** Somebody new of each kind. @returns their cookies */
async function personas(origin: string): Promise<Record<Persona, string>> {
  const owner = await arrive(origin, 'brand');
  const editor = await arrive(origin, 'fan', 'Crawling editor');
  const otherOwner = await arrive(origin, 'fan', 'Crawling other owner');
  const me = await editor.must<{ brands: { id: string }[] }>('GET', '/api/me');
  const { brands } = await owner.must<{ brands: { id: string }[] }>('GET', '/api/me');
  // Already one, when the server was crawled before.
  if (me.brands.length === 0) await joinTeam(owner, brands[0]?.id ?? '', editor, 'editor');
  await otherOwner.send('POST', '/api/brands', { name: 'The crawler’s own brand' });
  await writeDrafts(owner, brands[0]?.id ?? '');
  return {
    anonymous: '',
    guest: (await arrive(origin, 'guest')).cookie,
    fan: (await arrive(origin, 'fan', 'Crawling fan')).cookie,
    otherOwner: otherOwner.cookie,
    judge: (await arrive(origin, 'judge', 'Crawling judge')).cookie,
    moderator: (await arrive(origin, 'moderator', 'Crawling moderator')).cookie,
    editor: editor.cookie,
    owner: owner.cookie,
  };
}

/** The same secrets in other words and at other places, so that a running game's are not found in a draft. */
function another(value: unknown): unknown {
  if (typeof value === 'string') return value.includes(' ') ? [...value].reverse().join('') : value;
  if (typeof value === 'number') return Number.isInteger(value) ? value : value / 2;
  if (Array.isArray(value)) return value.map(another);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, another(part)]));
}

/** A campaign that is not public, with a contest of every type in it. */
async function writeDrafts(owner: Visitor, brandId: string): Promise<void> {
  const campaigns = `/api/brands/${brandId}/campaigns`;
  const { id } = await owner.must<{ id: string }>('POST', campaigns, { title: 'Not for you yet' });
  for (const { type, demo } of contestTypes()) {
    const path = `/api/studio/campaigns/${id}/contests`;
    const draft = await owner.must<{ id: string }>('POST', path, { type, title: 'A draft' });
    const secrets = another(demo.secrets(Date.now(), () => ''));
    await owner.must('PATCH', `/api/contests/${draft.id}/draft`, { secrets });
  }
}

class Crawl {
  readonly report: CrawlReport;
  readonly #origin: string;
  readonly #truth: GroundTruth;
  readonly #canaries: Canary[];

  constructor(origin: string, truth: GroundTruth) {
    this.#origin = origin;
    this.#truth = truth;
    this.#canaries = canariesOf(truth, Date.now());
    const byKind = Map.groupBy(this.#canaries, ({ kind }) => kind as string);
    this.report = {
      replies: new Map(),
      canaries: new Map([...byKind].map(([kind, all]) => [kind, all.length])),
      sockets: 0,
      pictures: 0,
      scripts: 0,
      ids: 0,
      findings: [],
      timings: [],
      tookMs: 0,
    };
  }

  #found(persona: Persona, address: string, what: string): void {
    this.report.findings.push({ persona, address, what });
  }

  #search(persona: Persona, address: string, text: string, own: string): void {
    const plain = undisguised(text);
    for (const { text: canary, kind, of, within } of this.#canaries) {
      if (within && !isOf(within, address)) continue;
      if (canary === own || !(plain.includes(canary) || text.includes(canary))) continue;
      // What was asked for by its id may be named again.
      if (address.includes(canary) && !kind.startsWith('secret')) continue;
      if (maySee(persona, kind, address)) continue;
      const excerpt = canary.length > 40 ? `${canary.slice(0, 40)}…` : canary;
      this.#found(persona, address, `${kind} (${of}): ${excerpt}`);
    }
  }

  /** Reads everything as one persona, from every address there is and on along every link. */
  async as(persona: Persona, cookie: string, document: OpenApi, brief: boolean): Promise<void> {
    const own = await look(this.#origin, cookie, '/api/me');
    const { person } = JSON.parse(decoder.decode(own.bytes)) as {
      person: { email: string | null } | null;
    };
    const waiting = new Set<string>();
    const many = brief ? this.#truth.media.filter(({ shown }) => shown).slice(4) : [];
    const skipped = new Set(many.map(({ id }) => id));
    const add = (address: string) => {
      // Files of the build are the same for everybody.
      if (persona !== 'anonymous' && address.startsWith('/assets/')) return;
      const [, mediaId = ''] = /^\/media\/([^/]+)\//.exec(address) ?? [];
      if (skipped.has(mediaId) || (brief && /\/(medium|large)$/.test(address))) return;
      waiting.add(address);
    };
    addressesOf(document, this.#truth).forEach(add);
    const statuses = new Map<string, number>();
    this.report.replies.set(persona, statuses);
    // A set hands out what is added while it is walked.
    await each(waiting, async (address) => {
      const seen = await look(this.#origin, cookie, address);
      const kind = `${Math.floor(seen.status / 100)}xx`;
      statuses.set(kind, (statuses.get(kind) ?? 0) + 1);
      this.#judge(persona, seen, person?.email ?? '');
      if (brief && persona !== 'anonymous') return;
      if (/html|json|javascript/.test(seen.headers.get('content-type') ?? ''))
        linksIn(decoder.decode(seen.bytes), address, this.#origin).forEach(add);
    });
    for (const { id } of this.#truth.contests) {
      const heard = await listen(this.#origin, cookie, id);
      if (heard) this.report.sockets++;
      this.#search(persona, `/api/contests/${id}/live`, heard, person?.email ?? '');
    }
  }

  #judge(persona: Persona, seen: Seen, ownEmail: string): void {
    const { address, status, headers, bytes } = seen;
    if (status >= 500) this.#found(persona, address, `a fault: ${status}`);
    const [, mediaId] = /^\/media\/([^/]+)\//.exec(address) ?? [];
    if (mediaId && status === 200) this.#judgePicture(persona, mediaId, seen);
    this.#search(persona, address, headerText(seen), ownEmail);
    const type = headers.get('content-type') ?? '';
    if (type.startsWith('image/webp')) return;
    this.#search(persona, address, decoder.decode(bytes), ownEmail);
    if (/javascript|css/.test(type)) this.report.scripts++;
    if (status === 200 && address.endsWith('.map')) this.#found(persona, address, 'a source map');
    if (/javascript|css/.test(type) && decoder.decode(bytes).includes('sourceMappingURL'))
      this.#found(persona, address, 'names a source map');
  }

  #judgePicture(persona: Persona, mediaId: string, { address, bytes, headers }: Seen): void {
    this.report.pictures++;
    const picture = this.#truth.media.find(({ id }) => id === mediaId);
    const staff = ['judge', 'moderator', 'editor', 'owner'].includes(persona);
    if (!picture?.shown && !staff) this.#found(persona, address, 'a picture that is not approved');
    for (const surplus of surplusOf(bytes))
      this.#found(persona, address, `picture with ${surplus}`);
    if (!picture?.shown && !/no-store/.test(headers.get('cache-control') ?? ''))
      this.#found(persona, address, 'a hidden picture that may be kept');
    if (headers.has('accept-ranges') || headers.has('content-range'))
      this.#found(persona, address, 'a part of a picture');
  }

  /** Ways round a refusal: other methods, copies said to be at hand, parts. */
  async tricks(cookie: string): Promise<void> {
    const hidden = this.#truth.media.filter(({ shown }) => !shown).slice(0, 5);
    const drafts = this.#truth.contests.filter(({ publishedAtMs }) => publishedAtMs === null);
    const addresses = [
      ...hidden.flatMap(({ id }) => ['thumb', 'large'].map((size) => `/media/${id}/${size}`)),
      ...drafts.slice(0, 3).flatMap(({ id }) => [`/api/contests/${id}`, `/desk/${id}`]),
    ];
    const asked: Parameters<typeof look>[3][] = [
      { method: 'HEAD' },
      { headers: { range: 'bytes=0-3' } },
      { headers: { 'if-none-match': '*' } },
      { headers: { 'if-match': '*' } },
      { headers: { 'if-modified-since': new Date().toUTCString() } },
      { headers: { 'x-forwarded-for': '127.0.0.1', 'x-original-url': '/', 'x-rewrite-url': '/' } },
    ];
    await each(addresses, async (address) => {
      const plain = await look(this.#origin, cookie, address);
      for (const how of asked) {
        const seen = await look(this.#origin, cookie, address, how);
        if (seen.status !== plain.status)
          this.#found('anonymous', address, `${JSON.stringify(how)} gives ${seen.status}`);
        if (seen.headers.has('etag')) this.#found('anonymous', address, 'an ETag');
      }
    });
  }

  /** Ids must tell nothing: at least 96 random bits, and no order in time. */
  checkIds(): void {
    const { entries, media, contests, campaigns, people, brandIds, memberIds } = this.#truth;
    const groups = {
      entry: entries.map(({ id }) => id),
      media: media.map(({ id }) => id),
      contest: contests.map(({ id }) => id),
      campaign: campaigns.map(({ id }) => id),
      // One-click people of the demo are called after their addresses.
      person: people.map(({ id }) => id.slice(2)).filter((id) => !id.startsWith('demo-')),
      member: memberIds,
      // The demo's own brand has a name for an id.
      brand: brandIds.filter((id) => id !== 'demo'),
    };
    for (const [kind, ids] of Object.entries(groups)) {
      this.report.ids += ids.length;
      const random = ids.filter((id) => /^[0-9a-f]{24,}$/.test(id) || /^[\w-]{22,}$/.test(id));
      if (random.length < ids.length) {
        const other = ids.find((id) => !random.includes(id));
        this.#found('anonymous', '/', `a ${kind} id of another form: ${other}`);
      }
      const beginnings = new Set(ids.map((id) => id.slice(0, 6)));
      if (beginnings.size < ids.length) this.#found('anonymous', '/', `${kind} ids begin alike`);
    }
  }

  async lookAlikes(cookie: string, times: number): Promise<void> {
    const { differences, timings } = await compareLookAlikes(
      this.#origin,
      cookie,
      this.#truth,
      times,
    );
    for (const difference of differences) this.#found('fan', difference, 'can be told apart');
    this.report.timings = timings;
  }
}

/** Reads a server in demo mode as everybody, and looks for what nobody may find. */
export async function crawl(
  origin: string,
  dataFolder: string,
  options: CrawlOptions,
): Promise<CrawlReport> {
  const startedAtMs = performance.now();
  const cookies = await personas(origin);
  const document = (await (await fetch(`${origin}/api/openapi.json`)).json()) as OpenApi;
  const run = new Crawl(origin, await groundTruth(dataFolder));
  for (const persona of PERSONAS) {
    await run.as(persona, cookies[persona], document, options.brief ?? false);
    options.progress?.(`  as ${persona}`);
  }
  await run.tricks(cookies.anonymous);
  run.checkIds();
  await run.lookAlikes(cookies.fan, options.comparisons);
  run.report.tookMs = performance.now() - startedAtMs;
  return run.report;
}
