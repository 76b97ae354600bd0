// Routes reach the parts of privacy through here.
export { deletePerson, GUEST_CONFIRMATION } from './privacy-deletion.ts';
export { exportPerson } from './privacy-export.ts';
export { ownOriginal } from './privacy-originals.ts';
export { sweepSoon, wakePrivacyKeeper } from './privacy-keeper.ts';
