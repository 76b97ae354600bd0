import { mount, unmount } from 'svelte';
import type { Failure } from '../../contests/ui.ts';
import type { ChallengeReply } from '../../worker/wire/challenge.ts';
import { t } from '../messages/challenge.ts';
import CheckNotice from './CheckNotice.svelte';
import { solve } from './solve.ts';
import { tokenFromWidget, WidgetMissing } from './turnstile-widget.ts';

const inNotice = () => document.activeElement?.closest('[data-check]') != null;

/** Shows the notice where it can be reached: in a dialog that makes everything else inert, else on the page. */
function showNotice(asksPerson: boolean, oncancel: () => void) {
  const target = document.querySelector('dialog:modal') ?? document.body;
  const ready = Promise.withResolvers<HTMLElement>();
  const before = document.activeElement;
  const notice = mount(CheckNotice, {
    target,
    props: { asksPerson, oncancel, onready: ready.resolve },
  });
  const remove = () => {
    // Whoever was in it goes on where they were.
    if (inNotice() && before instanceof HTMLElement) before.focus();
    void unmount(notice);
  };
  return { container: ready.promise, remove };
}

async function answer(
  challenge: ChallengeReply,
  container: Promise<HTMLElement>,
  controller: AbortController,
): Promise<string | null> {
  if (challenge.kind === 'work') return solve(challenge.challenge, controller);
  return tokenFromWidget(await container, challenge, controller.signal);
}

function whyFailed({ kind }: ChallengeReply, error: unknown) {
  if (kind === 'work') return 'challenge.unsolved';
  return error instanceof WidgetMissing ? 'challenge.widgetMissing' : 'challenge.widgetFailed';
}

/**
 * Shows that a person is here: has the challenge solved, with a notice when it takes a noticeable time. The proof is good for one
 * request.
 */
export async function prove(
  challenge: ChallengeReply,
): Promise<{ ok: true; proof: string } | Failure> {
  const controller = new AbortController();
  const cancelled = Promise.withResolvers<null>();
  const notice = showNotice(challenge.kind === 'turnstile', () => {
    controller.abort();
    cancelled.resolve(null);
  });
  try {
    const proof = await Promise.race([
      answer(challenge, notice.container, controller),
      cancelled.promise,
    ]);
    if (proof !== null) return { ok: true, proof };
    return { ok: false, code: 'challenge/CANCELLED', message: t('challenge.cancelled') };
  } catch (error) {
    return { ok: false, code: 'challenge/FAILED', message: t(whyFailed(challenge, error)) };
  } finally {
    notice.remove();
  }
}
