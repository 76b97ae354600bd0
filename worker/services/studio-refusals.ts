/** Refusals of brands, campaigns and drafts: code → what to do. */
export const studioRefusals = {
  'brand/NOT_ALLOWED': 'Your role in this brand does not include this. Ask one of its owners.',
  'brand/TOO_MANY': 'You own as many brands as one person can. Use one of them.',
  'brand/ALREADY_MEMBER': 'This person works for the brand already. Change their role in the list.',
  'brand/TEAM_FULL':
    'The team is as large as it can be, with those invited. Remove somebody first.',
  'brand/LAST_OWNER': 'A brand needs an owner. Make somebody else an owner first.',
  'campaign/BAD_COVER': 'Upload the cover picture for this brand first, then choose it.',
  'campaign/TOO_MANY': 'This brand has as many campaigns as it can. Use one of them.',
  'contest/UNKNOWN_TYPE': 'There is no contest type of that name. Choose one from the list.',
  'contest/TOO_MANY': 'This campaign has as many contests as it can.',
  'contest/FROZEN': 'This contest is published, so its draft can no longer change.',
  'contest/INCOMPLETE': 'Something is still missing. Check the marked fields, then publish.',
  'contest/CHANGED_MEANWHILE':
    'Somebody changed the draft just now. Look at it again, then publish.',
} as const;

export type StudioRefusalCode = keyof typeof studioRefusals;

export interface StudioRefused {
  ok: false;
  code: StudioRefusalCode;
  message: string;
  field?: string;
}

/** A refusal by its code. */
export function refusedStudio(code: StudioRefusalCode, field?: string): StudioRefused {
  return {
    ok: false,
    code,
    message: studioRefusals[code],
    ...(field === undefined ? {} : { field }),
  };
}

/** Whether a service refused. Its results carry no `ok` of their own. */
export function isRefused(result: object): result is StudioRefused {
  return 'ok' in result && result.ok === false;
}
