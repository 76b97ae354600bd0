// Routes reach the outbox through a service.
export { nextCodeAtMs } from '../outbox/sign-in-code.ts';
