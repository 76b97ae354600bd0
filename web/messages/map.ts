import { translator } from '../kit/translator.ts';
import messages from './map.en.json';

/** The messages of maps and of searching places, loaded with the map. */
export const t = translator(messages);
