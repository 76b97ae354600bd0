import type { Failure, Upload } from '../../contests/ui.ts';

/** What a contest type has to say about handing in a picture with a text, a name and the rules. */
export interface SubmissionPlan {
  upload(
    file: Blob,
    onProgress: (fraction: number) => void,
  ): Promise<({ ok: true } & Upload) | Failure>;
  /** Sends the entry, whose texts are trimmed. */
  submit(entry: {
    mediaId: string;
    text: string;
    credit: string;
  }): Promise<{ ok: true; receipt: { seq: number } } | Failure>;
  /** How the action calls the text. */
  textField: string;
  /** The refusal that says that the rules were changed meanwhile. */
  rulesChangedCode: string;
}

/** Every word of the sheet; a type's own messages hold them. */
export type SubmissionWord =
  | 'take'
  | 'choose'
  | 'chooseAnother'
  | 'pictureHint'
  | 'previewAlt'
  | 'preparing'
  | 'uploading'
  | 'uploaded'
  | 'retryUpload'
  | 'text'
  | 'textHint'
  | 'credit'
  | 'agree'
  | 'readRules'
  | 'needPicture'
  | 'needText'
  | 'needCredit'
  | 'agreeFirst'
  | 'send'
  | 'waitUpload'
  | 'sent.title'
  | 'sent.text'
  | 'sent.receipt'
  | 'sent.done';

export type SubmissionWords = (
  word: SubmissionWord,
  values?: Record<string, string | number>,
) => string;

type Problems = Partial<Record<'picture' | 'text' | 'credit' | 'agree' | 'other', string>>;

/** A picture on its way into a contest. The upload runs while the fan writes; sending waits for it. */
export class PictureSubmission {
  readonly #plan: SubmissionPlan;
  readonly #words: SubmissionWords;
  #uploading: Promise<({ ok: true } & Upload) | Failure> | null = null;
  #file: File | null = null;

  previewUrl = $state<string | null>(null);
  /** 0 … 1 while uploading; null when there is nothing under way. */
  fraction = $state<number | null>(null);
  uploaded = $state(false);
  text = $state('');
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

  constructor(plan: SubmissionPlan, words: SubmissionWords) {
    this.#plan = plan;
    this.#words = words;
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
    const uploading = (this.#uploading = this.#plan.upload(file, (fraction) => {
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
    if (this.previewUrl === null) problems.picture = this.#words('needPicture');
    if (this.text.trim() === '') problems.text = this.#words('needText');
    if (this.credit.trim() === '') problems.credit = this.#words('needCredit');
    if (!this.agreed) problems.agree = this.#words('agreeFirst');
    return problems;
  }

  /** Enters the picture. What is missing or refused is told beside its field. */
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
    const entry = { mediaId, text: this.text.trim(), credit: this.credit.trim() };
    const reply = await this.#plan.submit(entry);
    if (reply.ok) {
      this.receiptSeq = reply.receipt.seq;
      return;
    }
    if (reply.code === this.#plan.rulesChangedCode) this.agreed = false;
    this.#refused = { [this.#placeOf(reply)]: reply.message };
  }

  /** Beside which part of the form a refusal belongs. */
  #placeOf({ code, field }: Failure): keyof Problems {
    if (code === this.#plan.rulesChangedCode || field === 'acceptsRulesVersion') return 'agree';
    if (field === this.#plan.textField) return 'text';
    if (field === 'credit') return 'credit';
    return field === 'mediaId' || /PHOTO|DUPLICATE/.test(code) ? 'picture' : 'other';
  }

  /** Ready for the next picture; the name stays. */
  reset(): void {
    this.clearPicture();
    this.text = '';
    this.agreed = false;
    this.#attempted = false;
    this.#refused = {};
    this.receiptSeq = null;
  }
}
