const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Stops in good order on Ctrl-C, SIGTERM and when the terminal closes; a second signal ends at once.
 * Call it when everything runs: it replaces the handlers that libraries have installed, which would
 * end the process before `stop` is done.
 */
export function onStopSignal(stop: () => Promise<void>): void {
  let stopping = false;
  for (const signal of signals) {
    process.removeAllListeners(signal);
    process.on(signal, () => {
      if (stopping) process.exit(1);
      stopping = true;
      void stop().finally(() => process.exit(0));
    });
  }
}
