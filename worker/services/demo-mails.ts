import type { Bindings } from '../env.ts';
import { newestMails } from '../outbox/outbox.ts';
import type { DevMail } from '../wire/pages-dev.ts';

/** The last mails that a demo server would have sent, newest first. */
export function demoMails(env: Bindings): Promise<DevMail[]> {
  return newestMails(env, 50);
}
