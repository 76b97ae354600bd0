import { startPlatform } from './local/platform.ts';
const port = Number(process.env.PORT ?? 8787);
process.env.CLOUDFLARE_CF_FETCH_ENABLED = 'false';
await startPlatform({
  dataFolder: process.env.FANFARE_DATA ?? '.fanfare',
  host: process.env.HOST ?? '127.0.0.1',
  port,
  variables: { FANFARE_SECRET: 'x', FANFARE_ORIGIN: `http://localhost:${port}`, FANFARE_DEMO: '1' },
});
console.log('ready');
