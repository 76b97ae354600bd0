import type { EpochMs, Role } from './contract.ts';
import type { CoreAction } from './decide.ts';

/** What a step's action may depend on. */
export interface DemoContext {
  /** Ids that acts created, by their step's `saves`. */
  ids: Readonly<Record<string, string>>;
  /** The upload of this step. */
  mediaId: string;
  /** The type's own views as the player has them at this moment; empty unless the step `looks`. */
  seen: { board?: unknown; mine?: unknown };
}

/** One act of a demo game: demo data and test fixture at once. */
export interface DemoStep<Action> {
  /** Name of a player of the demo; the same name is the same person. */
  who: string;
  role: Role;
  /** Whether this player is verified (long ago) or a guest. */
  verified: boolean;
  atMs: EpochMs;
  /** Photograph that the step uploads first; the demo loader picks a real one by this number. */
  photo?: number;
  /** Whether the player looks at the contest before acting: what they do depends on what the server shows them. */
  looks?: boolean;
  action: Action | ((context: DemoContext) => Action);
  /** Remember the id this act creates under a name. */
  saves?: string;
}

/**
 * Media id of one of the brand's own pictures, by the number of the demo's photograph. The demo loader uploads exactly
 * the photographs that a type asks for, each once for the whole campaign.
 */
export type DemoPictures = (photo: number) => string;

/** A whole game of a demo, with the core's own acts (selection, announcement) among its steps. */
export interface DemoGame<Config, Secrets, Action> {
  config: Config;
  secrets: Secrets;
  steps: readonly DemoStep<Action | CoreAction>[];
}

/** A type's demo: what a first start shows, and what the tests of every type play. */
export interface Demo<Config, Secrets, Action> {
  /** What the contest in progress is called. */
  liveTitle: string;
  /** What the announced one is called. */
  finishedTitle: string;
  config(nowMs: EpochMs, pictures: DemoPictures): Config;
  secrets(nowMs: EpochMs, pictures: DemoPictures): Secrets;
  /** A game in progress: its contest is live at `nowMs` and every step lies before. */
  play(nowMs: EpochMs): readonly DemoStep<Action>[];
  /** A second game, announced before `nowMs`. */
  playedToTheEnd(nowMs: EpochMs, pictures: DemoPictures): DemoGame<Config, Secrets, Action>;
  /** Strings of the demo (secrets, private notes) that no board, fan view, page or bundle may ever contain. */
  canaries: readonly string[];
}
