import type { Failure, Upload } from '../ui.ts';
import { t } from './messages/index.ts';
import type { DesignClient } from './design-client.ts';

type Problems = Partial<Record<'picture' | 'rationale' | 'credit' | 'agree' | 'other', string>>;

/** Which of the form's places a refused field of the action belongs to. */
const placeOf: Record<string, keyof Problems> = {
  mediaId: 'picture',
  rationale: 'rationale',
  credit: 'credit',
  acceptsRulesVersion: 'agree',
};

/** A design on its way into the contest. The upload runs while the fan writes; sending waits for it. */
export class Submission {
  readonly #client: DesignClient;
  #uploading: Promise<({ ok: true } & Upload) | Failure> | null = null;
  #file: File | null = null;

  previewUrl = $state<string | null>(null);
  /** 0 … 1 while uploading; null when there is nothing under way. */
  fraction = $state<number | null>(null);
  uploaded = $state(false);
  rationale = $state('');
  credit = $state('');
  agreed = $state(false);
  sending = $state(false);
  /** What the server refused; stays until the next attempt. */
  #refused = $state<Problems>({});
  #attempted = $state(false);
  /** Why the chosen picture did not arrive; stays until there is another try or another picture. */
  #notUploaded = $state<Failure | null>(null);
  /** Sequence number on the ledger once the entry is in. */
  receiptSeq = $state<number | null>(null);

  constructor(client: DesignClient) {
    this.#client = client;
  }

  /** Shows the picture at once and begins to upload it. */
  async choose(file: File): Promise<void> {
    this.clearPicture();
    this.#file = file;
    this.previewUrl = URL.createObjectURL(file);
    await this.retryUpload();
  }

  async retryUpload(): Promise<void> {
    const file = this.#file;
    if (!file) return;
    this.#refused = {};
    this.#notUploaded = null;
    this.fraction = 0;
    const uploading = (this.#uploading = this.#client.upload(file, (fraction) => {
      if (this.#file === file) this.fraction = fraction;
    }));
    const reply = await uploading;
    if (this.#uploading !== uploading) return;
    this.fraction = null;
    if (reply.ok) {
      this.uploaded = true;
      // The device may not be able to show what it sent (HEIC); what came of it can always be shown.
      this.previewUrl = reply.previewUrl;
    } else {
      this.#notUploaded = reply;
    }
  }

  /** Whether the same file could arrive at another try: not where this device could make nothing of it. */
  get canRetryUpload(): boolean {
    return this.#notUploaded !== null && !this.#notUploaded.code.startsWith('upload/');
  }

  clearPicture(): void {
    if (this.previewUrl?.startsWith('blob:')) URL.revokeObjectURL(this.previewUrl);
    this.#file = null;
    this.#uploading = null;
    this.#notUploaded = null;
    this.previewUrl = null;
    this.fraction = null;
    this.uploaded = false;
  }

  /** What is missing or refused, by place: told after the first attempt, and gone as soon as it is put right. */
  get problems(): Problems {
    return {
      ...(this.#notUploaded ? { picture: this.#notUploaded.message } : {}),
      ...(this.#attempted ? this.#missing() : {}),
      ...this.#refused,
    };
  }

  #missing(): Problems {
    const problems: Problems = {};
    if (this.previewUrl === null) problems.picture = t('submit.needPicture');
    if (this.rationale.trim() === '') problems.rationale = t('submit.needRationale');
    if (this.credit.trim() === '') problems.credit = t('submit.needCredit');
    if (!this.agreed) problems.agree = t('submit.agreeFirst');
    return problems;
  }

  /** Enters the design. What is missing or refused is told beside its field. */
  async send(): Promise<void> {
    if (this.sending) return;
    this.#attempted = true;
    this.#refused = {};
    if (Object.keys(this.#missing()).length > 0) return;
    this.sending = true;
    const upload = await this.#uploading;
    if (upload?.ok) await this.#submit(upload.mediaId);
    this.sending = false;
  }

  async #submit(mediaId: string): Promise<void> {
    const reply = await this.#client.act({
      type: 'submit',
      mediaId,
      rationale: this.rationale.trim(),
      credit: this.credit.trim(),
      acceptsRulesVersion: this.#client.contest.configVersion,
    });
    if (reply.ok) {
      this.receiptSeq = reply.receipt.seq;
      return;
    }
    if (reply.code === 'designs/RULES_CHANGED') this.agreed = false;
    const place =
      placeOf[reply.field ?? ''] ??
      (reply.code === 'designs/RULES_CHANGED'
        ? 'agree'
        : /PHOTO|DUPLICATE/.test(reply.code)
          ? 'picture'
          : 'other');
    this.#refused = { [place]: reply.message };
  }

  /** Ready for the next design; the name stays. */
  reset(): void {
    this.clearPicture();
    this.rationale = '';
    this.agreed = false;
    this.#attempted = false;
    this.#refused = {};
    this.receiptSeq = null;
  }
}
