import type { Path } from './path.ts';
import { ruleText } from './rule-text.ts';
import type { Settings } from './settings.svelte.ts';

/** What is wrong at exactly this field, in words; undefined while nothing is, or while it may not be said yet. */
export function issueText(form: Settings, path: Path): string | undefined {
  const issue = form.issueAt(path);
  return issue ? ruleText(issue) : form.serverIssueAt(path);
}
