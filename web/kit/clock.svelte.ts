/** The server's time as a page shows it: ticks once a second, starting from what the server said. */
export interface ServerClock {
  readonly nowMs: number;
  /** Corrects the clock by a fresh word from the server. */
  sync(serverNowMs: number): void;
}

/** When the page's HTML was received, on this device's clock. */
function receivedAtMs(): number {
  const [navigation] = performance.getEntriesByType('navigation');
  const startMs = navigation ? (navigation as PerformanceNavigationTiming).responseStart : 0;
  return startMs > 0 ? performance.timeOrigin + startMs : Date.now();
}

/**
 * A clock that follows the server, whatever this device's own clock says. Call it while a component
 * initialises; it stops with the component.
 * @param renderedAtMs the server's time in the page's data
 */
export function serverClock(renderedAtMs: number): ServerClock {
  let nowMs = $state(renderedAtMs);
  let offsetMs = 0;
  const tick = () => {
    nowMs = Date.now() + offsetMs;
  };
  $effect(() => {
    offsetMs = renderedAtMs - receivedAtMs();
    tick();
    const timer = setInterval(tick, 1000);
    return () => clearInterval(timer);
  });
  return {
    get nowMs() {
      return nowMs;
    },
    sync(serverNowMs) {
      offsetMs = serverNowMs - Date.now();
      tick();
    },
  };
}
