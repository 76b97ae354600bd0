import compile from 'icu-minify/compile';
import type { Plugin } from 'vite';

/**
 * Compiles ICU messages while building: every `messages/*.json` becomes the compact form that
 * `translator` formats, so that no parser travels to a browser. A message with a syntax error fails the build.
 */
export function compileMessages(): Plugin {
  return {
    name: 'fanfare:messages',
    enforce: 'pre',
    transform(code, id) {
      if (!/\/messages\/[^/]+\.json$/.test(id)) return null;
      const messages = JSON.parse(code) as Record<string, string>;
      const compiled = Object.entries(messages).map(([key, message]) => {
        try {
          return [key, compile(message)];
        } catch (error) {
          throw new Error(`${id}: ${key}: ${String(error)}`, { cause: error });
        }
      });
      return { code: JSON.stringify(Object.fromEntries(compiled)), map: null };
    },
  };
}
