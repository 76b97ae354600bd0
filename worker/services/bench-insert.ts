import type { Bindings } from '../env.ts';
import { freshActKey } from '../wire/act-key.ts';

/** Commits one small row of its own, as a server without group commit does for every act. */
export async function insertOneRow(env: Pick<Bindings, 'DB'>): Promise<void> {
  await env.DB.prepare(
    `INSERT INTO receipt (contest_id, actor_id, key, body_hash, seq, block, created_id)
     VALUES ('bench', 'bench', ?, '', 0, 0, NULL)`,
  )
    .bind(freshActKey())
    .run();
}
