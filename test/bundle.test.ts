import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';

const repository = resolve(import.meta.dirname, '..');
const client = join(repository, 'dist/client');

/** One browser file of the build, as vite.config.ts writes it down. */
interface Chunk {
  file: string;
  isEntry: boolean;
  /** The module that the file stands for, if it stands for one. */
  facade: string | null;
  imports: string[];
  dynamicImports: string[];
  modules: string[];
}

const publicScriptBytes = 60 * 1024;

let chunks: Map<string, Chunk>;
let files: string[];

beforeAll(() => {
  const list = join(repository, 'dist/client-modules.json');
  if (!existsSync(list)) throw new Error('there is no build: run `npm run build` first');
  const parsed = JSON.parse(readFileSync(list, 'utf8')) as Chunk[];
  chunks = new Map(parsed.map((chunk) => [chunk.file, chunk]));
  files = readdirSync(client, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(client, join(entry.parentPath, entry.name)));
});

/** The files that are fetched before anything happens, given those that are asked for. */
function staticClosure(roots: Chunk[]): Set<string> {
  const reached = new Set<string>();
  const queue = roots.map((chunk) => chunk.file);
  for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
    if (reached.has(file)) continue;
    reached.add(file);
    queue.push(...(chunks.get(file)?.imports ?? []));
  }
  return reached;
}

const gzipBytes = (scripts: Set<string>) =>
  [...scripts].reduce((sum, file) => sum + gzipSync(readFileSync(join(client, file))).length, 0);

const chunkOf = (pattern: RegExp) =>
  [...chunks.values()].filter((chunk) => chunk.facade && pattern.test(chunk.facade));

/** A type's `ui.ts` and the screen that fans see; the studio's and the desk's are not loaded. */
function fanScreens(): Chunk[][] {
  return chunkOf(/^contests\/[^/]+\/ui\.ts$/).map((ui) => [
    ui,
    ...ui.dynamicImports.flatMap((file) => {
      const chunk = chunks.get(file);
      return chunk?.facade?.endsWith('/Play.svelte') ? [chunk] : [];
    }),
  ]);
}

describe('what browsers are given', () => {
  it('has no source maps', () => {
    expect(files.filter((file) => file.endsWith('.map'))).toEqual([]);
    const mapped = files
      .filter((file) => /\.(js|css)$/.test(file))
      .filter((file) => readFileSync(join(client, file), 'utf8').includes('sourceMappingURL'));
    expect(mapped).toEqual([]);
  });

  it('contains no module of the server', () => {
    const modules = [...chunks.values()].flatMap((chunk) => chunk.modules);
    expect(modules.length).toBeGreaterThan(0);
    const server = /\.server\.ts|^worker\/(?!wire\/)|^(bin|test|migrations)\/|node_modules\/zod\//;
    expect(modules.filter((module) => server.test(module))).toEqual([]);
  });

  it("contains no canary of any contest type's secrets", async () => {
    const demos = readdirSync(join(repository, 'contests'))
      .map((name) => join(repository, 'contests', name, 'demo.server.ts'))
      .filter((path) => existsSync(path));
    const canaries: string[] = [];
    for (const path of demos) {
      const demo = (await import(pathToFileURL(path).href)) as { canaries?: string[] };
      expect(demo.canaries?.length, `${path} exports canaries`).toBeGreaterThan(0);
      canaries.push(...(demo.canaries ?? []));
    }
    const contents = files.map((file) => readFileSync(join(client, file), 'latin1'));
    const found = canaries.filter((canary) => contents.some((text) => text.includes(canary)));
    expect(found).toEqual([]);
  });

  it('is at most 60 KB of script, gzip, before a fan does anything on any public page', () => {
    const entry = [...chunks.values()].filter((chunk) => chunk.isEntry);
    const pages = chunkOf(/^web\/pages\/fan\/.*\.page\.svelte$/);
    expect(pages.length).toBeGreaterThan(0);
    // A fan page may show any type, and loads that type's screen before it is hydrated.
    const screens = fanScreens();
    const heaviest = pages
      .flatMap((page) => (screens.length ? screens : [[]]).map((screen) => [page, ...screen]))
      .map((roots) => ({
        page: roots.map((chunk) => chunk.facade).join(' + '),
        bytes: gzipBytes(staticClosure([...entry, ...roots])),
      }))
      .sort((a, b) => b.bytes - a.bytes);
    expect(heaviest.filter(({ bytes }) => bytes > publicScriptBytes)).toEqual([]);
  });

  it('loads no map, editor or chart code with a public page', () => {
    const entry = [...chunks.values()].filter((chunk) => chunk.isEntry);
    const pages = chunkOf(/^web\/pages\/fan\/.*\.page\.svelte$/);
    const scripts = staticClosure([...entry, ...pages, ...fanScreens().flat()]);
    const modules = [...scripts].flatMap((file) => chunks.get(file)?.modules ?? []);
    const heavy =
      /node_modules\/(maplibre-gl|exifreader|heic-to|@sjsf|uplot|codemirror|prosemirror|unified|remark)|^web\/kit\/map\/(LiveMap|gl-map|flat-map|town-list)/;
    expect(modules.filter((module) => heavy.test(module))).toEqual([]);
  });
});
