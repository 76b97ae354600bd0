import type { z } from 'zod';
import { playWindow } from './schedule.ts';
import type { Config, Secrets } from './schema.ts';

/** Rounds of all games together: answers of all of them are shown on one page in the end. */
export const MOST_ROUNDS = 100;

/** What no single field can know: that the parts of a config fit together. Every message says what to change, at its field. */
export function checkConfig(config: Config, context: z.RefinementCtx): void {
  const fault = (path: string[], message: string) =>
    context.addIssue({ code: 'custom', path, message });
  const { schedule, scale } = config;
  const { opensAtMs, closesAtMs } = playWindow(config);
  if (closesAtMs <= opensAtMs) fault(['schedule', 'closesAtMs'], 'Play must close after it opens.');
  if (schedule.resultsAtMs < closesAtMs) {
    fault(['schedule', 'resultsAtMs'], 'The results come after the last game has closed.');
  }
  if (scale.of === 'own' && scale.km === undefined) {
    fault(['scale', 'km'], 'Give the scale in kilometres, or choose one of the others.');
  }
  if (config.honours.length > config.placeCount) {
    fault(['honours'], 'There are more honours than places.');
  }
}

/** That the rounds of all games together stay few enough to be shown, and that no picture tells of another round. */
export function checkSecrets({ games }: Secrets, context: z.RefinementCtx): void {
  const rounds = games.reduce((sum, game) => sum + game.rounds.length, 0);
  if (rounds > MOST_ROUNDS) {
    const message = `All games together may have ${MOST_ROUNDS} rounds. These are ${rounds}.`;
    context.addIssue({ code: 'custom', path: ['games'], message });
  }
  const seen = new Set<string>();
  games.forEach((game, gameIndex) =>
    game.rounds.forEach((round, roundIndex) => {
      const at = ['games', gameIndex, 'rounds', roundIndex];
      [round.picture, ...round.morePictures.map(({ picture }) => picture)].forEach((id, index) => {
        const field = index === 0 ? ['picture'] : ['morePictures', index - 1, 'picture'];
        if (id !== '' && seen.has(id)) {
          const message = 'Another round shows this very picture, and would give the place away.';
          context.addIssue({ code: 'custom', path: [...at, ...field], message });
        }
        seen.add(id);
      });
    }),
  );
}
