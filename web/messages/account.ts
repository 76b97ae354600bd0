import { translator } from '../kit/translator.ts';
import messages from './account.en.json';

/** The messages of the account of votes. */
export const t = translator(messages);
