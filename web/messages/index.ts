import { translator } from '../kit/translator.ts';
import messages from './en.json';

/** The messages of the pages that fans see, and of the kit. */
export const t = translator(messages);
