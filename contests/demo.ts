import type { EpochMs, Role } from './contract.ts';
import type { CoreAction } from './decide.ts';

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
  /** `ids` maps a step's `saves` name to the id that its act created; `mediaId` is the upload of this step. */
  action:
    Action | ((context: { ids: Readonly<Record<string, string>>; mediaId: string }) => Action);
  /** Remember the id this act creates under a name. */
  saves?: string;
}

/** The campaign that the demo's two games belong to, as a brand would write it. */
export interface DemoCampaign {
  title: string;
  tagline: string;
  storyMarkdown: string;
  /** Written as #rrggbb. */
  accent: string;
  /** IANA name. */
  timeZone: string;
  /** Photograph of the cover, by number. */
  coverPhoto: number;
  /** What the contest in progress is called. */
  liveTitle: string;
  /** What the announced one is called. */
  finishedTitle: string;
}

/** A whole game of a demo, with the core's own acts (selection, announcement) among its steps. */
export interface DemoGame<Config, Action> {
  config: Config;
  steps: readonly DemoStep<Action | CoreAction>[];
}

/** A type's demo: what a first start shows, and what the tests of every type play. */
export interface Demo<Config, Secrets, Action> {
  /** The campaign both games belong to. */
  campaign: DemoCampaign;
  config(nowMs: EpochMs): Config;
  secrets(nowMs: EpochMs): Secrets;
  /** A game in progress: its contest is live at `nowMs` and every step lies before. */
  play(nowMs: EpochMs): readonly DemoStep<Action>[];
  /** A second game, announced before `nowMs`. */
  playedToTheEnd(nowMs: EpochMs): DemoGame<Config, Action>;
  /** Strings of the demo (secrets, private notes) that no board, fan view, page or bundle may ever contain. */
  canaries: readonly string[];
}
