import { accept, type Accepted, type Turn } from '../contract.ts';
import type { Sealed } from '../sealed.ts';
import { answerOf, picturesOf } from './decisions.server.ts';
import type { Event } from './events.server.ts';
import { gameWindow } from './schedule.ts';
import type { Config, Secrets } from './schema.ts';
import type { State } from './state.ts';

/**
 * What the schedule brings: how many rounds there are, from publication on, and the places of a game once nobody can answer
 * any more. A game that has no day is never played and so never revealed.
 */
export function dueEvents(
  state: State,
  config: Config,
  secrets: Sealed<Secrets>,
  { atMs }: Pick<Turn, 'atMs'>,
): Accepted<Event> | null {
  const { games } = secrets.open();
  if (!state.games) {
    const prepared = games.map(({ rounds }) => ({ roundCount: rounds.length }));
    return accept<Event>([{ type: 'gamesPrepared', games: prepared }]);
  }
  const over = games
    .map(({ rounds }, index) => ({ game: index + 1, rounds }))
    .filter(({ game }) => !state.revealed.includes(game))
    .filter(({ game }) => (gameWindow(config, game)?.closesAtMs ?? Infinity) <= atMs);
  if (over.length === 0) return null;
  return accept<Event>(
    over.map(({ game, rounds }) => ({
      type: 'placesRevealed',
      game,
      rounds: rounds.map((round) => ({ pictureIds: picturesOf(round), ...answerOf(round) })),
    })),
  );
}
