import type { ChallengeReply } from '../../worker/wire/challenge.ts';
import { allowTurnstile } from '../trusted-types.ts';

/** What of Cloudflare's interface is used; see https://developers.cloudflare.com/turnstile/. */
interface Turnstile {
  render(
    container: HTMLElement,
    options: {
      sitekey: string;
      action: string;
      cData: string;
      language: string;
      size: 'flexible' | 'compact';
      retry: 'never';
      'feedback-enabled': false;
      callback: (token: string) => void;
      'before-interactive-callback': () => void;
      'error-callback': () => true;
      'timeout-callback': () => void;
      'unsupported-callback': () => void;
    },
  ): string | undefined;
  remove(widget: string): void;
}

type TurnstileChallenge = Extract<ChallengeReply, { kind: 'turnstile' }>;

const turnstile = () => (globalThis as { turnstile?: Turnstile }).turnstile;

/** On a bad connection; somebody who has waited this long is told. */
const SCRIPT_PATIENCE_MS = 20_000;
/** For a widget that neither gives a token nor turns to the person: its own script gives up after 40 seconds. */
const WIDGET_PATIENCE_MS = 60_000;
/** Narrower than this the wide widget would stick out. */
const FLEXIBLE_FROM_PX = 300;

/** The script did not come, or is not what it should be: something on the way or in the browser keeps it out. */
export class WidgetMissing extends Error {}

let loading: Promise<void> | undefined;

function newScript(): HTMLScriptElement {
  const script = document.createElement('script');
  script.src = allowTurnstile();
  script.async = true;
  // It hands the nonce on to what it loads in turn.
  const nonce = document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce;
  if (nonce) script.nonce = nonce;
  return script;
}

/** Cloudflare's script, fetched once a page; after a failure it is fetched again. A slow one is left to arrive for the next try. */
function fetchScript(): Promise<void> {
  return new Promise<void>((resolve, reject) => {
    const script = newScript();
    const fail = () => {
      loading = undefined;
      script.remove();
      reject(new Error('not loaded'));
    };
    script.onerror = fail;
    script.onload = () => {
      if (turnstile()) resolve();
      else fail();
    };
    document.head.append(script);
  });
}

/** @returns what is on the page now: the script may have put a newer copy in its own place since it came. */
async function currentWidget(): Promise<Turnstile> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error('too late')), SCRIPT_PATIENCE_MS);
  try {
    await Promise.race([(loading ??= fetchScript()), late.promise]);
  } catch {
    throw new WidgetMissing('the script of the widget did not come');
  } finally {
    clearTimeout(timer);
  }
  const current = turnstile();
  if (!current) throw new WidgetMissing('the script of the widget is gone');
  return current;
}

async function askWidget(
  widget: Turnstile,
  container: HTMLElement,
  { siteKey, action, cData }: TurnstileChallenge,
  signal: AbortSignal,
): Promise<string | null> {
  const { promise, resolve, reject } = Promise.withResolvers<string | null>();
  const fail = () => reject(new Error('the widget gave up'));
  const timer = setTimeout(fail, WIDGET_PATIENCE_MS);
  signal.addEventListener('abort', () => resolve(null));
  let id: string | undefined;
  try {
    id = widget.render(container, {
      sitekey: siteKey,
      action,
      cData,
      language: document.documentElement.lang || 'auto',
      size: (container.parentElement?.clientWidth ?? 0) < FLEXIBLE_FROM_PX ? 'compact' : 'flexible',
      // Whoever wants to try again presses the button again, and gets a challenge of their own.
      retry: 'never',
      'feedback-enabled': false,
      callback: resolve,
      // From here on a person may take their time; `timeout-callback` comes when it was too much.
      'before-interactive-callback': () => clearTimeout(timer),
      'error-callback': () => {
        fail();
        return true;
      },
      'timeout-callback': fail,
      'unsupported-callback': fail,
    });
    return await promise;
  } finally {
    clearTimeout(timer);
    if (id !== undefined) widget.remove(id);
  }
}

/**
 * Shows Cloudflare's widget in `container` until it has given a token. Null when it was cancelled.
 * @throws when the widget cannot be loaded, gives up or says nothing.
 */
export async function tokenFromWidget(
  container: HTMLElement,
  challenge: TurnstileChallenge,
  signal: AbortSignal,
): Promise<string | null> {
  const widget = await currentWidget();
  // Cancelled meanwhile: the container is no longer on the page.
  if (signal.aborted) return null;
  return askWidget(widget, container, challenge, signal);
}
