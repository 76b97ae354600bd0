import { translator } from '../kit/translator.ts';
import messages from './studio.en.json';

/** The messages of the studio and of the forms it generates. */
export const t = translator(messages);
