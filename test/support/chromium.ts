import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';
import { packagedChromium } from './packaged-chromium.ts';

/** Flags that also work as root and without a network. */
const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const systemBrowsers = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/**
 * Launches Chromium: `$CHROMIUM`, else the system's own, else the one that came with `npm ci`, so
 * that browser tests need no manual step. WebGL is there, drawn by the processor.
 */
export async function launchChromium(moreFlags: readonly string[] = []): Promise<Browser> {
  const system = [process.env.CHROMIUM ?? '', ...systemBrowsers].find(
    (path) => path !== '' && existsSync(path),
  );
  return chromium.launch({
    ...(system ? { executablePath: system } : await packagedChromium()),
    args: [...flags, ...moreFlags],
    ignoreDefaultArgs: ['--enable-automation'],
  });
}

/** The phone that pages are designed for first. */
export const phone = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
} as const;

/** An ordinary laptop window. */
export const desktop = { viewport: { width: 1280, height: 800 } } as const;
