/** Gmail delivers to the same mailbox wherever the dots are, under both of its names. */
const WITHOUT_DOTS = new Set(['gmail.com', 'googlemail.com']);

/**
 * Where mail for an address arrives, as far as its form tells: most services put `ann+anything@…` into the mailbox of `ann`
 * (RFC 5233). For budgets alone: who signs in with an address is who proved exactly that one.
 */
export function mailboxOf(email: string): string {
  const at = email.lastIndexOf('@');
  const [local, domain] = [email.slice(0, at), email.slice(at + 1)];
  const [plain] = local.split('+', 1);
  if (at < 0 || !plain) return email;
  return WITHOUT_DOTS.has(domain) ? `${plain.replaceAll('.', '')}@gmail.com` : `${plain}@${domain}`;
}
