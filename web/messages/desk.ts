import { translator } from '../kit/translator.ts';
import messages from './desk.en.json';

/** The messages of the desk. */
export const t = translator(messages);
