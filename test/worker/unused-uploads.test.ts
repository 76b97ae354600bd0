import { env } from 'cloudflare:test';
import { expect, it } from 'vitest';
import { markUnusedUploads } from '../../worker/services/privacy-retention.ts';

const UPLOADS = 60;
const EVENTS = 100;

it('a ledger is read once for all uploads that were never entered, however many there are', async () => {
  const numbers = (length: number) => JSON.stringify(Array.from({ length }, (_, number) => number));
  await env.DB.batch([
    env.DB.prepare(
      `INSERT INTO media (id, owner_id, brand_id, contest_id, sha256, difference_hash, format, size_bytes, width_px, height_px, created_at_ms)
       SELECT 'upload-' || value, 'g_ann', 'brand', 'long', value, '', 'jpeg', 1, 640, 480, 0 FROM json_each(?)`,
    ).bind(numbers(UPLOADS)),
    env.DB.prepare(
      `INSERT INTO event (contest_id, shard, seq, block, at_ms, actor_id, role, data)
       SELECT 'long', 0, value + 1, 1, 0, 'ann', 'fan', json_object('type', 'voted', 'entryId', 'entry-' || value) FROM json_each(?)`,
    ).bind(numbers(EVENTS)),
    // Named by the ledger alone, as while a projection is being rebuilt.
    env.DB.prepare(
      `INSERT INTO event (contest_id, shard, seq, block, at_ms, actor_id, role, data)
       VALUES ('long', 0, ?, 1, 0, 'ann', 'fan', '{"type":"offered","designs":[{"mediaId":"upload-7"}]}')`,
    ).bind(EVENTS + 1),
  ]);
  const { meta } = await markUnusedUploads(env.DB, 1).run();
  expect(meta.rows_read).toBeLessThan((UPLOADS * EVENTS) / 2);
  const { results } = await env.DB.prepare('SELECT id FROM media_upload').all<{ id: string }>();
  expect(results).toHaveLength(UPLOADS - 1);
  expect(results.map(({ id }) => id)).not.toContain('upload-7');
});
