import { desc, eq } from 'drizzle-orm';
import { database } from '../db/database.ts';
import { rules } from '../db/schema.ts';
import type { Bindings } from '../env.ts';

/** The newest version of a contest's frozen rules, or null while its ledger has none. */
export async function rulesInForce(env: Bindings, contestId: string): Promise<unknown> {
  const [row] = await database(env)
    .select({ config: rules.config })
    .from(rules)
    .where(eq(rules.contestId, contestId))
    .orderBy(desc(rules.version))
    .limit(1);
  return row ? (JSON.parse(row.config) as unknown) : null;
}
