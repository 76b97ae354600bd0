/** A reply as the crawl looks at it. */
export interface Seen {
  address: string;
  method: string;
  status: number;
  headers: Headers;
  bytes: Uint8Array;
}

/** Reads an address as somebody with these cookies; redirects are not followed, they are looked at. */
export async function look(
  origin: string,
  cookie: string,
  address: string,
  { method = 'GET', headers = {} }: { method?: string; headers?: Record<string, string> } = {},
): Promise<Seen> {
  const page = !/^\/(api|media|assets)\//.test(address);
  const ask = () =>
    fetch(origin + address, {
      method,
      redirect: 'manual',
      headers: { ...(page ? { accept: 'text/html' } : {}), cookie, ...headers },
    });
  // A connection that was kept open may be closed by the server just then.
  const reply = await ask().catch(ask);
  const bytes = new Uint8Array(await reply.arrayBuffer());
  return { address, method, status: reply.status, headers: reply.headers, bytes };
}

/** Header lines as one text. */
export function headerText({ headers }: Seen): string {
  return [...headers].map(([name, value]) => `${name}: ${value}`).join('\n');
}

/** Runs a task for each, several at once; tasks may add to the list. */
export async function each<One>(
  all: Iterable<One>,
  task: (one: One) => Promise<void>,
  atOnce = 8,
): Promise<void> {
  const waiting = all[Symbol.iterator]();
  const next = async (): Promise<void> => {
    for (let one = waiting.next(); !one.done; one = waiting.next()) await task(one.value);
  };
  await Promise.all(Array.from({ length: atOnce }, next));
}

/** What a live socket says at first, and within a moment. */
export function listen(origin: string, cookie: string, contestId: string): Promise<string> {
  // Node's WebSocket takes headers, which the standard one does not.
  const Socket = WebSocket as unknown as new (
    url: string,
    options: { headers: Record<string, string> },
  ) => WebSocket;
  const url = `${origin.replace(/^http/, 'ws')}/api/contests/${contestId}/live?since=0`;
  return new Promise((resolve) => {
    const socket = new Socket(url, { headers: { cookie, origin } });
    let heard = '';
    const end = () => {
      socket.close();
      resolve(heard);
    };
    const timer = setTimeout(end, 3_000);
    socket.onmessage = ({ data }) => {
      heard += String(data);
      clearTimeout(timer);
      setTimeout(end, 50);
    };
    socket.onerror = () => {
      clearTimeout(timer);
      resolve(heard);
    };
  });
}
