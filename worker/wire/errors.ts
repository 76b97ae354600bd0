/** The one shape of every error reply of the HTTP interface. */
export interface ErrorBody {
  error: {
    /** `scope/REASON`, stable across versions. */
    code: string;
    /** One sentence that tells the user what to do. */
    message: string;
    /** The input field at fault, as a dotted path. */
    field?: string;
    /** Quote it when asking for help; the logs carry the same id. */
    requestId: string;
  };
}

/** Refusals that no single feature owns. */
export const requestErrors = {
  'request/INVALID': 'Something in what was sent is missing or wrong. Check it and send it again.',
  'request/TOO_MANY': 'That was a lot at once.',
  'request/NOT_FOUND': 'There is nothing at this address. Check the link and try again.',
  'request/TOO_LARGE': 'That is larger than we can accept. Send less at once.',
  'request/TOO_SLOW':
    'What you sent took too long to arrive. Check your connection and send it again.',
  'request/CROSS_SITE': 'This was sent from another site. Open Fanfare itself and try again.',
  'server/FAULT': 'Something went wrong on our side. Nothing was changed; please try again.',
} as const;

/** Builds the error body; `field` is left out when there is none. */
export function errorBody(
  code: string,
  message: string,
  requestId: string,
  field?: string,
): ErrorBody {
  return { error: { code, message, ...(field === undefined ? {} : { field }), requestId } };
}
