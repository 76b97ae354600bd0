import type { ContestClient } from '../ui.ts';
import type { Action, Board, Config, Mine } from './schema.ts';

export type CaptionClient = ContestClient<Config, Board, Mine, Action>;
