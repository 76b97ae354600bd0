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

type Role = 'owner' | 'editor' | 'moderator' | 'judge';

/**
 * Invites somebody by their address, as the pages do. Answers with the id of the invitation, which waits for them.
 * @throws when it is refused.
 */
export async function inviteToTeam(
  owner: Sender,
  brandId: string,
  person: Sender,
  role: Role,
): Promise<string> {
  const me = await must<{ person: { email: string } }>(person.send('GET', '/api/me'));
  const { email } = me.person;
  await must(owner.send('POST', `/api/brands/${brandId}/members`, { email, role }));
  const { invitations } = await must<{ invitations: { id: string }[] }>(
    person.send('GET', '/api/me/invitations'),
  );
  return invitations.at(-1)?.id ?? '';
}

/**
 * Makes somebody a member as the pages do: an owner invites their address, and they accept.
 * @throws when either is refused.
 */
export async function joinTeam(
  owner: Sender,
  brandId: string,
  person: Sender,
  role: Role,
): Promise<void> {
  const id = await inviteToTeam(owner, brandId, person, role);
  await must(person.send('POST', `/api/me/invitations/${id}/accept`, {}));
}
