import { app } from './app.ts';
import type { Bindings } from './env.ts';

export { LimitKeeper } from './abuse/limit-keeper.ts';
export { OutboxPump } from './outbox/outbox-pump.ts';
export { ContestRoom } from './room/contest-room.ts';
export { PrivacyKeeper } from './services/privacy-keeper.ts';
// Not the application itself: whatever can reach the runtime's own protocol may call each method of the default export.
export default { fetch: app.fetch } satisfies ExportedHandler<Bindings>;
