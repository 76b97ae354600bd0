import type { ContestClient } from '../ui.ts';
import type { Action, Board, Config, Mine } from './schema.ts';

/** A guessing game as its screens see it. */
export type GuessClient = ContestClient<Config, Board, Mine, Action>;
