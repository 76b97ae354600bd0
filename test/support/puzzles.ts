import type { AnyContest, Role } from '../../contests/contract.ts';
import { momentAt, standingsOf } from '../../contests/lifecycle.ts';
import type { Puzzle, Secrets } from '../../contests/limited-time-puzzles/puzzle-schema.ts';
import { limitedTimePuzzles } from '../../contests/limited-time-puzzles/rules.server.ts';
import type { Action, Config } from '../../contests/limited-time-puzzles/schema.ts';
import type { State } from '../../contests/limited-time-puzzles/state.ts';
import { actorIdOf, Game } from './play.ts';

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const OPENS_MS = Date.UTC(2026, 5, 1);
export const CLOSES_MS = OPENS_MS + 100 * HOUR_MS;

/** Open for a hundred hours, for everybody, without cool-downs. */
export function puzzleConfig(change: Partial<Config> = {}): Config {
  return limitedTimePuzzles.schemas.config.parse({
    ...limitedTimePuzzles.defaults(OPENS_MS),
    schedule: {
      opensAtMs: OPENS_MS,
      closesAtMs: CLOSES_MS,
      resultsAtMs: CLOSES_MS + HOUR_MS,
    },
    coolDown: { kind: 'off' },
    ...change,
  });
}

/** A puzzle whose answer is its word. */
export function wordPuzzle(word: string, change: Partial<Puzzle> = {}): Partial<Puzzle> {
  return {
    title: `About ${word.length} letters`,
    text: 'Which word is it?',
    answer: {
      kind: 'text',
      accepted: [word],
      ignoreAccents: true,
      ignorePunctuation: true,
      close: [],
    },
    ...change,
  };
}

export function puzzleSecrets(...puzzles: Partial<Puzzle>[]): Secrets {
  return limitedTimePuzzles.schemas.secrets.parse({ puzzles });
}

/** A game of puzzles in memory, with the acts of people by name. */
export class PuzzleGame {
  readonly game: Game;
  #atMs = OPENS_MS;

  constructor(secrets: Secrets, config: Config = puzzleConfig()) {
    const contest = limitedTimePuzzles as AnyContest;
    this.game = new Game(contest, config, secrets, OPENS_MS - HOUR_MS);
    this.game.reach(OPENS_MS - HOUR_MS);
  }

  /** From now on acts happen at this instant. */
  at(atMs: number): this {
    this.#atMs = atMs;
    return this;
  }

  /** @returns the refusal's code, or null when the act was accepted */
  act(who: string, action: Action, role: Role = 'fan'): string | null {
    const { outcome } = this.decide(who, action, role);
    return outcome.ok ? null : outcome.code;
  }

  decide(who: string, action: Action, role: Role = 'fan', verifiedAtMs: number | null = 0) {
    return this.game.act({ who, role, verifiedAtMs, atMs: this.#atMs, action });
  }

  answer(who: string, puzzle: number, answer: string): string | null {
    return this.act(who, { type: 'answer', puzzle, answer });
  }

  open(who: string, puzzle: number): string | null {
    return this.act(who, { type: 'open', puzzle });
  }

  hint(who: string, puzzle: number, hint: number): string | null {
    return this.act(who, { type: 'takeHint', puzzle, hint });
  }

  join(guest: string, fan: string): void {
    this.game.join(guest, fan, this.#atMs);
  }

  get state(): State {
    return this.game.state.play as State;
  }

  mine(who: string) {
    this.game.reach(this.#atMs);
    const moment = momentAt(this.game.contest, this.game.state, this.#atMs);
    const config = this.game.state.core.config as Config;
    return limitedTimePuzzles.fanView(this.state, config, moment, actorIdOf(who));
  }

  puzzle(who: string, number: number) {
    const found = this.mine(who).puzzles[number - 1];
    if (!found) throw new Error(`no puzzle ${number}`);
    return found;
  }

  board() {
    this.game.reach(this.#atMs);
    const moment = momentAt(this.game.contest, this.game.state, this.#atMs);
    return limitedTimePuzzles.boardView(this.state, this.game.state.core.config as Config, moment);
  }

  /** Rank and points by name. */
  standings(...names: string[]): string[] {
    const nameOf = new Map(names.map((name) => [this.mine(name).playerId, name]));
    return standingsOf(this.game.contest, this.game.state).map(
      ({ id, rank, figures }) => `${rank} ${nameOf.get(id)} ${figures['points']}`,
    );
  }
}
