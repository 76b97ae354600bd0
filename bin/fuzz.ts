/**
 * `npm run fuzz`: requests made from our own schemas, valid and spoilt, as everybody, against the real local server. None may
 * be answered with a fault, hang, or get an error of another shape; afterwards the server answers and its ledgers verify.
 *
 *   --requests 100000   --seed 1          the same seed sends the same requests
 *   --only 4711         that request of the run alone
 *   --origin http://…   a server in demo mode that runs already; it will be full of rubbish
 */
import { parseArgs } from 'node:util';
import { runningServer, startOwnServer } from './fuzz/own-server.ts';
import { printed } from './fuzz/print.ts';
import { fuzz } from './fuzz/run.ts';

const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
    concurrency: { type: 'string', default: '16' },
    only: { type: 'string' },
    origin: { type: 'string' },
  },
});

const server = values.origin
  ? runningServer(values.origin)
  : await startOwnServer({ demoCampaign: false });
try {
  const report = await fuzz(server, {
    requests: Number(values.requests),
    seed: Number(values.seed),
    concurrency: Number(values.concurrency),
    only: values.only === undefined ? undefined : Number(values.only),
    progress: (sent) => console.log(`  ${sent.toLocaleString('en')} sent`),
  });
  console.log(printed(report));
  if (report.failures.length > 0 || report.faultsInLog.length > 0) process.exitCode = 1;
} finally {
  await server.stop();
}
