/** How long a JSON body may take to arrive: half a megabyte takes this long at the speed of a bad telephone connection. */
export const JSON_WITHIN_MS = 60_000;
/** How long the next part of a file may take. */
export const PART_WITHIN_MS = 30_000;
/** How long a whole file may take: 15 MB at 15 kB a second. */
export const FILE_WITHIN_MS = 1_000_000;

/** What comes of `work`, or `late` when it takes longer. The work itself goes on; whoever gives up on it has to end it. */
export async function within<Result>(
  limitMs: number,
  work: Promise<Result>,
): Promise<Result | 'late'> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), limitMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
