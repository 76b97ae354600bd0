import { LOCALE } from '../translator.ts';

const names = new Intl.DisplayNames([LOCALE], { type: 'region', fallback: 'code' });

/** A country's name for its ISO code; the code itself where the browser knows no name. */
export function countryName(code: string): string {
  try {
    return names.of(code) ?? code;
  } catch {
    return code;
  }
}
