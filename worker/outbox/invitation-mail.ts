import type { Bindings } from '../env.ts';
import { mailHtml } from './mail-html.ts';
import { enqueueMail } from './outbox.ts';

const WEEK_MS = 7 * 24 * 3600_000;

/** Tells somebody that a brand has asked them to join. Signing in with the address is all it takes. */
export async function sendInvitation(
  env: Bindings,
  { email, brandName, role }: { email: string; brandName: string; role: string },
  background: (work: Promise<unknown>) => void,
): Promise<void> {
  const address = `${env.FANFARE_ORIGIN}/sign-in?next=/studio`;
  const lines = [
    `You have been asked to join ${brandName} on Fanfare as ${role}.`,
    `Sign in with this e-mail address to accept: ${address}`,
    'If you do not know the sender, ignore this mail.',
  ];
  await enqueueMail(
    env,
    {
      to: email,
      // A subject is one line, whatever the brand is called.
      subject: `Join ${brandName.replace(/\s+/g, ' ')} on Fanfare`,
      text: `${lines.join('\n\n')}\n`,
      html: mailHtml(lines),
    },
    { topic: 'invitation', lifetimeMs: WEEK_MS },
    background,
  );
}
