import { translator } from '../kit/translator.ts';
import messages from './sign-in.en.json';

/** The messages of the page on which people sign in. */
export const t = translator(messages);
