import { accept, type Accepted, type Turn } from '../contract.ts';
import { erasable } from '../mechanics/texts.ts';
import type { Sealed } from '../sealed.ts';
import type { Config, Round } from './config-fields.ts';
import type { Event } from './events.server.ts';
import { rankedIn } from './ranking.server.ts';
import type { Secrets } from './schema.ts';
import { inPlay, nextRoster, openedRound, type State } from './state.ts';

/**
 * What the schedule brings: the brand's designs at the start, and each round with its designs. One thing at a time; the core
 * asks again.
 */
export function dueNow(
  state: State,
  config: Config,
  secrets: Sealed<Secrets>,
  turn: Turn,
): Accepted<Event> | null {
  if (config.source === 'brand' && state.offered.length === 0)
    return offerDesigns(config, secrets, turn);
  for (const round of config.rounds) {
    const opened = openedRound(state, round.id);
    if (!opened) {
      if (turn.atMs < round.opensAtMs) return null;
      const entryIds = nextRoster(state, config, round, turn.disqualified);
      const seed = secrets.digest(`round ${round.id}`);
      return accept([{ type: 'roundOpened', roundId: round.id, seed, entryIds }]);
    }
    const last = round === config.rounds.at(-1);
    if (last || opened.goOn !== null) continue;
    if (turn.atMs < round.closesAtMs) return null;
    return accept([
      {
        type: 'shortlisted',
        roundId: round.id,
        entryIds: shortlist(state, round, turn.disqualified),
      },
    ]);
  }
  return null;
}

/** Unique among all contests, and the same whenever it is asked for. */
function designId(secrets: Sealed<Secrets>, index: number): string {
  return secrets.digest(`design ${index}`).slice(0, 24);
}

function offerDesigns(config: Config, secrets: Sealed<Secrets>, turn: Turn): Accepted<Event> {
  const names = config.designs.map(({ name }, index) => erasable(turn, `name ${index}`, name));
  const designs = config.designs.map(({ pictureId }, index) => ({
    entryId: designId(secrets, index),
    mediaId: pictureId,
    nameHash: names[index]!.hash,
  }));
  return accept([{ type: 'designsOffered', designs }], names);
}

/** The first `advance` of a round, and all who are level with the last of them. */
function shortlist(state: State, round: Round, excluded: ReadonlySet<string>): string[] {
  const opened = openedRound(state, round.id);
  if (!opened) return [];
  const ids = inPlay(state, opened.entryIds, excluded).map((entry) => entry.id);
  const goOn: string[] = [];
  for (const level of rankedIn(opened, ids)) {
    if (goOn.length >= (round.advance ?? ids.length)) break;
    goOn.push(...level);
  }
  return goOn;
}
