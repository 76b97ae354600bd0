import townsUrl from 'virtual:map-data/towns';
import { unpackTowns, type StoredTowns, type Town } from './towns.ts';

let loading: Promise<Town[]> | undefined;
let loaded: Town[] | undefined;

/** The world's towns, fetched once a page. Throws when they cannot be had; the next call tries again. */
export function loadTowns(): Promise<Town[]> {
  loading ??= fetch(townsUrl)
    .then((reply) => {
      if (!reply.ok) throw new Error(`the list of towns: ${reply.status}`);
      return reply.json() as Promise<StoredTowns>;
    })
    .then((stored) => (loaded = unpackTowns(stored)))
    .catch((error: unknown) => {
      loading = undefined;
      throw error;
    });
  return loading;
}

/** The towns if they are here already: for what is not worth fetching them. */
export function townsAtHand(): Town[] | undefined {
  return loaded;
}
