import type { ContestClient } from '../ui.ts';
import type { Action, Board, Config, Mine } from './schema.ts';

/** A puzzle game as its screens see it. */
export type PuzzlesClient = ContestClient<Config, Board, Mine, Action>;
