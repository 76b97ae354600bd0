import type { OpenApi } from '../fuzz/requests.ts';
import { addressesOf, linksIn } from './addresses.ts';
import { canariesOf, type Doings } from './canaries.ts';
import { groundTruth, type GroundTruth } from './ground-truth.ts';
import { LookAlikeRun, type Asker } from './look-alikes.ts';
import { crawlers, type Crawlers } from './personas.ts';
import { surplusOf } from './picture-bytes.ts';
import { playAlong } from './play-along.ts';
import { setScene } from './scene.ts';
import { Search, type Reader } from './search.ts';
import { standsOut, timingFinding, type TimingClass } from './timing.ts';
import { each, headerText, listen, look, type Seen } from './visit.ts';
import { KINDS, maySee, PERSONAS, type Kind, type Persona } from './who-may-see.ts';

export interface CrawlOptions {
  /** How many pairs of each class of look-alikes are timed. */
  comparisons: number;
  /**
   * Whether the server is the crawl's own: it then sets up what a demo lacks and lets somebody play, and a kind of which there is
   * nothing to look for is a finding.
   */
  own: boolean;
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
  /** How many things of each kind were looked for. */
  canaries: Map<Kind, number>;
  sockets: number;
  pictures: number;
  scripts: number;
  ids: number;
  /** Acts of the player that were accepted. */
  played: number;
  /** Pairs of a hidden and an absent thing whose replies were compared. */
  compared: number;
  findings: Finding[];
  timings: TimingClass[];
  tookMs: number;
}

const decoder = new TextDecoder('utf-8', { fatal: false });

class Crawl {
  readonly report: CrawlReport;
  readonly #origin: string;
  readonly #truth: GroundTruth;
  readonly #search: Search;

  constructor(origin: string, truth: GroundTruth, doings: Doings) {
    this.#origin = origin;
    this.#truth = truth;
    const canaries = canariesOf(truth, doings);
    this.#search = new Search(canaries);
    const byKind = Map.groupBy(canaries, ({ kind }) => kind);
    this.report = {
      replies: new Map(),
      canaries: new Map(KINDS.map((kind) => [kind, byKind.get(kind)?.length ?? 0])),
      sockets: 0,
      pictures: 0,
      scripts: 0,
      ids: 0,
      played: doings.played.length,
      compared: 0,
      findings: [],
      timings: [],
      tookMs: 0,
    };
  }

  #found(persona: Persona, address: string, what: string): void {
    this.report.findings.push({ persona, address, what });
  }

  #lookThrough(text: string, reader: Reader): void {
    for (const { text: canary, kind, of } of this.#search.in(text, reader)) {
      const excerpt = canary.length > 40 ? `${canary.slice(0, 40)}…` : canary;
      this.#found(reader.persona, reader.address, `${kind} (${of}): ${excerpt}`);
    }
  }

  /** Reads everything as one persona, from every address there is and on along every link. */
  async as(asker: Asker, document: OpenApi, brief: boolean): Promise<void> {
    const { persona, personId, cookie } = asker;
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
      this.#judge({ persona, personId, address }, seen);
      if (brief && persona !== 'anonymous') return;
      if (/html|json|javascript/.test(seen.headers.get('content-type') ?? ''))
        linksIn(decoder.decode(seen.bytes), address, this.#origin).forEach(add);
    });
    for (const { id } of this.#truth.contests) {
      const heard = await listen(this.#origin, cookie, id);
      if (heard) this.report.sockets++;
      this.#lookThrough(heard, { persona, personId, address: `/api/contests/${id}/live` });
    }
  }

  #judge(reader: Reader, seen: Seen): void {
    const { persona } = reader;
    const { address, status, headers, bytes } = seen;
    if (status >= 500) this.#found(persona, address, `a fault: ${status}`);
    const [, mediaId] = /^\/media\/([^/]+)\//.exec(address) ?? [];
    if (mediaId && status === 200) this.#judgePicture(reader, mediaId, seen);
    const [, originalId] = /^\/api\/me\/originals\/(.+)/.exec(address) ?? [];
    if (originalId && status === 200 && !this.#isOwn(reader, originalId))
      this.#found(persona, address, 'an original that somebody else sent');
    this.#lookThrough(headerText(seen), reader);
    const type = headers.get('content-type') ?? '';
    if (type.startsWith('image/webp')) return;
    this.#lookThrough(decoder.decode(bytes), reader);
    if (/javascript|css/.test(type)) this.report.scripts++;
    if (status === 200 && address.endsWith('.map')) this.#found(persona, address, 'a source map');
    if (/javascript|css/.test(type) && decoder.decode(bytes).includes('sourceMappingURL'))
      this.#found(persona, address, 'names a source map');
  }

  #isOwn({ personId }: Pick<Reader, 'personId'>, mediaId: string): boolean {
    return this.#truth.media.some(({ id, ownerId }) => id === mediaId && ownerId === personId);
  }

  #judgePicture({ persona, personId }: Reader, mediaId: string, seen: Seen): void {
    const { address, bytes, headers } = seen;
    this.report.pictures++;
    const picture = this.#truth.media.find(({ id }) => id === mediaId);
    if (
      !picture?.shown &&
      !this.#isOwn({ personId }, mediaId) &&
      !maySee(persona, 'picture not approved', address)
    )
      this.#found(persona, address, 'a picture that is not approved');
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

  /** Notes what the comparison of hidden and absent things has brought. */
  addLookAlikes({ result: { differences, timings, compared } }: LookAlikeRun): void {
    for (const { persona, address, what } of differences) this.#found(persona, address, what);
    for (const timing of timings.filter(standsOut))
      this.#found(timing.persona, timing.what, timingFinding(timing));
    this.report.timings = timings;
    this.report.compared = compared;
  }

  /** On a server of one's own there is something of every kind, or the crawl has looked for nothing. */
  checkKinds(): void {
    for (const [kind, count] of this.report.canaries)
      if (count === 0) this.#found('anonymous', '/', `nothing to look for: ${kind}`);
  }
}

async function askersOf(people: Crawlers): Promise<Asker[]> {
  const known = await Promise.all(
    Object.entries(people).map(async ([persona, visitor]) => {
      const { person } = await visitor.must<{ person: { id: string } | null }>('GET', '/api/me');
      const asker = { persona: persona as Persona, personId: person?.id ?? null };
      return { ...asker, cookie: visitor.cookie };
    }),
  );
  const anonymous: Asker = { persona: 'anonymous', personId: null, cookie: '' };
  return PERSONAS.map((name) => known.find(({ persona }) => persona === name) ?? anonymous);
}

/** Sets the scene and lets the player play, on a server that may be changed. */
async function prepare(
  origin: string,
  dataFolder: string,
  own: boolean,
): Promise<{ people: Crawlers; doings: Doings }> {
  const { people, brandId } = await crawlers(origin);
  if (!own) return { people, doings: { scene: null, played: [], nowMs: Date.now() } };
  const scene = await setScene(origin, people, brandId);
  const { contests, entries } = await groundTruth(dataFolder);
  const played = await playAlong(people.player, contests, (contest) =>
    entries
      .filter(({ contestId, status }) => contestId === contest && status === 'approved')
      .map(({ id }) => id),
  );
  return { people, doings: { scene, played, nowMs: Date.now() + scene.aheadMs } };
}

/** Reads a server in demo mode as everybody, and looks for what nobody may find. */
export async function crawl(
  origin: string,
  dataFolder: string,
  options: CrawlOptions,
): Promise<CrawlReport> {
  const startedAtMs = performance.now();
  const { people, doings } = await prepare(origin, dataFolder, options.own);
  const askers = await askersOf(people);
  const document = (await (await fetch(`${origin}/api/openapi.json`)).json()) as OpenApi;
  const truth = await groundTruth(dataFolder);
  const run = new Crawl(origin, truth, doings);
  for (const asker of askers) {
    await run.as(asker, document, options.brief ?? false);
    options.progress?.(`  as ${asker.persona}`);
  }
  await run.tricks('');
  run.checkIds();
  if (options.own) run.checkKinds();
  const lookAlikes = new LookAlikeRun(origin, truth, doings.scene);
  for (const asker of askers) {
    await lookAlikes.as(asker, options.comparisons);
    options.progress?.(`  hidden and absent as ${asker.persona}`);
  }
  run.addLookAlikes(lookAlikes);
  run.report.tookMs = performance.now() - startedAtMs;
  return run.report;
}
