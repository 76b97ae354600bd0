/**
 * Who may import whom: the table of the design, as rules. Type-only imports vanish at run time, so
 * most rules let them pass.
 * @type {import('dependency-cruiser').IConfiguration}
 */

const runtime = { dependencyTypesNot: ['type-only'] };
/** Tests may reach for anything. */
const test = '\\.test\\.ts$';
/** The pure half of contests/: contract, core, mechanics, schemas, rules. */
const pureContests =
  '^contests/(?!ui\\.ts|registry\\.server\\.ts)[^/]+\\.ts$|^contests/mechanics/|^contests/[^/]+/(?!ui\\.ts|[^/]+\\.svelte\\.ts)[^/]+\\.ts$';
const purePackages = 'node_modules/(zod|@noble/hashes)/';

const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

export default {
  forbidden: [
    forbid(
      'no-circular',
      'A cycle means two files hold one idea. Components that nest each other have no choice.',
      { pathNot: '\\.svelte$' },
      { circular: true, ...viaRuntime() },
    ),
    forbid(
      'contests-are-pure',
      'Rules import their own folder, the contract, the core events, mechanics, zod and hashes.',
      { path: pureContests, pathNot: test },
      {
        ...runtime,
        pathNot: [
          '^contests/(?!registry\\.server\\.ts)[^/]+\\.ts$',
          '^contests/mechanics/',
          '^contests/[^/]+/[^/]+\\.ts$',
          purePackages,
        ],
      },
    ),
    forbid(
      'contest-types-stand-alone',
      'One contest type never imports another: what they share is a mechanic.',
      { path: '^contests/([^/]+)/', pathNot: ['^contests/mechanics/', test] },
      { path: '^contests/[^/]+/', pathNot: ['^contests/$1/', '^contests/mechanics/'] },
    ),
    forbid(
      'core-knows-no-type',
      'Only the registry lists contest types.',
      {
        path: '^contests/([^/]+\\.ts$|mechanics/)',
        pathNot: ['^contests/registry\\.server\\.ts$', test],
      },
      { path: '^contests/[^/]+/', pathNot: '^contests/mechanics/' },
    ),
    forbid(
      'screens-are-browser-safe',
      "A type's screens import browser files of their own folder, contests/ui.ts and the kit.",
      { path: '^contests/(ui\\.ts$|[^/]+/(ui\\.ts$|.*\\.svelte(\\.ts)?$))' },
      {
        ...runtime,
        pathNot: [
          '^contests/ui\\.ts$',
          '^contests/[^/]+/(?!schema\\.ts)[^/]+\\.(ts|svelte|css)$',
          '^contests/[^/]+/messages/[^/]+\\.(json|ts)$',
          '^contests/mechanics/geo\\.ts$',
          '^web/kit/',
          'node_modules/(svelte|@lucide/svelte|esm-env)/',
        ],
      },
    ),
    forbid(
      'no-server-code-in-screens',
      'Secrets never travel.',
      { path: '^contests/(ui\\.ts$|[^/]+/(ui\\.ts$|.*\\.svelte(\\.ts)?$))' },
      { ...runtime, path: '\\.server\\.ts$' },
    ),
    forbid(
      'routes-are-thin',
      'Routes parse, permit and make one call.',
      { path: '^worker/routes/', pathNot: test },
      { ...runtime, path: '^worker/(room|ledger|db|outbox)/|^contests/' },
    ),
    forbid(
      'lower-layers-know-no-route',
      'Effects are ordered from above.',
      { path: '^worker/(services|room|ledger|db|media|outbox|auth|abuse)/', pathNot: test },
      { ...runtime, path: '^worker/(routes/|app\\.ts)|^web/' },
    ),
    forbid(
      'ledger-and-db-stand-low',
      'Storage knows neither the room nor the services.',
      { path: '^worker/(ledger|db)/', pathNot: test },
      { ...runtime, path: '^worker/(services|room|outbox|media)/' },
    ),
    forbid(
      'wire-is-shared',
      'A browser gets all of worker/wire, so it imports nothing of the server.',
      { path: '^worker/wire/', pathNot: test },
      { ...runtime, pathNot: '^worker/wire/' },
    ),
    forbid(
      'worker-knows-no-type',
      'A contest type is reached through the registry only.',
      { path: '^(worker|web)/', pathNot: [test, '^web/contest-screens\\.ts$'] },
      { path: '^contests/(?!mechanics/)[^/]+/' },
    ),
    forbid(
      'worker-renders-through-one-file',
      'The only part of web/ that the worker runs is its renderer.',
      { path: '^worker/', pathNot: test },
      { ...runtime, path: '^web/', pathNot: '^web/render\\.server\\.ts$' },
    ),
    forbid(
      'web-takes-only-the-wire',
      'Of the worker, a browser may have worker/wire; everything else as types.',
      { path: '^web/', pathNot: [test] },
      { ...runtime, path: '^worker/', pathNot: '^worker/wire/' },
    ),
    forbid(
      'no-server-code-in-the-browser',
      'Files named *.server.ts stay on the server.',
      { path: '^web/', pathNot: [test, '\\.server\\.ts$'] },
      { ...runtime, path: '\\.server\\.ts$' },
    ),
    forbid(
      'product-imports-no-tools',
      'bin/ and test/ are built on the product, never the reverse.',
      { path: '^(worker|web|contests)/', pathNot: test },
      { path: '^(bin|test)/' },
    ),
    forbid(
      'not-resolvable',
      'Every import exists.',
      { pathNot: test },
      {
        couldNotResolve: true,
        pathNot: '^(cloudflare|node|virtual):',
      },
    ),
  ],
  options: {
    tsPreCompilationDeps: 'specify',
    tsConfig: { fileName: 'tsconfig.web.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|node_modules/\\.)' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['svelte', 'workerd', 'worker', 'import', 'default'],
    },
    cache: { folder: '.cache/dependency-cruiser', strategy: 'content' },
  },
};

/** A cycle made of types alone does no harm. */
function viaRuntime() {
  return { viaOnly: { dependencyTypesNot: ['type-only'] } };
}
