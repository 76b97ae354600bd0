/** Whoever sends requests with cookies of their own. */
interface Sender {
  send(method: string, path: string, body?: unknown): Promise<Response>;
}

async function must<Reply>(reply: Promise<Response>): Promise<Reply> {
  const { status, ok, url } = await reply;
  const text = await (await reply).text();
  if (!ok) throw new Error(`nobody joined: ${url} answered ${status}: ${text}`);
  return JSON.parse(text) as Reply;
}

/**
 * Makes somebody a member as the pages do: an owner invites their address, and they accept.
 * @throws when either is refused.
 */
export async function joinTeam(
  owner: Sender,
  brandId: string,
  person: Sender,
  role: 'owner' | 'editor' | 'moderator' | 'judge',
): Promise<void> {
  const me = await must<{ person: { email: string } }>(person.send('GET', '/api/me'));
  const { email } = me.person;
  await must(owner.send('POST', `/api/brands/${brandId}/members`, { email, role }));
  const { invitations } = await must<{ invitations: { id: string }[] }>(
    person.send('GET', '/api/me/invitations'),
  );
  const { id } = invitations.at(-1) ?? { id: '' };
  await must(person.send('POST', `/api/me/invitations/${id}/accept`, {}));
}
