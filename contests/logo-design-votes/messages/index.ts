import { translator } from '../../../web/kit/translator.ts';
import messages from './en.json';

/** The words of this contest type. */
export const t = translator(messages);
