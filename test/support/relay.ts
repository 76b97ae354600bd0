import type { AnyContest, Role } from '../../contests/contract.ts';
import { streetPhotoRelay } from '../../contests/street-photo-relay/rules.server.ts';
import type { Action, Config } from '../../contests/street-photo-relay/schema.ts';
import type { State } from '../../contests/street-photo-relay/state.ts';
import { momentAt, standingsOf } from '../../contests/lifecycle.ts';
import { actorIdOf, Game, photoFacts } from './play.ts';

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;
export const OPENS_MS = Date.UTC(2026, 5, 1);

/** Two stops; entries for ten days, voting from the second to the twelfth, results on the fourteenth. */
export function relayConfig(change: Partial<Config> = {}): Config {
  return streetPhotoRelay.schemas.config.parse({
    ...streetPhotoRelay.defaults(OPENS_MS),
    schedule: {
      entriesOpenAtMs: OPENS_MS,
      entriesCloseAtMs: OPENS_MS + 10 * DAY_MS,
      votingOpensAtMs: OPENS_MS + 2 * DAY_MS,
      votingClosesAtMs: OPENS_MS + 12 * DAY_MS,
      resultsAtMs: OPENS_MS + 14 * DAY_MS,
    },
    route: ['porto', 'lisbon'].map((id) => ({ id, city: id, name: id, hint: 'Look up.' })),
    whoMayEnter: { who: 'guest' },
    whoMayVote: { who: 'guest' },
    selection: { by: 'votes', weights: { jury: 1, votes: 1 } },
    tieRule: 'draw',
    ...change,
  });
}

/** The two stops one after the other, five days each. */
export function stopByStop(): Partial<Config> {
  return {
    mode: 'relay',
    route: relayConfig().route.map((stop, index) => ({
      ...stop,
      opensAtMs: OPENS_MS + index * 5 * DAY_MS,
      closesAtMs: OPENS_MS + (index + 1) * 5 * DAY_MS,
    })),
  };
}

interface Options {
  atMs?: number;
  role?: Role;
  verifiedAtMs?: number | null;
}

/** A relay being played: acts by name, refusal codes as answers. */
export class Relay {
  readonly game: Game;
  #photo = 0;

  constructor(change: Partial<Config> = {}) {
    const contest = streetPhotoRelay as AnyContest;
    this.game = new Game(contest, relayConfig(change), {}, OPENS_MS - DAY_MS);
  }

  get config(): Config {
    return this.game.state.core.config as Config;
  }

  get state(): State {
    return this.game.state.play as State;
  }

  /** Null when the act was accepted, else its code. */
  act(who: string, action: Action, options: Options = {}): string | null {
    return this.#play(who, action, options).code;
  }

  /** Sends a photograph, a new one unless `photo` says which. */
  submit(
    who: string,
    options: Options & { stopId?: string; photo?: number; version?: number; owned?: boolean } = {},
  ) {
    const facts = photoFacts(options.photo ?? 1000 + this.#photo++, options.owned ?? true);
    const action: Action = {
      type: 'submit',
      stopId: options.stopId ?? 'porto',
      mediaId: facts.id,
      caption: 'Rain on the steps.',
      credit: who,
      acceptsRulesVersion: options.version ?? 1,
    };
    return this.#play(who, action, options, [facts]);
  }

  /** An entry that is in the gallery. */
  approved(who: string, options: Parameters<Relay['submit']>[1] = {}): string {
    const { id, code } = this.submit(who, options);
    if (code) throw new Error(`the entry was refused: ${code}`);
    this.approve(id, options);
    return id;
  }

  approve(entryId: string, options: Options = {}): string | null {
    return this.act('Moderator', { type: 'approve', entryId }, { ...options, role: 'moderator' });
  }

  refuse(entryId: string, options: Options = {}): string | null {
    return this.act(
      'Moderator',
      { type: 'refuse', entryId, reason: 'quality' },
      { ...options, role: 'moderator' },
    );
  }

  vote(who: string, entryId: string, options: Options = {}): string | null {
    return this.act(who, { type: 'vote', entryId }, { atMs: OPENS_MS + 3 * DAY_MS, ...options });
  }

  mark(who: string, entryId: string, points: number, options: Options = {}): string | null {
    return this.act(
      who,
      { type: 'mark', entryId, points },
      { atMs: OPENS_MS + 13 * DAY_MS, ...options, role: 'judge' },
    );
  }

  mine(who: string, atMs = OPENS_MS + 3 * DAY_MS) {
    const moment = momentAt(this.game.contest, this.game.state, atMs);
    return streetPhotoRelay.fanView(this.state, this.config, moment, actorIdOf(who));
  }

  /** The whole account of votes, as those who decide see it at any time. */
  account() {
    const { disqualified } = this.game.state.core;
    return streetPhotoRelay.votes!.account(this.state, Object.keys(disqualified));
  }

  board(atMs = OPENS_MS + 3 * DAY_MS) {
    return streetPhotoRelay.boardView(
      this.state,
      this.config,
      momentAt(this.game.contest, this.game.state, atMs),
    );
  }

  review(who: string, role: Role, atMs = OPENS_MS + 13 * DAY_MS) {
    const moment = momentAt(this.game.contest, this.game.state, atMs);
    return streetPhotoRelay.reviewView(this.state, this.config, moment, {
      actorId: actorIdOf(who),
      role,
    });
  }

  readiness(atMs: number) {
    return streetPhotoRelay.readiness(
      this.state,
      this.config,
      momentAt(this.game.contest, this.game.state, atMs),
    );
  }

  /** `[entry, rank]` of a stop, best first. */
  ranks(stopId = 'porto'): [string, number][] {
    return standingsOf(this.game.contest, this.game.state)
      .filter((standing) => standing.group === stopId)
      .map((standing) => [standing.id, standing.rank]);
  }

  #play(who: string, action: Action, options: Options, media = [photoFacts(0, true)]) {
    const { turn, outcome } = this.game.act({
      who,
      role: options.role ?? 'fan',
      verifiedAtMs: options.verifiedAtMs ?? null,
      atMs: options.atMs ?? OPENS_MS + DAY_MS,
      action,
      media,
    });
    return { id: turn.freshId, code: outcome.ok ? null : outcome.code, outcome };
  }
}
