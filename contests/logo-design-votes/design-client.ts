import type { ContestClient } from '../ui.ts';
import type { Action, Board, Config, Mine } from './schema.ts';

/** A vote on designs as its screens see it. */
export type DesignClient = ContestClient<Config, Board, Mine, Action>;
