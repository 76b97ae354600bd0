import { createServer } from 'node:net';
import { StartRefused } from './start-refused.ts';

/**
 * Makes sure that the address can be listened on, before the runtime tries.
 * @throws {StartRefused} when it is taken, not allowed or not of this machine.
 */
export async function requireFreePort(host: string, port: number): Promise<void> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once('error', reject);
    probe.listen({ host, port, exclusive: true }, resolve);
  }).catch((error: NodeJS.ErrnoException) => {
    const reasons: Record<string, string> = {
      EADDRINUSE: `Port ${port} is already in use; stop the program that has it, or set PORT to another number.`,
      EACCES: `Port ${port} needs special rights; set PORT to a number above 1023.`,
      EADDRNOTAVAIL: `${host} is not an address of this machine; set HOST to one that is.`,
      ENOTFOUND: `${host} is not an address of this machine; set HOST to one that is.`,
    };
    const sentence = reasons[error.code ?? ''];
    throw sentence ? new StartRefused(sentence) : error;
  });
  await new Promise((resolve) => probe.close(resolve));
}
