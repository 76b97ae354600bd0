/**
 * `npm run crawl`: reads the demo campaign as everybody (bin/crawl/who-may-see.ts), at every address of the interface, every page
 * and link, every picture, script and live socket, and looks for what the server's own database says must stay hidden. Also: that ids are
 * random, and that what is hidden looks like what does not exist. On its own server it first sets up what the demo lacks.
 *
 *   --origin http://… --data <folder>   a server in demo mode that runs already, and its data folder
 *                                       (it then sets nothing up, and says which kinds it could not look for)
 *   --comparisons 100                   pairs of a hidden and an absent thing that are timed, for each class and persona
 */
import { printed } from './crawl/print.ts';
import { crawl } from './crawl/run.ts';
import { runningServer, startOwnServer } from './fuzz/own-server.ts';
import { commandOptions, serverOrigin, together, wholeNumber } from './local/command-options.ts';

const values = commandOptions({
  origin: { type: 'string' },
  data: { type: 'string' },
  comparisons: { type: 'string', default: '100' },
});
together(['origin', values.origin], ['data', values.data]);
const comparisons = wholeNumber('comparisons', values.comparisons, 1);

const server =
  values.origin && values.data
    ? runningServer(serverOrigin('origin', values.origin), values.data)
    : await startOwnServer({ demoCampaign: true });
try {
  const report = await crawl(server.origin, server.dataFolder, {
    comparisons,
    own: values.origin === undefined,
    progress: (line) => console.log(line),
  });
  console.log(printed(report));
  if (report.findings.length > 0) process.exitCode = 1;
} finally {
  await server.stop();
}
