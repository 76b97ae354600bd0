import { type Chance, cumulate } from './chance.ts';
import type { Browser, Connection } from './world.ts';

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

/** Kinds of browsers are few and skewed: a phone's own browser in the country's language leads. */
const agents = cumulate(Array.from({ length: 150 }, (_, rank) => (rank + 1) ** -1.1));
export const commonAgent = (chance: Chance) => `agent-${chance.weighted(agents)}`;

/**
 * The browser of a person. Links opened within an app mostly stay in the app's own browser, so that the followers of
 * one post look alike.
 */
export function ownBrowser(chance: Chance, ownerId: string, referrer: string | null): Browser {
  const inApp = ['instagram', 'facebook'].includes(referrer ?? '') && chance.happens(0.8);
  return {
    device: `browser-of-${ownerId}`,
    agent: inApp ? `${referrer}-app-${chance.whole(1, 4)}` : commonAgent(chance),
  };
}

/** The headers of a program: those of a common browser, or ones that no fan has. */
export const programAgent = (chance: Chance, name: string) =>
  chance.happens(0.5) ? commonAgent(chance) : `agent-of-${name}`;
