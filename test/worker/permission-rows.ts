import type { Case } from './permission-outcomes.ts';
import { contestRows } from './permission-contest-rows.ts';
import { demoRows } from './permission-demo-rows.ts';
import { pageRows } from './permission-page-rows.ts';
import { peopleRows } from './permission-people-rows.ts';
import { studioRows } from './permission-studio-rows.ts';

/**
 * Who may use which route: one row for every route of the worker. A route without a row fails the test, and so does a
 * row without a route.
 *
 * To add a row: the key is `METHOD /path/as/:registered`. Its value lists one case for each kind of thing that the route
 * may be asked for (a published one, a draft, …). A case's `path` and `body` may contain placeholders:
 * {brand} {campaign} {publicCampaign} {publicSlug} {draft} {contest} {cover} {publicCover} stand for things of one
 * brand that stay; {newDraft} {newMember} {newKey} for a fresh one each time, for routes that use things up.
 * `outcome` names what each caller gets: 'ok' (below 400), 'sign-in' (sent to the sign-in page), a status, or a code
 * of the error shape; permission-outcomes.ts makes the usual ones.
 */
export const rows: Record<string, Case[]> = {
  ...peopleRows,
  ...studioRows,
  ...contestRows,
  ...pageRows,
  ...demoRows,
};
