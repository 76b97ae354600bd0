import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { StartRefused } from './start-refused.ts';

async function listenOnce(host: string, port: number): Promise<void> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once('error', reject);
    probe.listen({ host, port, exclusive: true }, resolve);
  });
  await new Promise((resolve) => probe.close(resolve));
}

/**
 * Makes sure that the address can be listened on, before the runtime tries.
 * @param patienceMs how long a taken port may take to become free, when its holder has just ended.
 * @throws {StartRefused} when it is taken, not allowed or not of this machine.
 */
export async function requireFreePort(host: string, port: number, patienceMs = 0): Promise<void> {
  const deadlineMs = Date.now() + patienceMs;
  for (;;) {
    const error = await listenOnce(host, port).then(
      () => undefined,
      (reason: NodeJS.ErrnoException) => reason,
    );
    if (!error) return;
    if (error.code === 'EADDRINUSE' && Date.now() < deadlineMs) {
      await sleep(25);
      continue;
    }
    const reasons: Record<string, string> = {
      EADDRINUSE: `Port ${port} is already in use; stop the program that has it, or set PORT to another number.`,
      EACCES: `Port ${port} needs special rights; set PORT to a number above 1023.`,
      EADDRNOTAVAIL: `${host} is not an address of this machine; set HOST to one that is.`,
      ENOTFOUND: `${host} is not an address of this machine; set HOST to one that is.`,
    };
    const sentence = reasons[error.code ?? ''];
    throw sentence ? new StartRefused(sentence) : error;
  }
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((done) => probe.listen(0, '127.0.0.1', done));
  const address = probe.address();
  await new Promise((done) => probe.close(done));
  if (!address || typeof address === 'string') throw new Error('no port to be had');
  return address.port;
}
