import { z } from 'zod';
import { oneLineName } from '../services/one-line-name.ts';

/** The name of a campaign or a contest. */
export const Title = oneLineName(2, 120);

/** An IANA time zone that this runtime knows, such as `Europe/Paris`. */
export const TimeZone = z
  .string()
  .max(64)
  .regex(/^[A-Za-z][A-Za-z0-9_+/-]*$/, 'Choose a time zone from the list.')
  .refine(isKnownZone, 'Choose a time zone from the list.');

function isKnownZone(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    return true;
  } catch {
    return false;
  }
}

/** What PATCH may change about a campaign; what is left out stays. */
export const CampaignChanges = z
  .strictObject({
    title: Title,
    tagline: z.string().trim().max(200),
    storyMarkdown: z.string().max(20_000),
    accent: z
      .string()
      .regex(/^#[0-9a-fA-F]{6}$/, 'Write the colour as #rrggbb.')
      .transform((colour) => colour.toLowerCase()),
    timeZone: TimeZone,
    coverMediaId: z.string().min(1).max(64).nullable(),
  })
  .partial();
