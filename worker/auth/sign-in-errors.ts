/** Refusals of sign-in: stable code → what to do. */
export const signInErrors = {
  'auth/SIGN_IN_NEEDED': 'Sign in with your e-mail address first.',
  'auth/WRONG_CODE': 'That code does not match. Check the newest mail, or ask for another code.',
  'auth/CODE_EXPIRED': 'That code has expired. Ask for another one.',
  'auth/TOO_MANY_ATTEMPTS': 'That code was tried too often. Ask for another one.',
  'auth/REFUSED': 'Signing in did not work. Ask for another code and try again.',
} as const;

const codes: Record<string, keyof typeof signInErrors> = {
  INVALID_OTP: 'auth/WRONG_CODE',
  OTP_EXPIRED: 'auth/CODE_EXPIRED',
  TOO_MANY_ATTEMPTS: 'auth/TOO_MANY_ATTEMPTS',
};

/** Puts a refusal of better-auth into our words. */
export function signInRefusal(code: string | undefined): { code: string; message: string } {
  const own = codes[code ?? ''] ?? 'auth/REFUSED';
  return { code: own, message: signInErrors[own] };
}
