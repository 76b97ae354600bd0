import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { mailSender, type MailSender } from './mail-sender.ts';

const mail = { to: 'ann@example.org', subject: 'A code', text: '123456', html: '<p>123456</p>' };

const servers: Server[] = [];
afterEach(() => servers.splice(0).forEach((server) => server.close()));

/** Listens on this machine; gives its address. */
async function listening(
  answer: (request: IncomingMessage, reply: ServerResponse) => void,
): Promise<string> {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/emails`;
}

const senderTo = (endpoint: string): MailSender =>
  mailSender({
    MAIL_ENDPOINT: endpoint,
    MAIL_TOKEN: 'token',
    MAIL_FROM: 'play@example.org',
  }) as MailSender;

it.each([301, 302, 307, 308])(
  'a mail and the token go nowhere else when the service answers %i',
  async (status) => {
    let told = 0;
    const elsewhere = await listening((_, reply) => {
      told += 1;
      reply.end('{}');
    });
    const service = await listening((_, reply) => {
      reply.writeHead(status, { location: elsewhere }).end();
    });
    await expect(senderTo(service).send(mail, 'key')).rejects.toThrow(`answered ${status}`);
    expect(told).toBe(0);
  },
);

it('a mail goes to no address that would carry it in the clear or into a private network', async () => {
  for (const endpoint of ['http://mail.example/', 'https://169.254.169.254/', 'https://mailer/'])
    await expect(senderTo(endpoint).send(mail, 'key')).rejects.toThrow('not to be trusted');
});

it('what a service says of a mail it refuses is not repeated', async () => {
  const service = await listening((_, reply) => {
    reply.writeHead(422).end('no mailbox ann@example.org, and 123456 is odd');
  });
  const error: unknown = await senderTo(service)
    .send(mail, 'key')
    .catch((thrown: unknown) => thrown);
  expect(String(error)).toBe('Error: the mail service answered 422');
});
