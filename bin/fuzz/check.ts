import { z } from 'zod';
import type { Shot } from './requests.ts';
import type { Answer } from './send.ts';

/** The one shape of errors (worker/wire/errors.ts); publishing lists its issues beside it. */
const ErrorReply = z.strictObject({
  error: z.strictObject({
    code: z.string().regex(/^[a-z]+\/[A-Z_]+$/),
    message: z.string().min(8).max(600),
    field: z.string().max(300).optional(),
    requestId: z.string().min(1).max(255),
  }),
  issues: z.array(z.strictObject({ path: z.string(), message: z.string() })).optional(),
});

/**
 * What the runtime says to a request that it cannot read, before the worker is asked: on Cloudflare the edge answers these.
 */
const RUNTIME_REFUSAL =
  /^ERROR: (The requested WebSocket version is not supported|Unrecognized request method|The headers sent by your client|Failed to parse)/;

/** Whether a reply is the runtime's own: it has none of our headers, the request's number among them. */
export function isRuntimes(answer: Answer): boolean {
  return answer.kind === 'reply' && answer.headers['x-request-id'] === undefined;
}

const STRICT = /default-src 'none'/;

function headerFaults({ headers }: Answer & { kind: 'reply' }): string[] {
  const policy = String(headers['content-security-policy'] ?? '');
  const page = String(headers['content-type'] ?? '').startsWith('text/html');
  const wanted: [string, boolean][] = [
    ['content-security-policy', STRICT.test(policy) && !policy.includes('unsafe')],
    ['nonce and Trusted Types', !page || /'nonce-.*require-trusted-types-for/.test(policy)],
    ['nosniff', headers['x-content-type-options'] === 'nosniff'],
    ['x-frame-options', headers['x-frame-options'] === 'DENY'],
    ['cross-origin-resource-policy', headers['cross-origin-resource-policy'] === 'same-origin'],
    ['x-request-id', headers['x-request-id'] !== undefined],
    ['no cookie of the request in a header', headers['stolen'] === undefined],
  ];
  return wanted.flatMap(([name, held]) => (held ? [] : [`header: ${name}`]));
}

function errorFaults(shot: Shot, reply: Answer & { kind: 'reply' }, marker: string): string[] {
  if (shot.method === 'HEAD') return [];
  const type = String(reply.headers['content-type'] ?? '');
  if (type.startsWith('text/html'))
    return reply.text.includes(marker) ? ['an error page repeats the request'] : [];
  let parsed;
  try {
    parsed = ErrorReply.safeParse(JSON.parse(reply.text));
  } catch {
    return [`an error that is no JSON: ${reply.text.slice(0, 80)}`];
  }
  const faults: string[] = [];
  if (!parsed.success) faults.push(`an error of another shape: ${reply.text.slice(0, 200)}`);
  else if (parsed.data.error.requestId !== reply.headers['x-request-id'])
    faults.push('another request id in the body than in the header');
  if (reply.text.includes(marker))
    faults.push(`an error repeats the request: ${reply.text.slice(0, 200)}`);
  return faults;
}

/** What is wrong with an answer, whatever was asked; empty when nothing is. */
export function faultsOf(shot: Shot, answer: Answer, marker: string): string[] {
  if (answer.kind === 'socket') return shot.route.endsWith('/live') ? [] : ['became a WebSocket'];
  if (answer.kind === 'broken')
    return answer.why.startsWith('unsendable') ? [] : [`no reply: ${answer.why}`];
  if (isRuntimes(answer) && RUNTIME_REFUSAL.test(answer.text)) return [];
  if (answer.status >= 500) return [`${answer.status}: ${answer.text.slice(0, 120)}`];
  const faults = headerFaults(answer);
  if (answer.status >= 400) faults.push(...errorFaults(shot, answer, marker));
  return faults;
}
