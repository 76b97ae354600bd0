import type { LiveMessage } from '../worker/wire/contest.ts';

export type Connection = 'connecting' | 'live' | 'offline';

interface LiveOptions {
  contestId: string;
  /** What the page has already; the server sends only what is newer. */
  since: () => number;
  onmessage: (message: LiveMessage) => void;
}

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;
const PING_EVERY_MS = 25_000;
/** A connection that takes this long to stand or to answer is shown as offline. */
const PATIENCE_MS = 4000;

/**
 * Follows a contest over a WebSocket for as long as the calling component lives. Reconnects by itself, at once when
 * the device is online again, and rests while the page is hidden in the back/forward cache.
 */
export function liveContest({ contestId, since, onmessage }: LiveOptions): {
  readonly connection: Connection;
} {
  let connection = $state<Connection>('connecting');

  $effect(() => {
    let socket: WebSocket | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let failures = 0;
    let answered = true;

    // A phone that changes networks may keep a dead socket for minutes; a ping finds it out.
    const pulse = setInterval(() => {
      if (socket?.readyState !== WebSocket.OPEN) return;
      if (!answered) return connect();
      answered = false;
      socket.send('ping');
    }, PING_EVERY_MS);

    const connect = () => {
      clearTimeout(timer);
      socket?.close();
      const address = new URL(`/api/contests/${contestId}/live?since=${since()}`, location.href);
      address.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:';
      const opened = (socket = new WebSocket(address));
      const patience = setTimeout(() => {
        if (opened.readyState !== WebSocket.OPEN) connection = 'offline';
      }, PATIENCE_MS);
      answered = true;
      opened.onopen = () => {
        clearTimeout(patience);
        connection = 'live';
        failures = 0;
      };
      opened.onmessage = (event) => {
        answered = true;
        if (typeof event.data !== 'string' || !event.data.startsWith('{')) return;
        onmessage(JSON.parse(event.data) as LiveMessage);
      };
      opened.onclose = () => {
        clearTimeout(patience);
        if (socket !== opened) return;
        failures += 1;
        // One lost connection is repaired without a word; a second one is worth telling.
        connection = failures > 1 || !navigator.onLine ? 'offline' : 'connecting';
        const ceiling = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** failures);
        timer = setTimeout(connect, ceiling * (0.3 + 0.7 * Math.random()));
      };
    };
    const disconnect = () => {
      clearTimeout(timer);
      const closing = socket;
      socket = undefined;
      closing?.close();
    };
    const goOffline = () => {
      connection = 'offline';
    };

    connect();
    addEventListener('online', connect);
    addEventListener('offline', goOffline);
    addEventListener('pagehide', disconnect);
    const resume = (event: PageTransitionEvent) => {
      if (event.persisted) connect();
    };
    addEventListener('pageshow', resume);
    return () => {
      clearInterval(pulse);
      disconnect();
      removeEventListener('online', connect);
      removeEventListener('offline', goOffline);
      removeEventListener('pagehide', disconnect);
      removeEventListener('pageshow', resume);
    };
  });

  return {
    get connection() {
      return connection;
    },
  };
}
