import { app } from './app.ts';

export { ContestRoom } from './room/contest-room.ts';
export default app;
