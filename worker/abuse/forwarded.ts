/** One `name=value`, with what comes after it. Colons and brackets outside quotes are a common mistake, and clear. */
const PAIR =
  /[ \t]*([\w!#$%&'*+.^`|~-]+)=(?:([\w!#$%&'*+.^`|~:[\]-]+)|"((?:[^"\\]|\\.)*)")[ \t]*([;,]|$)/y;

/**
 * What each proxy says it was called `for`, in a `Forwarded` header (RFC 7239), the nearest proxy last; undefined for one that does
 * not say. Null when the header as a whole cannot be read: a client may have begun it so that what a proxy appends means something
 * else.
 */
export function forwardedFor(header: string): (string | undefined)[] | null {
  const nodes: (string | undefined)[] = [undefined];
  PAIR.lastIndex = 0;
  for (;;) {
    const [, name, token, quoted, then] = PAIR.exec(header) ?? [];
    if (name === undefined) return null;
    if (name.toLowerCase() === 'for') {
      if (nodes.at(-1) !== undefined) return null;
      nodes[nodes.length - 1] = token ?? quoted?.replace(/\\(.)/g, '$1') ?? '';
    }
    if (then === '') return nodes;
    if (then === ',') nodes.push(undefined);
  }
}
