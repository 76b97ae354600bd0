import { demoCaller } from './caller.ts';
import { distinctPhotograph } from './photos.ts';
import { act, enterPhotograph, publishRelay, type RunningRelay } from './running-relay.ts';
import { fansAtHome, oneBrowser } from './vote-attack.ts';

const FANS = 36;
/** Votes of each machine: two for the first entry, one for each of three others. */
const MACHINES = [
  { entry: 0, votes: 30 },
  { entry: 0, votes: 26 },
  { entry: 1, votes: 28 },
  { entry: 2, votes: 27 },
  { entry: 3, votes: 25 },
];
/** Nowhere to break, as some captions are. */
export const LONG = 'Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen';
const CAPTIONS = ['Umbrella', 'Two dogs', 'Late bus', LONG, 'Honest', `${LONG}verordnung`];
export const ALL = MACHINES.reduce((sum, { votes }) => sum + votes, 0);

/** A relay with five groups of votes in quarantine; fans have voted for the last two entries alone. */
export async function manyMachines(
  origin: string,
): Promise<{ relay: RunningRelay; entryIds: string[] }> {
  const relay = await publishRelay(origin);
  const contestId = relay.id;
  const entryIds: string[] = [];
  for (const [index, caption] of CAPTIONS.entries()) {
    const author = await demoCaller(origin, 'fan', `Author ${index}`);
    const photograph = await distinctPhotograph(index);
    const stop = index % 2 ? 'porto' : 'lisbon';
    const id = await enterPhotograph(author, contestId, stop, photograph, caption);
    await act(relay.moderator, contestId, { type: 'approve', entryId: id });
    entryIds.push(id);
  }
  const honest = entryIds.slice(4);
  await fansAtHome(origin, { contestId, entryIds: honest, count: FANS, name: 'Fan' });
  for (const [index, { entry, votes }] of MACHINES.entries())
    await oneBrowser(origin, {
      ...{ contestId, entryIds: [entryIds[entry] ?? ''], count: votes, name: `Machine ${index}` },
      ...{ addresses: votes, block: index + 1, agent: `Browser ${index}` },
    });
  await relay.moderator.must('POST', `/api/contests/${contestId}/clusters/search`);
  return { relay, entryIds };
}
