import { applyD1Migrations, env } from 'cloudflare:test';

/** Runs before each file of the `worker` project: the real schema, in that file's own database. */
await applyD1Migrations(env.DB, env.TEST_MIGRATIONS);
