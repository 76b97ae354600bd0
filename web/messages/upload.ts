import { translator } from '../kit/translator.ts';
import messages from './upload.en.json';

/** The messages of sending a picture. */
export const t = translator(messages);
