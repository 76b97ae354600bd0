/**
 * `npm run fuzz`: requests made from our own schemas, valid and spoilt, as everybody, against the real local server. None may
 * be answered with a fault, hang, or get an error of another shape; afterwards the server answers and its ledgers verify.
 *
 *   --requests 100000   --seed 1          the same seed sends the same requests
 *   --only 4711         that request of the run alone
 *   --origin http://…   a server in demo mode that runs already; it will be full of rubbish
 */
import { runningServer, startOwnServer } from './fuzz/own-server.ts';
import { printed } from './fuzz/print.ts';
import { fuzz } from './fuzz/run.ts';
import { commandOptions, serverOrigin, wholeNumber } from './local/command-options.ts';

const values = commandOptions({
  requests: { type: 'string', default: '100000' },
  seed: { type: 'string', default: '1' },
  concurrency: { type: 'string', default: '16' },
  only: { type: 'string' },
  origin: { type: 'string' },
});
const wanted = {
  requests: wholeNumber('requests', values.requests, 1),
  seed: wholeNumber('seed', values.seed, 0),
  concurrency: wholeNumber('concurrency', values.concurrency, 1),
  only: values.only === undefined ? undefined : wholeNumber('only', values.only, 0),
};
const origin = values.origin === undefined ? null : serverOrigin('origin', values.origin);

const server =
  origin === null ? await startOwnServer({ demoCampaign: false }) : runningServer(origin);
try {
  const report = await fuzz(server, {
    ...wanted,
    progress: (sent) => console.log(`  ${sent.toLocaleString('en')} sent`),
  });
  console.log(printed(report));
  if (report.failures.length > 0 || (report.faultsInLog?.length ?? 0) > 0) process.exitCode = 1;
} finally {
  await server.stop();
}
