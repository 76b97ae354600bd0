import { translator } from '../kit/translator.ts';
import messages from './invitations.en.json';

/** The messages of invitations to a team, for whoever was invited. */
export const t = translator(messages);
