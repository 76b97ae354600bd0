import { t } from '../messages/studio.ts';
import type { FieldIssue } from './validate.ts';

/** What to do about an issue that the browser found. */
export function ruleText({ rule, bound }: FieldIssue): string {
  return t(`form.${rule}`, bound === undefined ? {} : { bound });
}
