import type { AnyContest, Role } from '../../contests/contract.ts';
import { momentAt, standingsOf } from '../../contests/lifecycle.ts';
import { locationGuessing } from '../../contests/location-guessing/rules.server.ts';
import type {
  Action,
  Board,
  Config,
  Mine,
  Review,
  Round,
  Secrets,
} from '../../contests/location-guessing/schema.ts';
import type { State } from '../../contests/location-guessing/state.ts';
import { actorIdOf, Game } from './play.ts';

export const DAY_MS = 86_400_000;
export const OPENS_MS = Date.UTC(2026, 5, 1, 8);
/** What a round of these games lasts. */
export const ROUND_MS = 60_000;

/** Open for ten days, a minute a round, on a world map, without bonus. */
export function guessingConfig(change: Partial<Config> = {}): Config {
  const closesAtMs = OPENS_MS + 10 * DAY_MS;
  return locationGuessing.schemas.config.parse({
    ...locationGuessing.defaults(OPENS_MS),
    schedule: {
      format: 'open',
      opensAtMs: OPENS_MS,
      closesAtMs,
      resultsAtMs: closesAtMs + DAY_MS,
    },
    secondsPerRound: ROUND_MS / 1000,
    fullPointsRadiusM: 0,
    ...change,
  });
}

/** As many days as games, one a day. */
export function daily(days: number): Pick<Config, 'schedule'> {
  const resultsAtMs = OPENS_MS + (days + 1) * DAY_MS;
  return { schedule: { format: 'daily', opensAtMs: OPENS_MS, days, resultsAtMs } };
}

/** A round at a place, with texts that tell it. */
export function roundAt(latitude: number, longitude: number, name = 'here'): Round {
  return {
    picture: `picture of ${name}`,
    morePictures: [{ picture: `detail of ${name}` }],
    place: { latitude, longitude },
    hint: `hint of ${name}`,
    title: `title of ${name}`,
    explanation: `explanation of ${name}`,
  };
}

/** Three rounds in one game: on the equator at 0°, 10° and 20° east. */
export const THREE_ROUNDS: Secrets = {
  games: [{ rounds: [roundAt(0, 0, 'one'), roundAt(0, 10, 'two'), roundAt(0, 20, 'three')] }],
};

interface Options {
  atMs?: number;
  role?: Role;
  verifiedAtMs?: number | null;
}

/** A guessing game being played: acts by name, refusal codes as answers. */
export class Guessing {
  readonly game: Game;

  constructor(change: Partial<Config> = {}, secrets: Secrets = THREE_ROUNDS) {
    const contest = locationGuessing as AnyContest;
    const parsed = locationGuessing.schemas.secrets.parse(secrets);
    this.game = new Game(contest, guessingConfig(change), parsed, OPENS_MS - DAY_MS);
  }

  get config(): Config {
    return this.game.state.core.config as Config;
  }

  get state(): State {
    return this.game.state.play as State;
  }

  /** Gives the refusal's code, or null. */
  act(who: string, action: Action | { type: string }, options: Options = {}): string | null {
    const { role = 'fan', verifiedAtMs = 0, atMs = OPENS_MS } = options;
    const { outcome } = this.game.act({ who, role, verifiedAtMs, atMs, action });
    return outcome.ok ? null : outcome.code;
  }

  start(who: string, round = 1, atMs = OPENS_MS, game = 1): string | null {
    return this.act(who, { type: 'start', game, round }, { atMs });
  }

  /** An answer on the equator. */
  guess(who: string, round: number, longitude: number, atMs = OPENS_MS, game = 1): string | null {
    return this.act(who, { type: 'guess', game, round, latitude: 0, longitude }, { atMs });
  }

  /** A whole round in `seconds`. Throws when any of it is refused. */
  play(who: string, round: number, longitude: number, seconds = 10, atMs = OPENS_MS, game = 1) {
    const codes = [
      this.start(who, round, atMs, game),
      this.guess(who, round, longitude, atMs + seconds * 1000, game),
    ];
    if (codes.some((code) => code !== null)) throw new Error(`${who}: ${codes.join(', ')}`);
  }

  /** What the schedule brings until then. */
  reach(atMs: number): void {
    this.game.reach(atMs);
  }

  moment(atMs: number) {
    return momentAt(this.game.contest, this.game.state, atMs);
  }

  mine(who: string, atMs = OPENS_MS): Mine {
    return locationGuessing.fanView(this.state, this.config, this.moment(atMs), actorIdOf(who));
  }

  board(atMs = OPENS_MS): Board {
    return locationGuessing.boardView(this.state, this.config, this.moment(atMs));
  }

  review(atMs = OPENS_MS, role: Role = 'moderator'): Review {
    const viewer = { actorId: actorIdOf('Mo'), role };
    return locationGuessing.reviewView(this.state, this.config, this.moment(atMs), viewer);
  }

  playerId(who: string): string {
    return this.mine(who).playerId ?? '';
  }

  /** Names in order of the standings with their ranks, e.g. `1 Ana`. */
  standings(...names: string[]): string[] {
    const nameOf = new Map(names.map((name) => [this.playerId(name), name]));
    return standingsOf(this.game.contest, this.game.state).map(
      ({ id, rank }) => `${rank} ${nameOf.get(id) ?? id}`,
    );
  }
}
