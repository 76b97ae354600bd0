import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Files of a server's data folder that hold a text, whatever part of them, each with the text. */
export async function filesWith(dataDir: string, text: string): Promise<string[]> {
  const files = await readdir(dataDir, { recursive: true, withFileTypes: true });
  const found = await Promise.all(
    files
      .filter((file) => file.isFile())
      .map(async ({ parentPath, name }) =>
        (await readFile(join(parentPath, name))).includes(text) ? [`${name}: ${text}`] : [],
      ),
  );
  return found.flat();
}
