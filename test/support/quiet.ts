import { AxeBuilder } from '@axe-core/playwright';
import type { BrowserContext, Page } from 'playwright-core';

/**
 * Collects what a browser complains about: errors on the console, uncaught exceptions, violations of the
 * content security policy, replies that no page should cause.
 * @returns the growing list; empty is what a test expects.
 */
export function complaintsOf(context: BrowserContext, who: string): string[] {
  const complaints: string[] = [];
  const complain = (text: string) => complaints.push(`${who}: ${text}`);
  context.on('console', (message) => {
    const text = `${message.text()} (${message.location().url})`;
    if (message.type() === 'error' || /content.security.policy/i.test(text)) complain(text);
  });
  context.on('weberror', (error) => complain(error.error().message));
  context.on('response', (reply) => {
    if (reply.status() >= 500) complain(`${reply.status()} ${reply.url()}`);
  });
  return complaints;
}

/** Resolves once nothing moves or changes colour any more; what goes on for ever is not waited for. */
export async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const passing = document
      .getAnimations()
      .filter((one) => one.effect?.getComputedTiming().endTime !== Infinity)
      // In a closed `details` nothing is shown, and what would move there stands still.
      .filter((one) => (one.effect as KeyframeEffect | null)?.target?.checkVisibility() ?? true);
    await Promise.allSettled(passing.map((one) => one.finished));
  });
}

/** What axe finds serious or critical on a page, a line each. */
export async function seriousFindings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary ?? ''}`),
    );
}

/** What axe finds serious or critical in light and in dark, once everything stands still. */
export async function findingsInLightAndDark(page: Page): Promise<string[]> {
  const findings: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await settled(page);
    findings.push(...(await seriousFindings(page)).map((one) => `${colorScheme}: ${one}`));
  }
  return findings;
}
