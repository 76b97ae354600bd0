import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startServer, type TestServer } from '../support/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ env: { FANFARE_DEMO_CAMPAIGN: '0' } });
});
afterAll(() => server.stop());

async function cookieOf(path: string, body: object): Promise<string> {
  const reply = await fetch(server.origin + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: server.origin },
    body: JSON.stringify(body),
  });
  return reply.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';', 1)[0])
    .join('; ');
}

async function published(): Promise<string> {
  const cookie = await cookieOf('/dev/sign-in', { as: 'brand' });
  const post = async (path: string, body: object) => {
    const headers = { 'content-type': 'application/json', origin: server.origin, cookie };
    const reply = await fetch(server.origin + path, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    });
    return (await reply.json()) as { id: string };
  };
  const [{ type }] = (await (
    await fetch(`${server.origin}/api/contest-types`, { headers: { cookie } })
  ).json()) as [{ type: string }];
  const brand = await post('/api/brands', { name: 'Gone' });
  const campaign = await post(`/api/brands/${brand.id}/campaigns`, { title: 'Gone' });
  const { id } = await post(`/api/studio/campaigns/${campaign.id}/contests`, {
    type,
    title: 'Gone',
  });
  await post(`/api/contests/${id}/publish`, {});
  return id;
}

/** Sends an act over a socket of its own; the reply is what comes back first. */
function act(
  contestId: string,
  cookie: string,
  key: string,
): { socket: Socket; reply: Promise<string> } {
  const socket = connect(server.port, '127.0.0.1');
  const body = JSON.stringify({ key, action: { type: 'vote', entryId: 'nothing' } });
  socket.write(
    `POST /api/contests/${contestId}/actions HTTP/1.1\r\nHost: localhost:${server.port}\r\nOrigin: ${server.origin}\r\n` +
      `Cookie: ${cookie}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`,
  );
  const reply = new Promise<string>((resolve) => {
    socket.once('data', (chunk) => resolve(chunk.toString()));
    socket.once('error', () => resolve('no reply'));
  });
  return { socket, reply };
}

it('answers everybody although some of those who acted at the same time hang up at once', async () => {
  const contestId = await published();
  // Staff at work have no budget that so many acts could use up, and prove nothing.
  const cookie = await cookieOf('/dev/sign-in', { as: 'brand' });
  for (let round = 0; round < 20; round++) {
    const acts = Array.from({ length: 16 }, (_, index) =>
      act(contestId, cookie, `round-${round}-${index}`),
    );
    const stays = (index: number) => index % 2 === round % 2;
    // Long enough to be received, short enough to be still waiting.
    await new Promise((resolve) => setTimeout(resolve, round % 5));
    acts.forEach(({ socket }, index) => stays(index) || socket.destroy());
    const replies = await Promise.all(
      acts.filter((_, index) => stays(index)).map(({ reply }) => reply),
    );
    for (const reply of replies) expect(reply).toMatch(/^HTTP\/1\.1 409 /);
    for (const { socket } of acts) socket.destroy();
  }
});

it('goes on taking acts after a crowd has hung up in the middle of theirs', async () => {
  const contestId = await published();
  // Staff at work have no budget that so many acts could use up, and prove nothing.
  const cookie = await cookieOf('/dev/sign-in', { as: 'brand' });
  for (let round = 0; round < 12; round++) {
    const crowd = Array.from({ length: 96 }, (_, index) =>
      act(contestId, cookie, `crowd-${round}-${index}`),
    );
    await new Promise((resolve) => setTimeout(resolve, round * 3));
    for (const { socket } of crowd) socket.destroy();
    const { socket, reply } = act(contestId, cookie, `after-${round}-later`);
    expect(await reply).toMatch(/^HTTP\/1\.1 409 /);
    socket.destroy();
  }
});
