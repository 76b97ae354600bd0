import { translator } from '../../../web/kit/translator.ts';
import messages from './en.json';

/** The puzzle game's own words. */
export const t = translator(messages);
