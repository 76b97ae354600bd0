import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** A process, told apart from a later one that was given the same number. */
export interface ProcessIdentity {
  pid: number;
  /** When the process started, in the words of the operating system; only compared. */
  startedAt: string;
}

const hasProc = existsSync('/proc/self/stat');
/** Start times in /proc count from the boot, so two boots must not be confused. */
const boot = hasProc ? readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim() : '';

function ps(...args: string[]): string {
  try {
    return execFileSync('ps', args, {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return '';
  }
}

/** Fields of /proc/<pid>/stat from the third on; the second holds a name that may contain spaces. */
function procStat(pid: number): string[] | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}

/** A zombie has ended, unless other threads of it are still going: those keep its ports open. */
function hasEnded(pid: number, state: string | undefined): boolean {
  if (state !== 'Z') return false;
  try {
    return readdirSync(`/proc/${pid}/task`).length <= 1;
  } catch {
    return true;
  }
}

/** Identifies a living process; undefined when there is none with this number. */
export function identifyProcess(pid: number): ProcessIdentity | undefined {
  if (!hasProc) {
    const startedAt = ps('-o', 'lstart=', '-p', String(pid));
    return startedAt ? { pid, startedAt } : undefined;
  }
  const fields = procStat(pid);
  const startedAt = hasEnded(pid, fields?.[0]) ? undefined : fields?.[19];
  return startedAt ? { pid, startedAt: `${boot}+${startedAt}` } : undefined;
}

/** Whether exactly this process, and not a namesake, is still alive. */
export function isAlive(process: ProcessIdentity): boolean {
  return identifyProcess(process.pid)?.startedAt === process.startedAt;
}

/** The living direct children of a process. */
export function childrenOf(parentPid: number): ProcessIdentity[] {
  const pids = hasProc
    ? readdirSync('/proc')
        .map(Number)
        .filter((pid) => pid > 0 && procStat(pid)?.[1] === String(parentPid))
    : ps('-A', '-o', 'pid=,ppid=')
        .split('\n')
        .map((line) => line.trim().split(/\s+/).map(Number))
        .filter(([, parent]) => parent === parentPid)
        .map(([pid = 0]) => pid);
  return pids.flatMap((pid) => identifyProcess(pid) ?? []);
}
