import type { Bindings } from '../env.ts';
import { mailHtml } from './mail-html.ts';
import { countMails, enqueueMail } from './outbox.ts';

const QUARTER_HOUR_MS = 15 * 60_000;
const DAY_MS = 24 * 3600_000;
/** Codes per address: enough for a clumsy day, too few for guessing or for flooding a mailbox. */
const MOST_CODES = [
  { count: 5, withinMs: QUARTER_HOUR_MS },
  { count: 20, withinMs: DAY_MS },
];

/** When an address may be sent another code: `nowMs` or earlier when it may be now. */
export async function nextCodeAtMs(env: Bindings, email: string, nowMs: number): Promise<number> {
  for (const { count, withinMs } of MOST_CODES) {
    const sent = await countMails(env, email, 'sign-in-code', nowMs - withinMs);
    if (sent >= count) return nowMs + withinMs;
  }
  return nowMs;
}

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
