import { type Chance, cumulate } from './chance.ts';
import type { Connection } from './world.ts';

/**
 * Networks of the simulated country. Few providers serve most homes, a long tail serves the rest (companies,
 * universities, travellers); mobile carriers put hundreds of people behind one address (carrier-grade NAT:
 * RFC 6598; Cloudflare 2025 counts hundreds to thousands of clients per address).
 */
const homeProviders = cumulate([
  ...Array.from({ length: 12 }, (_, rank) => 100 / (rank + 1)),
  ...Array.from({ length: 300 }, (_, rank) => 12 / (rank + 10)),
]);
const CARRIERS = 3;
const BLOCKS_PER_CARRIER = 10;
const ADDRESSES_PER_BLOCK = 8;

/** A household's line: an address of its own in a block that it shares with neighbours. */
export function homeLine(chance: Chance): Connection {
  const network = `home-${chance.weighted(homeProviders)}`;
  const block = `${network}/${chance.whole(0, 400)}`;
  return { address: `${block}/${chance.whole(1, 254)}`, block, network };
}

/** A phone on a mobile network; the address changes with every connection. */
export function mobileLine(chance: Chance): Connection {
  const network = `carrier-${chance.whole(1, CARRIERS)}`;
  const block = `${network}/${chance.whole(1, BLOCKS_PER_CARRIER)}`;
  return { address: `${block}/${chance.whole(1, ADDRESSES_PER_BLOCK)}`, block, network };
}

/**
 * An exit of a proxy pool. Pools of residential proxies span thousands of networks all over the world
 * (Mi et al. 2019, "Resident Evil": 6.2 million addresses in 52,000 networks); `domestic` of them lie in
 * the country of the contest.
 */
export function proxyLine(chance: Chance, domestic: number): Connection {
  if (chance.happens(domestic)) return homeLine(chance);
  const network = `world-${chance.whole(1, 5000)}`;
  const block = `${network}/${chance.whole(1, 200)}`;
  return { address: `${block}/${chance.whole(1, 254)}`, block, network };
}

const models = cumulate(Array.from({ length: 60 }, (_, rank) => 1 / (rank + 1)));

/** What share of people have a device that cannot be told from others of its model. */
const INDISTINCT_DEVICES = 0.15;

/** The device of a person: mostly one of its kind, sometimes a model with the same fingerprint as many others. */
export function ownDevice(chance: Chance, ownerId: string): string {
  return chance.happens(INDISTINCT_DEVICES)
    ? `model-${chance.weighted(models)}`
    : `device-of-${ownerId}`;
}
