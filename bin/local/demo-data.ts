import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** How the demo loader reaches the running server. */
export interface DemoTarget {
  /** Where to connect, such as `http://127.0.0.1:8787`. */
  address: string;
  /** The public origin, which the server's origin check expects in `Origin`. */
  origin: string;
  /** The installation's FANFARE_SECRET. */
  secret: string;
}

/** What bin/demo.ts exports: plays the demo campaign against a running server in demo mode. */
interface DemoModule {
  loadDemo(target: DemoTarget): Promise<void>;
}

const loader = resolve(import.meta.dirname, '../demo.ts');
const unfinished = (folder: string) => join(folder, 'demo-unfinished');

/** Files that belong to the installation itself rather than to what it stores. */
const kept = new Set(['lock.sqlite', 'lock.sqlite-journal', 'runtime.json']);

/**
 * Whether this is the first start on the folder. A demo that was interrupted while it was being
 * loaded (nobody had been told that the server was ready) is cleared away, and counts as none.
 */
export function isFirstStart(folder: string): boolean {
  if (existsSync(unfinished(folder))) {
    for (const name of readdirSync(folder)) {
      if (!kept.has(name)) rmSync(join(folder, name), { recursive: true });
    }
  }
  return readdirSync(folder).every((name) => kept.has(name));
}

/** Marks the folder until the demo is complete. Call it before the platform stores anything. */
export function announceDemo(folder: string): void {
  if (existsSync(loader)) writeFileSync(unfinished(folder), '');
}

/** Loads the demo campaign through the running server, as its users would. */
export async function loadDemoData(folder: string, target: DemoTarget): Promise<void> {
  if (!existsSync(loader)) return;
  const { loadDemo } = (await import(pathToFileURL(loader).href)) as DemoModule;
  await loadDemo(target);
  rmSync(unfinished(folder));
}
