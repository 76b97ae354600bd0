import { t } from '../messages/studio.ts';
import type { Path } from './path.ts';
import type { Settings } from './settings.svelte.ts';

/** What is wrong at exactly this field, in words; undefined while nothing is, or while it may not be said yet. */
export function issueText(form: Settings, path: Path): string | undefined {
  const issue = form.issueAt(path);
  if (!issue) return form.serverIssueAt(path);
  return t(`form.${issue.rule}`, issue.bound === undefined ? {} : { bound: issue.bound });
}
