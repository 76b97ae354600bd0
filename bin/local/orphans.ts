import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { childrenOf, identifyProcess, isAlive, type ProcessIdentity } from './process-identity.ts';

interface RuntimeRecord {
  server: ProcessIdentity;
  children: ProcessIdentity[];
}

const recordFile = (folder: string) => join(folder, 'runtime.json');

function readRecord(folder: string): RuntimeRecord | undefined {
  try {
    return JSON.parse(readFileSync(recordFile(folder), 'utf8')) as RuntimeRecord;
  } catch {
    return undefined;
  }
}

/**
 * Writes down which runtime processes this server started, from the moment they appear. When the
 * server is killed outright, the runtime lives on and keeps the port; the next start finds it here.
 * @returns a function that stops watching, to be called once the runtime is ready.
 */
export function recordChildren(folder: string): () => void {
  const server = identifyProcess(process.pid);
  if (!server) throw new Error('this process cannot be identified');
  let written = '';
  const record = () => {
    const text = JSON.stringify({ server, children: childrenOf(process.pid) });
    if (text === written) return;
    written = text;
    writeFileSync(`${recordFile(folder)}.new`, text);
    renameSync(`${recordFile(folder)}.new`, recordFile(folder));
  };
  const timer = setInterval(record, 20);
  return () => {
    clearInterval(timer);
    record();
  };
}

/**
 * Ends what a killed server left running on this folder. A process is touched only when its server
 * is dead and it is provably the one that was recorded. Call it with the folder locked.
 * @returns how many there were.
 */
export async function endOrphans(folder: string): Promise<number> {
  const record = readRecord(folder);
  if (!record || isAlive(record.server)) return 0;
  const orphans = record.children.filter(isAlive);
  for (const orphan of orphans) process.kill(orphan.pid, 'SIGKILL');
  while (orphans.some(isAlive)) await sleep(10);
  return orphans.length;
}
