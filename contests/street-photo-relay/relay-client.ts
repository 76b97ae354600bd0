import type { ContestClient } from '../ui.ts';
import type { Action, Board, Config, Mine } from './schema.ts';

/** A relay as its screens see it. */
export type RelayClient = ContestClient<Config, Board, Mine, Action>;
