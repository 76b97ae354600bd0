/** A long computation that rests now and then, for whoever has only one thread. */
export type Steps<Result> = Generator<void, Result>;

/** All of it at once. */
export function finish<Result>(steps: Steps<Result>): Result {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}
