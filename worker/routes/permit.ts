import type { Context, MiddlewareHandler } from 'hono';
import { roleInBrand, roleMay, type BrandRole, type Permission } from '../auth/roles.ts';
import { accountExists, personOf, type Person } from '../auth/session.ts';
import { signInErrors } from '../auth/sign-in-errors.ts';
import type { AppEnv, Bindings } from '../env.ts';
import { studioRefusals } from '../services/studio-refusals.ts';
import { requestErrors } from '../wire/errors.ts';
import { refuse } from './refusal.ts';

/** Handlers behind `verified` know who is asking. */
export interface VerifiedEnv extends AppEnv {
  Variables: AppEnv['Variables'] & { person: Person };
}

/** Handlers behind `staff` know for whom somebody works, and as what. */
export interface StaffEnv extends AppEnv {
  Variables: AppEnv['Variables'] & { person: Person; brandId: string; role: BrandRole };
}

function signInNeeded(c: Context) {
  const code = 'auth/SIGN_IN_NEEDED';
  return refuse(c, 401, { code, message: signInErrors[code] });
}

/** 404 in the one error shape: for what does not exist, and for what the caller must not know to exist. */
export function notFound(c: Context) {
  const code = 'request/NOT_FOUND';
  return refuse(c, 404, { code, message: requestErrors[code] });
}

/**
 * Lets people with a proven address through; 401 for everybody else. Whoever writes is looked up once more: another isolate may
 * have deleted the account a moment ago.
 */
export const verified: MiddlewareHandler<VerifiedEnv> = async (c, next) => {
  const person = await personOf(c as unknown as Context<AppEnv>);
  if (person?.kind !== 'verified') return signInNeeded(c);
  const reads = c.req.method === 'GET' || c.req.method === 'HEAD';
  if (!reads && !(await accountExists(c.env, person.id.slice(2)))) return signInNeeded(c);
  c.set('person', person);
  return next();
};

/**
 * Lets staff through whose role includes the permission. `owner` finds the brand that the thing named by the path
 * parameter belongs to. 401 before anything is looked up; 404 when there is no such thing or it is another brand's;
 * 403 when one's own role does not reach.
 */
export function staff(
  permission: Permission,
  owner: (env: Bindings, id: string) => Promise<string | null>,
  parameter = 'id',
): MiddlewareHandler<StaffEnv> {
  return async (c, next) => {
    const person = await personOf(c as unknown as Context<AppEnv>);
    if (person?.kind !== 'verified') return signInNeeded(c);
    const brandId = await owner(c.env, c.req.param(parameter) ?? '');
    const role = brandId === null ? null : await roleInBrand(c.env, person.id, brandId);
    if (brandId === null || role === null) return notFound(c);
    if (!roleMay(role, permission)) {
      const code = 'brand/NOT_ALLOWED';
      return refuse(c, 403, { code, message: studioRefusals[code] });
    }
    c.set('person', person);
    c.set('brandId', brandId);
    c.set('role', role);
    return next();
  };
}
