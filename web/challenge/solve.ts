import { solveChallengeWorkers } from 'altcha-lib';
import type { WorkChallenge } from '../../worker/wire/challenge.ts';

/** Leaves a core to the page itself. More than this many only make a phone hot. */
const MOST_WORKERS = 4;

const newWorker = () =>
  new Worker(new URL('./solve.worker.ts', import.meta.url), { type: 'module' });

/**
 * Solves a challenge beside the page, so that it stays usable meanwhile. Null when it was cancelled.
 * @throws when the browser cannot run the workers.
 */
export async function solve(
  challenge: WorkChallenge,
  controller: AbortController,
): Promise<string | null> {
  const solution = await solveChallengeWorkers({
    challenge,
    controller,
    concurrency: Math.min(MOST_WORKERS, Math.max(1, (navigator.hardwareConcurrency || 2) - 1)),
    createWorker: newWorker,
  });
  return solution && btoa(JSON.stringify({ challenge, solution }));
}
