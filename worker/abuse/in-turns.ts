import type { Steps } from './signals/steps.ts';

/**
 * Carries out a long computation step by step. Whatever has come meanwhile has its turn between two steps: a room that looks through
 * a hundred thousand votes goes on deciding.
 */
export async function inTurns<Result>(steps: Steps<Result>): Promise<Result> {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
}
