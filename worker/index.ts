import { app } from './app.ts';

export { LimitKeeper } from './abuse/limit-keeper.ts';
export { OutboxPump } from './outbox/outbox-pump.ts';
export { ContestRoom } from './room/contest-room.ts';
export { PrivacyKeeper } from './services/privacy-keeper.ts';
export default app;
