import format, { type CompiledMessage } from 'icu-minify/format';

/** What a message's placeholders take. Dates and numbers are formatted by the message itself. */
export type MessageValues = Record<string, string | number | boolean | Date>;

/** The language every message file is written in today. */
export const LOCALE = 'en';

const formatters = {
  getDateTimeFormat: (...of: ConstructorParameters<typeof Intl.DateTimeFormat>) =>
    new Intl.DateTimeFormat(...of),
  getNumberFormat: (...of: ConstructorParameters<typeof Intl.NumberFormat>) =>
    new Intl.NumberFormat(...of),
  getPluralRules: (...of: ConstructorParameters<typeof Intl.PluralRules>) =>
    new Intl.PluralRules(...of),
};

/**
 * Makes the message function of one catalogue (a `messages/<language>.json` in ICU syntax).
 * @example const t = translator(messages); t('votes.left', { count: 2 });
 */
export function translator<Catalogue extends Record<string, string>>(catalogue: Catalogue) {
  const compiled = catalogue as Record<string, CompiledMessage>;
  return (key: keyof Catalogue & string, values?: MessageValues): string =>
    String(format<string>(compiled[key] ?? key, LOCALE, values, { formatters, timeZone: 'UTC' }));
}
