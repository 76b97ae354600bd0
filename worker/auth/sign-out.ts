import type { Context } from 'hono';
import type { AppEnv } from '../env.ts';
import { signIn } from './sign-in.ts';

/** Ends this browser's session, if there is one, and takes its cookies away. */
export async function signOut(c: Context<AppEnv>): Promise<void> {
  const { headers } = await signIn(c.env).api.signOut({
    headers: c.req.raw.headers,
    returnHeaders: true,
  });
  for (const cookie of headers.getSetCookie()) c.header('Set-Cookie', cookie, { append: true });
}
