import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

/** An executable and the environment it needs. */
export interface PackagedChromium {
  executablePath: string;
  env: Record<string, string>;
}

const repository = resolve(import.meta.dirname, '../..');

/** The Chromium in the npm package takes its fonts from /tmp/fonts; ours are elsewhere. */
function fontConfiguration(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>/usr/share/fonts</dir>
  <dir>${folder}/fonts</dir>
  <cachedir>${folder}/font-cache</cachedir>
</fontconfig>
`;
}

/** Unpacks into `folder`, leaving this process's environment as it was. */
async function unpack(folder: string): Promise<void> {
  const before = { ...process.env };
  // The package unpacks the libraries it brings along only where it believes to be on Lambda.
  process.env.AWS_EXECUTION_ENV = 'AWS_Lambda_nodejs22.x';
  process.env.TMPDIR = folder;
  try {
    const { default: packaged } = await import('@sparticuz/chromium');
    await packaged.executablePath();
  } finally {
    for (const name of ['AWS_EXECUTION_ENV', 'TMPDIR', 'LD_LIBRARY_PATH', 'FONTCONFIG_PATH']) {
      if (before[name] === undefined) delete process.env[name];
      else process.env[name] = before[name];
    }
  }
}

/** Unpacks the Chromium of `@sparticuz/chromium` once a version, and tells how to run it. */
export async function packagedChromium(): Promise<PackagedChromium> {
  const manifest = join(repository, 'node_modules/@sparticuz/chromium/package.json');
  const { version } = JSON.parse(await readFile(manifest, 'utf8')) as { version: string };
  const folder = join(repository, '.cache/chromium', version);
  if (!existsSync(folder)) {
    // Two test runs may unpack at once: each works aside, and the first to finish wins.
    const aside = `${folder}-${process.pid}`;
    await mkdir(aside, { recursive: true });
    await unpack(aside);
    await writeFile(join(aside, 'fonts/fonts.conf'), fontConfiguration(folder));
    await rename(aside, folder).catch(() => rm(aside, { recursive: true }));
  }
  const inherited = Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return {
    executablePath: join(folder, 'chromium'),
    env: {
      ...Object.fromEntries(inherited),
      LD_LIBRARY_PATH: join(folder, 'al2023/lib'),
      FONTCONFIG_FILE: join(folder, 'fonts/fonts.conf'),
    },
  };
}
