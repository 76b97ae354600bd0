import { prettifyError, ZodError } from 'zod';
import { challengeSettings } from '../../worker/abuse/challenge-settings.ts';
import { hopsOf, statesAddresses } from '../../worker/abuse/address-header.ts';
import { limitsOf } from '../../worker/abuse/limits.ts';
import { isSafeEndpoint } from '../../worker/abuse/outgoing-address.ts';
import { StartRefused } from './start-refused.ts';

/** Settings that are handed on to the worker as they are (worker/installation.ts says what they mean). */
const HANDED_ON = [
  ...['MAIL_ENDPOINT', 'MAIL_TOKEN', 'MAIL_FROM'],
  ...['FANFARE_LIMITS', 'FANFARE_CHALLENGE', 'FANFARE_ADDRESS_HOPS'],
  ...['TURNSTILE_SITE_KEY', 'TURNSTILE_SECRET', 'TURNSTILE_ENDPOINT'],
];

/**
 * What the operator's environment says about the installation, as the worker reads it.
 * @throws {StartRefused} when a setting cannot be meant like that: better now than at a fan's first request.
 */
export function installationSettings(environment: NodeJS.ProcessEnv): Record<string, string> {
  const settings: Record<string, string> = {};
  for (const name of HANDED_ON) {
    const value = environment[name];
    if (value) settings[name] = value;
  }
  for (const name of ['MAIL_ENDPOINT', 'TURNSTILE_ENDPOINT'])
    if (settings[name] && !isSafeEndpoint(settings[name]))
      throw new StartRefused(`${name} must be https:// at a public host, or on this machine.`);
  if (!settings['TURNSTILE_SITE_KEY'] !== !settings['TURNSTILE_SECRET'])
    throw new StartRefused(
      'TURNSTILE_SITE_KEY and TURNSTILE_SECRET go together: set both or none.',
    );
  requireReadable('FANFARE_LIMITS', () => limitsOf(settings));
  requireReadable('FANFARE_CHALLENGE', () => challengeSettings(settings));
  // Without a proxy any client could state any address.
  const addressHeader = environment['FANFARE_ADDRESS_HEADER'] ?? '';
  if (addressHeader && !statesAddresses(addressHeader))
    throw new StartRefused(
      'FANFARE_ADDRESS_HEADER must name the header in which your proxy states addresses, e.g. X-Forwarded-For.',
    );
  if (hopsOf(settings) === null)
    throw new StartRefused(
      'FANFARE_ADDRESS_HOPS must be the number of your own proxies, from 1 to 10.',
    );
  return { ...settings, FANFARE_ADDRESS_HEADER: addressHeader, FANFARE_WHOLE_MINUTES: '1' };
}

function requireReadable(name: string, read: () => unknown): void {
  try {
    read();
  } catch (error) {
    const why = error instanceof ZodError ? prettifyError(error) : String(error);
    throw new StartRefused(`${name} cannot be read.\n${why}`);
  }
}
