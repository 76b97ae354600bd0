import type { Bindings } from '../env.ts';
import type { RulesFact, RulesText } from '../wire/pages-fan.ts';
import { contestFacts } from './contest-facts.ts';
import { settingsInWords } from './rules-facts.ts';

/** A contest's frozen rules in words, made from its type's own schema. */
export async function rulesInWords(
  env: Bindings,
  contestId: string,
  config: unknown,
): Promise<{ texts: RulesText[]; facts: RulesFact[] }> {
  const facts = await contestFacts(env, contestId);
  return facts ? settingsInWords(facts.contest.schemas.config, config) : { texts: [], facts: [] };
}
