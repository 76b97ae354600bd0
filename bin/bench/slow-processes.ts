/** One turn of running and standing still: short beside anything that is measured. */
const TURN_MS = 20;

/**
 * Makes processes run `times` slower, with all of their threads, by stopping them most of the time. A browser's own throttle
 * slows a page's thread down and leaves its workers alone. @returns lets them run freely again
 */
export function slowDown(pids: readonly number[], times: number): () => void {
  let timer: NodeJS.Timeout;
  const signal = (name: 'SIGSTOP' | 'SIGCONT') => {
    for (const pid of pids)
      try {
        process.kill(pid, name);
      } catch {
        // It has ended.
      }
  };
  const stand = () => {
    signal('SIGSTOP');
    timer = setTimeout(run, TURN_MS * (1 - 1 / times));
  };
  const run = () => {
    signal('SIGCONT');
    timer = setTimeout(stand, TURN_MS / times);
  };
  run();
  return () => {
    clearTimeout(timer);
    signal('SIGCONT');
  };
}
