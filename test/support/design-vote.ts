import type { AnyContest, Role } from '../../contests/contract.ts';
import { momentAt, standingsOf } from '../../contests/lifecycle.ts';
import { logoDesignVotes } from '../../contests/logo-design-votes/rules.server.ts';
import type {
  Action,
  Board,
  Config,
  Mine,
  Round,
} from '../../contests/logo-design-votes/schema.ts';
import type { State } from '../../contests/logo-design-votes/state.ts';
import { Game, photoFacts } from './play.ts';

export const DAY_MS = 86_400_000;
export const OPENS_MS = Date.UTC(2026, 5, 1);
export const CLOSES_MS = OPENS_MS + 4 * DAY_MS;

/** A round of four days, from the first of June. */
export function round(ballot: Round['ballot'], change: Partial<Round> = {}): Round {
  return {
    id: 'first',
    label: 'First',
    opensAtMs: OPENS_MS,
    closesAtMs: CLOSES_MS,
    ballot,
    ...change,
  };
}

export const designsNamed = (...names: string[]): Config['designs'] =>
  names.map((name) => ({ name, pictureId: `picture-${name}` }));

/** Designs A to E of a brand, open to guests, one round, decided by votes; ties are drawn. */
export function brandVote(ballot: Round['ballot'], change: Partial<Config> = {}): Config {
  return logoDesignVotes.schemas.config.parse({
    ...logoDesignVotes.defaults(OPENS_MS),
    source: 'brand',
    designs: designsNamed('A', 'B', 'C', 'D', 'E'),
    rounds: [round(ballot)],
    whoMayVote: { who: 'guest' },
    tieRule: 'draw',
    standingsVisible: true,
    resultsAtMs: CLOSES_MS + 6 * DAY_MS,
    ...change,
  });
}

/** Designs of fans, sent in the ten days before the round. */
export function fansVote(ballot: Round['ballot'], change: Partial<Config> = {}): Config {
  const { entries } = logoDesignVotes.defaults(OPENS_MS);
  return brandVote(ballot, {
    source: 'fans',
    designs: [],
    entries: {
      ...entries,
      opensAtMs: OPENS_MS - 10 * DAY_MS,
      closesAtMs: OPENS_MS - DAY_MS,
      whoMayEnter: { who: 'guest' },
    },
    ...change,
  });
}

interface Options {
  atMs?: number;
  role?: Role;
}

/** A vote being played: acts by name, designs by name or by author, refusal codes as answers. */
export class DesignVote {
  readonly game: Game;
  #picture = 0;
  readonly #named: Record<string, string> = {};

  constructor(config: Config) {
    this.game = new Game(logoDesignVotes as AnyContest, config, {}, OPENS_MS - 20 * DAY_MS);
    this.game.reach(OPENS_MS - 20 * DAY_MS);
  }

  get config(): Config {
    return this.game.state.core.config as Config;
  }

  get state(): State {
    return this.game.state.play as State;
  }

  /** Id of a design of the brand, or of the fan's by their name. */
  id(name: string): string {
    const { offered } = this.state;
    const index = this.config.designs.findIndex((design) => design.name === name);
    return this.#named[name] ?? offered[index] ?? name;
  }

  name(id: string): string {
    const index = this.state.offered.indexOf(id);
    const byAuthor = Object.entries(this.#named).find(([, named]) => named === id)?.[0];
    return byAuthor ?? this.config.designs[index]?.name ?? id;
  }

  /** Null when the act was accepted, else its code. */
  act(who: string, action: Action, { atMs = OPENS_MS, role = 'fan' }: Options = {}): string | null {
    const { outcome } = this.game.act({ who, role, verifiedAtMs: 0, atMs, action });
    return outcome.ok ? null : outcome.code;
  }

  /** Sends a design, and has it approved unless `approved` says no. It goes by its author's name. */
  enter(who: string, { approved = true } = {}): string {
    const atMs = OPENS_MS - 5 * DAY_MS;
    const facts = photoFacts(500 + this.#picture++, true);
    const { turn, outcome } = this.game.act({
      who,
      role: 'fan',
      verifiedAtMs: 0,
      atMs,
      action: {
        type: 'submit',
        mediaId: facts.id,
        rationale: 'Why',
        credit: who,
        acceptsRulesVersion: 1,
      },
      media: [facts],
    });
    if (!outcome.ok) throw new Error(outcome.code);
    this.#named[who] = turn.freshId;
    if (approved)
      this.act(
        'Moderator',
        { type: 'approve', entryId: turn.freshId },
        { atMs, role: 'moderator' },
      );
    return turn.freshId;
  }

  approve(who: string, names: string, options: Options & { roundId?: string } = {}) {
    const entryIds = [...names].map((name) => this.id(name));
    return this.act(
      who,
      { type: 'approveDesigns', roundId: options.roundId ?? 'first', entryIds },
      options,
    );
  }

  rank(
    who: string,
    names: string | readonly string[],
    options: Options & { roundId?: string } = {},
  ) {
    const entryIds = [...names].map((name) => this.id(name));
    return this.act(
      who,
      { type: 'rankDesigns', roundId: options.roundId ?? 'first', entryIds },
      options,
    );
  }

  score(who: string, scores: Record<string, number>, options: Options = {}) {
    const given = Object.entries(scores).map(([name, points]) => ({
      entryId: this.id(name),
      points,
    }));
    return this.act(who, { type: 'scoreDesigns', roundId: 'first', scores: given }, options);
  }

  /** Answers the pair that the server gave. */
  choose(
    who: string,
    pick: (left: string, right: string) => 'left' | 'right' | 'neither',
    options: Options = {},
  ) {
    const next = this.mine(who, options.atMs).round?.pairs?.next;
    if (!next) return 'no pair';
    const { leftEntryId, rightEntryId } = next;
    const choice = pick(this.name(leftEntryId), this.name(rightEntryId));
    return this.act(
      who,
      { type: 'choose', roundId: 'first', leftEntryId, rightEntryId, choice },
      options,
    );
  }

  mine(who: string, atMs = OPENS_MS): Mine {
    return this.game.viewsOf(who, atMs).mine as Mine;
  }

  board(atMs = OPENS_MS): Board {
    return this.game.viewsOf('a stranger', atMs).board as Board;
  }

  /** Standings as names, best first; those level with each other in brackets. */
  ranking(): string {
    const byRank = Map.groupBy(standingsOf(this.game.contest, this.game.state), ({ rank }) => rank);
    const names = [...byRank.values()].map((level) => level.map(({ id }) => this.name(id)));
    return names.map((level) => (level.length > 1 ? `(${level.join('')})` : level[0])).join('');
  }

  figures(name: string): Readonly<Record<string, number>> {
    const standings = standingsOf(this.game.contest, this.game.state);
    return standings.find(({ id }) => id === this.id(name))?.figures ?? {};
  }

  /** The first of each method, by its name. */
  firsts(atMs = OPENS_MS): Record<string, string> {
    const { methods } = this.board(atMs);
    return Object.fromEntries(
      (methods?.methods ?? []).map(({ method }, index) => [
        method,
        methods!.designs
          .filter(({ ranks }) => ranks[index] === 1)
          .map(({ entryId }) => this.name(entryId))
          .toSorted()
          .join(''),
      ]),
    );
  }

  disqualify(name: string, atMs = OPENS_MS): void {
    const action = { type: 'core.disqualify', standingId: this.id(name), reason: 'Copied' };
    this.game.act({ who: 'Moderator', role: 'moderator', verifiedAtMs: 0, atMs, action });
  }

  join(former: string, fan: string, atMs = OPENS_MS): void {
    this.game.join(former, fan, atMs);
  }

  moment(atMs: number) {
    return momentAt(this.game.contest, this.game.state, atMs);
  }
}
