import type { Bindings } from '../env.ts';
import { mailHtml } from './mail-html.ts';
import { enqueueMail } from './outbox.ts';

/** Mails a sign-in code. */
export async function sendSignInCode(
  env: Bindings,
  { email, code, lifetimeS }: { email: string; code: string; lifetimeS: number },
  background: (work: Promise<unknown>) => void,
): Promise<void> {
  const minutes = Math.round(lifetimeS / 60);
  const lines = [
    'Your code for Fanfare:',
    `It works for ${minutes} minutes, once. If you did not ask for it, nothing happens: ignore this mail.`,
  ] as const;
  await enqueueMail(
    env,
    {
      to: email,
      subject: `${code} is your Fanfare code`,
      text: `${lines[0]}\n\n${code}\n\n${lines[1]}\n`,
      html: mailHtml([lines[0], { strong: code }, lines[1]]),
    },
    { topic: 'sign-in-code', lifetimeMs: lifetimeS * 1000 },
    background,
  );
}
