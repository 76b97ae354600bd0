/** Reasons that are often given, by message: they become public words of whoever decides. */
export const REASONS = {
  clear: ['votes.reason.school', 'votes.reason.article', 'votes.reason.checked'],
  void: ['votes.reason.machine', 'votes.reason.accounts', 'votes.reason.exchange'],
} as const;
