import { createHash } from 'node:crypto';
import type {
  AnyContest,
  ErasableText,
  MediaFacts,
  Recorded,
  Role,
  Turn,
} from '../../contests/contract.ts';
import type { Refused } from '../../contests/contract.ts';
import type { DemoPictures, DemoStep } from '../../contests/demo.ts';
import { decide } from '../../contests/decide.ts';
import {
  applyEvent,
  dueStageEvents,
  momentAt,
  nextBorderMs,
  publicationEvent,
  type Change,
  type ContestEvent,
  type ContestState,
  type CoreEvent,
} from '../../contests/lifecycle.ts';
import { Sealed } from '../../contests/sealed.ts';

/** What somebody asks for in a played game. */
export interface Act {
  who: string;
  role: Role;
  verifiedAtMs: number | null;
  atMs: number;
  action: { type: string; [field: string]: unknown };
  media?: readonly MediaFacts[];
}

/** An act with everything it was decided on and what came of it: enough to decide it again. */
export interface Played {
  act: Act;
  turn: Turn;
  outcome: { ok: true; events: readonly ContestEvent[]; texts: readonly ErasableText[] } | Refused;
}

export const SEED = createHash('sha256').update('seed of the tests').digest('hex');

/** The same hash for the same words: ids, salts and pseudonyms of played games. */
export function digest(...words: (string | number)[]): string {
  return createHash('sha256').update(words.join('|')).digest('hex');
}

/** A value as it comes back from JSON. */
export const copy = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

export function actorIdOf(who: string): string {
  return `fan-${digest('actor', who).slice(0, 16)}`;
}

/**
 * Plays a contest in memory as the room does, without its effects: due stage events first, then the decision, then the
 * events of it. Ids, salts and block hashes are made from the sequence number, so the same acts give the same ledger.
 */
export class Game {
  readonly events: Recorded<ContestEvent>[] = [];
  readonly played: Played[] = [];
  readonly changes: Change[] = [];
  /** Erasable texts of everything that happened. */
  readonly texts: ErasableText[] = [];
  state: ContestState;

  readonly contest: AnyContest;
  readonly secrets: unknown;
  readonly #sealed: Sealed<unknown>;
  #nextBorderMs = 0;

  constructor(contest: AnyContest, config: unknown, secrets: unknown, publishedAtMs: number) {
    this.contest = contest;
    this.secrets = secrets;
    this.#sealed = new Sealed(secrets, SEED);
    const parsed = contest.schemas.config.parse(config);
    const first = this.#record(
      publicationEvent(contest, parsed, SEED),
      publishedAtMs,
      'system',
      'system',
    );
    this.state = applyEvent(contest, null, first).state;
  }

  get lastBlock() {
    return {
      number: this.events.length,
      hash: digest('block', JSON.stringify(this.events.at(-1))),
    };
  }

  /** Writes what the schedule has brought until `atMs`. */
  reach(atMs: number): void {
    if (atMs < this.#nextBorderMs) return;
    for (const event of dueStageEvents(this.contest, this.state, atMs))
      this.#fold(event, atMs, 'system', 'system');
    for (let due = this.#due(atMs); due; due = this.#due(atMs)) {
      if (due.events.length === 0) throw new Error(`${this.contest.type} is due without an event`);
      this.texts.push(...due.texts);
      for (const event of due.events) this.#fold(event, atMs, 'system', 'system');
    }
    this.#nextBorderMs = nextBorderMs(this.contest, this.state, atMs) ?? Number.POSITIVE_INFINITY;
  }

  /** What somebody sees of the contest. */
  viewsOf(who: string, atMs: number): { board: unknown; mine: unknown } {
    this.reach(atMs);
    const { play, core } = this.state;
    const moment = momentAt(this.contest, this.state, atMs);
    return {
      board: this.contest.boardView(play, core.config, moment),
      mine: this.contest.fanView(play, core.config, moment, actorIdOf(who)),
    };
  }

  #due(atMs: number) {
    const { play, core } = this.state;
    const turn = this.#turn(atMs, 'system', 'system', null, []);
    return this.contest.due(play, core.config, this.#sealed, turn);
  }

  turnOf(act: Act): Turn {
    return this.#turn(act.atMs, actorIdOf(act.who), act.role, act.verifiedAtMs, act.media ?? []);
  }

  #turn(
    atMs: number,
    actorId: string,
    role: Role,
    verifiedAtMs: number | null,
    media: readonly MediaFacts[],
  ): Turn {
    const seq = this.events.length + 1;
    return {
      ...momentAt(this.contest, this.state, atMs),
      seq,
      actorId,
      role,
      verifiedAtMs,
      freshId: `id-${digest('id', seq).slice(0, 16)}`,
      salt: digest('salt', seq),
      media,
      configVersion: this.state.core.configVersion,
    };
  }

  act(act: Act): Played {
    this.reach(act.atMs);
    const turn = this.turnOf(act);
    const action = act.action.type.startsWith('core.')
      ? act.action
      : { ...this.contest.schemas.action.parse(act.action) };
    const draw = { seed: SEED, lastBlock: this.lastBlock };
    const outcome = decide(this.contest, this.state, action, turn, this.#sealed, draw);
    const played: Played = { act: { ...act, action }, turn, outcome };
    this.played.push(played);
    if (!outcome.ok) return played;
    this.texts.push(...outcome.texts);
    for (const event of outcome.events) this.#fold(event, act.atMs, turn.actorId, act.role);
    // New rules may bring what is due at once.
    if (act.action.type === 'core.changeRules') {
      this.#nextBorderMs = 0;
      this.reach(act.atMs);
    }
    return played;
  }

  /** A guest turns out to be a fan. */
  join(former: string, fan: string, atMs: number): void {
    const event: CoreEvent = {
      type: 'core.fanJoined',
      formerId: actorIdOf(former),
      fanId: actorIdOf(fan),
    };
    this.#fold(event, atMs, 'system', 'system');
  }

  #fold(event: ContestEvent, atMs: number, actorId: string, role: Role): void {
    const change = applyEvent(this.contest, this.state, this.#record(event, atMs, actorId, role));
    this.changes.push(change);
    this.state = change.state;
  }

  #record(data: ContestEvent, atMs: number, actorId: string, role: Role): Recorded<ContestEvent> {
    // As read back from the ledger: a copy that later changes of the state cannot reach.
    const event = { seq: this.events.length + 1, atMs, actorId, role, data: structuredClone(data) };
    this.events.push(event);
    return structuredClone(event);
  }
}

/** Plays demo steps in order of time. Throws when one of them is refused: a demo has only accepted acts. */
export function playSteps(game: Game, steps: readonly DemoStep<{ type: string }>[]): Game {
  const ids: Record<string, string> = {};
  for (const step of [...steps].sort((a, b) => a.atMs - b.atMs)) {
    const media = step.photo === undefined ? [] : [photoFacts(step.photo, true)];
    const mediaId = media[0]?.id ?? '';
    const seen = step.looks ? game.viewsOf(step.who, step.atMs) : {};
    const action =
      typeof step.action === 'function' ? step.action({ ids, mediaId, seen }) : step.action;
    const { turn, outcome } = game.act({
      who: step.who,
      role: step.role,
      verifiedAtMs: step.verified ? 0 : null,
      atMs: step.atMs,
      action,
      media,
    });
    if (!outcome.ok)
      throw new Error(`${step.who}: ${JSON.stringify(action)} was refused: ${outcome.code}`);
    if (step.saves) ids[step.saves] = turn.freshId;
  }
  return game;
}

/** Facts of a made-up photograph; the same number is the same picture. */
export function photoFacts(photo: number, ownedByActor: boolean): MediaFacts {
  return {
    id: `media-${photo}`,
    fingerprint: digest('photo', photo),
    widthPx: 1600,
    heightPx: 1067,
    ownedByActor,
  };
}

/** Media ids of the brand's own pictures, as a demo names them. */
export const demoPictures: DemoPictures = (photo) => `picture-${photo}`;
