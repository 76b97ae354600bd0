import { drizzle, type DrizzleD1Database } from 'drizzle-orm/d1';
import type { Bindings } from '../env.ts';

/** Typed queries over the installation's D1. Cheap to make, so callers need not keep it. */
export function database(env: Pick<Bindings, 'DB'>): DrizzleD1Database {
  return drizzle(env.DB);
}
