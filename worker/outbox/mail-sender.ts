import { isSafeEndpoint } from '../abuse/outgoing-address.ts';
import type { Installation } from '../installation.ts';

export interface Mail {
  to: string;
  subject: string;
  text: string;
  html: string;
}

/** Hands a mail to whoever delivers it. Resolves once it was taken; throws when it was not. */
export interface MailSender {
  /** `key` is the same whenever the same mail is tried again, so that it arrives once. */
  send(mail: Mail, key: string): Promise<void>;
}

type MailSettings = Pick<
  Installation,
  'FANFARE_DEMO' | 'MAIL_ENDPOINT' | 'MAIL_TOKEN' | 'MAIL_FROM'
>;

/** A reply that takes longer than this counts as a failure, and the mail is tried again later. */
const TIMEOUT_MS = 10_000;

/** Posts to a mail service that takes Resend's JSON, which several others take as well. */
function httpMailSender(endpoint: string, token: string, from: string): MailSender {
  return {
    async send({ to, subject, text, html }, key) {
      const reply = await fetch(endpoint, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
          'idempotency-key': key,
        },
        body: JSON.stringify({ from, to, subject, text, html }),
        // Followed, a redirect would take the token and the mail wherever it says.
        redirect: 'manual',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      await reply.body?.cancel();
      // Its body may repeat the mail, so that only the status is kept.
      if (!reply.ok) throw new Error(`the mail service answered ${reply.status}`);
    },
  };
}

/**
 * The configured sender, or null in demo mode, where mails stay in the outbox to be read at /dev/mail.
 * Without a configured service every attempt fails, and the outbox keeps the reason.
 */
export function mailSender(env: MailSettings): MailSender | null {
  if (env.FANFARE_DEMO === '1') return null;
  const { MAIL_ENDPOINT: endpoint, MAIL_TOKEN: token, MAIL_FROM: from } = env;
  if (endpoint && !isSafeEndpoint(endpoint)) return refusing('MAIL_ENDPOINT is not to be trusted');
  if (endpoint && token && from) return httpMailSender(endpoint, token, from);
  return refusing('MAIL_ENDPOINT, MAIL_TOKEN and MAIL_FROM are not set');
}

function refusing(why: string): MailSender {
  return { send: () => Promise.reject(new Error(why)) };
}
