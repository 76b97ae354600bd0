import type { Bindings } from '../env.ts';
import { mailHtml } from './mail-html.ts';
import { enqueueMail } from './outbox.ts';

/** For how long an invitation can be accepted, and is worth mailing. */
export const INVITATION_LIFETIME_MS = 7 * 24 * 3600_000;

/**
 * Somebody else's words, so that no mail program makes a link of them: `play.example` becomes `play[.]example`. Whoever
 * founds a brand chooses its name, and we mail it to people who have never heard of either.
 */
export function withoutLinks(words: string): string {
  return words
    .replace(/[.。．｡](?=[\p{L}\p{N}])/gu, '[.]')
    .replace(/:(?=\S)/g, '[:]')
    .replace(/@/g, '[@]');
}

/**
 * Tells somebody that a brand asks them to join. Whose words are whose is plain: the subject and every sentence are ours, and
 * the brand's name stands alone, in quotation marks, as what it calls itself.
 */
export async function sendInvitation(
  env: Bindings,
  { email, brandName, role }: { email: string; brandName: string; role: string },
  background: (work: Promise<unknown>) => void,
): Promise<void> {
  const quoted = `“${withoutLinks(brandName)}”`;
  const asked = `A brand on Fanfare asks you to join its team as ${role}. The brand calls itself:`;
  const ours = [
    'That name is theirs; Fanfare has not checked it.',
    `To accept or decline, sign in with this e-mail address: ${env.FANFARE_ORIGIN}/invitations`,
    'You join only if you accept, within a week. If you do not know who asks, ignore this mail.',
  ];
  await enqueueMail(
    env,
    {
      to: email,
      subject: 'An invitation to a team on Fanfare',
      text: `${[asked, `    ${quoted}`, ...ours].join('\n\n')}\n`,
      html: mailHtml([asked, { quoted }, ...ours]),
    },
    { topic: 'invitation', lifetimeMs: INVITATION_LIFETIME_MS },
    background,
  );
}
