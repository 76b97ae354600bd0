import { translator } from '../kit/translator.ts';
import messages from './challenge.en.json';

/** The messages of showing that one is a person. */
export const t = translator(messages);
