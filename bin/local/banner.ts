import type { Settings } from './settings.ts';

/** What is printed once the server is ready: where to look, and how to sign in. */
export function banner({ origin, dataFolder, demo }: Settings): string {
  const places = [
    ['Home', '/', 'campaigns, as fans see them'],
    ['Studio', '/studio', 'where a brand sets a contest up'],
    ['Desk', '/desk', 'where moderators and juries work'],
  ];
  if (demo) places.push(['Mail', '/dev/mail', 'every e-mail that would have been sent']);
  const lines = places.map(
    ([name = '', path = '', what = '']) =>
      `  ${name.padEnd(8)}${(origin + path).padEnd(38)}${what}`,
  );
  const signIn = demo
    ? `Demo mode: open ${origin}/sign-in and choose fan, brand or moderator; one click signs you in.`
    : `Sign in at ${origin}/sign-in with a code sent by e-mail.`;
  return [
    '',
    `Fanfare is ready at ${origin}`,
    '',
    ...lines,
    '',
    signIn,
    `Everything is kept in ${dataFolder}. Stop with Ctrl-C.`,
    '',
  ].join('\n');
}
