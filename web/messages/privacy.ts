import { translator } from '../kit/translator.ts';
import messages from './privacy.en.json';

/** The messages of what is stored about people, of getting it and of having it deleted. */
export const t = translator(messages);
