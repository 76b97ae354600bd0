import { parseArgs, type ParseArgsConfig } from 'node:util';

type Options = NonNullable<ParseArgsConfig['options']>;

/** Says in one sentence what is wrong with the command line, and ends the program. */
function refuse(sentence: string): never {
  console.error(sentence);
  process.exit(1);
}

/**
 * The options of the command line. Ends the program when there is one that nobody knows, or one without its value; and after the
 * usage (or the names of the options) when that is what `--help` asks for.
 */
export function commandOptions<const Known extends Options>(options: Known, usage?: string) {
  if (process.argv.slice(2).some((argument) => argument === '--help' || argument === '-h')) {
    console.log(usage ?? `The options are:\n${optionLines(options).join('\n')}`);
    process.exit(0);
  }
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    const [sentence = ''] = error instanceof Error ? error.message.split(/\. |\n/) : [];
    const names = Object.keys(options).map((name) => `--${name}`);
    return refuse(`${sentence.replace(/\.$/, '')}. The options are ${names.join(', ')}.`);
  }
}

/** `  --seeds …   (5)`: whether it takes a value, and what it is when left out. */
const optionLines = (options: Options) =>
  Object.entries(options).map(([name, { type, default: usual }]) => {
    const value = type === 'string' ? ' …' : '';
    return `  --${name}${value}${type === 'string' && usual !== undefined ? `   (${String(usual)})` : ''}`;
  });

/** A whole number from the command line, `from` or more. Ends the program when it is none. */
export function wholeNumber(name: string, text: string, from: number): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isSafeInteger(value) && value >= from) return value;
  return refuse(`--${name} must be a whole number from ${from} on, not "${text}".`);
}

/** The origin of a server from the command line. Ends the program when it is none. */
export function serverOrigin(name: string, text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url && /^https?:$/.test(url.protocol)) return url.origin;
  return refuse(`--${name} must be an address such as http://localhost:8787, not "${text}".`);
}

/** Both or none. Ends the program when only one of two options is there that need each other. */
export function together(one: [string, string?], other: [string, string?]): void {
  if ((one[1] === undefined) !== (other[1] === undefined))
    refuse(`--${one[0]} and --${other[0]} need each other.`);
}
