import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { childrenOf, isAlive } from '../../bin/local/process-identity.ts';
import { freePort } from '../../bin/local/port.ts';
import { startRefusedServer, startServer } from '../support/server.ts';

const repository = resolve(import.meta.dirname, '../..');
/** These tests are about processes, not about what the demo holds. */
const args = ['--no-demo'];

async function isHealthy(origin: string): Promise<boolean> {
  const reply = await fetch(`${origin}/api/health`).catch(() => undefined);
  return reply?.ok ?? false;
}

describe('the local server', () => {
  let dataDir: string;
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'fanfare-'));
  });
  afterEach(() => rm(dataDir, { recursive: true, force: true }));

  it('refuses a data folder that another server has, and leaves that one alone', async () => {
    const first = await startServer({ dataDir, args });
    const second = await startRefusedServer({ dataDir, args });
    expect(second.exitCode).toBe(1);
    expect(second.output.trim()).toMatch(
      /^Another Fanfare server is already using .*FANFARE_DATA.*\.$/,
    );
    expect(await isHealthy(first.origin)).toBe(true);
    await first.stop();
  });

  it('refuses a busy port in one sentence', async () => {
    const port = await freePort();
    const other = createServer();
    await new Promise<void>((done) => other.listen(port, '127.0.0.1', done));
    const refused = await startRefusedServer({ dataDir, port, args });
    other.close();
    expect(refused.exitCode).toBe(1);
    expect(refused.output.trim()).toBe(
      `Port ${port} is already in use; stop the program that has it, or set PORT to another number.`,
    );
  });

  it.each(['eighty', '0', '70000', '-1'])('refuses %j as a port', async (text) => {
    const refused = await startRefusedServer({ dataDir, env: { PORT: text }, args });
    expect(refused.exitCode).toBe(1);
    expect(refused.output.trim()).toMatch(/^PORT must be a number/);
  });

  it.each(['http://mail.example/', 'https://169.254.169.254/'])(
    'refuses to post mails to %s',
    async (endpoint) => {
      const env = { MAIL_ENDPOINT: endpoint };
      const refused = await startRefusedServer({ dataDir, env, args });
      expect(refused.exitCode).toBe(1);
      expect(refused.output.trim()).toMatch(/^MAIL_ENDPOINT must be https/);
    },
  );

  it.each([
    ['FANFARE_LIMITS', '{"person": {"capacity": 1, "refillPerSecond": 1}}', 'person'],
    ['FANFARE_LIMITS', 'many', 'JSON'],
    ['FANFARE_CHALLENGE', '{"tries": 0}', 'tries'],
  ])('refuses to start with a %s that it cannot read: %s', async (name, value, about) => {
    const refused = await startRefusedServer({ dataDir, env: { [name]: value }, args });
    expect(refused.exitCode).toBe(1);
    expect(refused.output).toContain(`${name} cannot be read`);
    expect(refused.output).toContain(about);
  });

  it.each([
    [{ FANFARE_ADDRESS_HEADER: 'X_Forwarded:For' }, /^FANFARE_ADDRESS_HEADER must name/],
    [{ FANFARE_ADDRESS_HEADER: 'Cookie' }, /^FANFARE_ADDRESS_HEADER must name/],
    [{ FANFARE_ADDRESS_HOPS: '0' }, /^FANFARE_ADDRESS_HOPS must be/],
    [{ TURNSTILE_SITE_KEY: 'only one' }, /^TURNSTILE_SITE_KEY and TURNSTILE_SECRET go together/],
    [{ TURNSTILE_ENDPOINT: 'http://10.0.0.1/v' }, /^TURNSTILE_ENDPOINT must be https/],
  ])('refuses to start with %j', async (env, sentence) => {
    const refused = await startRefusedServer({ dataDir, env, args });
    expect(refused.exitCode).toBe(1);
    expect(refused.output.trim()).toMatch(sentence);
  });

  it('leaves no process behind when it is asked to stop', async () => {
    const server = await startServer({ dataDir, args });
    const children = childrenOf(server.pid);
    expect(children.length).toBeGreaterThan(0);
    expect(await server.stop()).toBe(0);
    expect(children.filter(isAlive)).toEqual([]);
  });

  it('starts again on the same port and folder after kill -9, ending the orphaned runtime', async () => {
    const first = await startServer({ dataDir, args });
    const orphans = childrenOf(first.pid);
    await first.kill9();
    expect(orphans.filter(isAlive).length, 'the case needs an orphan').toBeGreaterThan(0);
    const second = await startServer({ dataDir, port: first.port, args });
    expect(orphans.filter(isAlive)).toEqual([]);
    expect(await isHealthy(second.origin)).toBe(true);
    await second.stop();
  });

  it('keeps its secret to itself, and keeps it over restarts', async () => {
    const file = join(dataDir, 'secrets.json');
    await (await startServer({ dataDir, args })).stop();
    const before = await readFile(file, 'utf8');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    await (await startServer({ dataDir, args })).stop();
    expect(await readFile(file, 'utf8')).toBe(before);
  });

  it('ends when npm, which started it, is asked to stop', async () => {
    const port = await freePort();
    const npm = spawn('npm', ['start', '--', ...args], {
      cwd: repository,
      env: { ...process.env, PORT: String(port), FANFARE_DATA: dataDir },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const exited = new Promise((done) => npm.once('exit', done));
    await new Promise<void>((ready, fail) => {
      void exited.then(() => fail(new Error('npm start ended too early')));
      npm.stdout.on('data', (chunk: Buffer) => chunk.includes('Fanfare is ready') && ready());
    });
    npm.kill('SIGTERM');
    await exited;
    await expect.poll(() => isHealthy(`http://localhost:${port}`), { timeout: 10_000 }).toBe(false);
    await (await startServer({ dataDir, port, args })).stop();
  });
});
