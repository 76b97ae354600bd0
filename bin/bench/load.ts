import autocannon from 'autocannon';

/** A kind of request to send as fast as the server answers. */
export interface Load {
  path: string;
  /** The next request; no two need be alike. */
  next(): { body: string; cookie: string };
}

/** Replies with 201 a second. Throws when anything else is answered: a refused act must not count as a fast one. */
export async function measure(
  origin: string,
  load: Load,
  seconds: number,
  connections: number,
): Promise<number> {
  const result = await autocannon({
    url: origin,
    connections,
    duration: seconds,
    requests: [
      {
        method: 'POST',
        path: load.path,
        setupRequest(request: object) {
          const { body, cookie } = load.next();
          return {
            ...request,
            body,
            // Whoever lacks what every browser sends has to prove more.
            headers: {
              'content-type': 'application/json',
              'user-agent': 'fanfare-bench',
              'accept-language': 'en',
              cookie,
              origin,
            },
          };
        },
      },
    ],
  });
  const statuses = result.statusCodeStats ?? {};
  const created = statuses['201']?.count ?? 0;
  const others = Object.keys(statuses).filter((status) => status !== '201');
  if (others.length > 0 || result.errors > 0) {
    throw new Error(`${load.path} answered ${JSON.stringify(statuses)}, ${result.errors} errors`);
  }
  return created / result.duration;
}
