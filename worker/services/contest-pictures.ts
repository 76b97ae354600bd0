import type { AnyContest } from '../../contests/contract.ts';
import type { Bindings } from '../env.ts';
import type { DraftIssue } from '../wire/studio.ts';

/** What a draft consists of; both parts have passed their schemas. */
interface Settings {
  config: unknown;
  secrets: unknown;
}

/** Pictures that a draft names and its brand does not have, each where it stands. */
export async function pictureIssues(
  env: Bindings,
  contest: AnyContest,
  { config, secrets }: Settings,
  brandId: string,
): Promise<DraftIssue[]> {
  const named = contest.pictures(config, secrets);
  if (named.length === 0) return [];
  const { results } = await env.DB.prepare(
    `SELECT id FROM media
     WHERE id IN (SELECT value FROM json_each(?1)) AND brand_id = ?2 AND contest_id IS NULL`,
  )
    .bind(JSON.stringify(named), brandId)
    .all<{ id: string }>();
  const known = new Set(results.map(({ id }) => id));
  return named
    .filter((id) => !known.has(id))
    .map((id) => ({
      path: pathOf({ config, secrets }, id) ?? 'config',
      message: 'This picture is missing. Upload it again.',
    }));
}

/** Lets the contest's pictures be seen by whoever knows their ids. Doing it again changes nothing. */
export async function showPictures(
  env: Bindings,
  contest: AnyContest,
  contestId: string,
  { config, secrets }: Settings,
): Promise<void> {
  const named = contest.pictures(config, secrets);
  if (named.length === 0) return;
  await env.DB.prepare(
    'INSERT OR IGNORE INTO contest_picture (contest_id, media_id) SELECT ?1, value FROM json_each(?2)',
  )
    .bind(contestId, JSON.stringify(named))
    .run();
}

/** Dotted path of a string within settings, for the form to point at. */
function pathOf(value: unknown, wanted: string, path: string[] = []): string | null {
  if (value === wanted) return path.join('.');
  if (typeof value !== 'object' || value === null) return null;
  for (const [key, part] of Object.entries(value)) {
    const found = pathOf(part, wanted, [...path, key]);
    if (found !== null) return found;
  }
  return null;
}
