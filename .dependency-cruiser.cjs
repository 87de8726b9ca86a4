/**
 * The layers of the connector, in the order that a record passes them. A layer imports only earlier ones of this list.
 */
const layers = [
  'errors',
  'log',
  'config',
  'manifest',
  'client',
  'state',
  'stream',
  'protocol',
  'report',
  'read',
  'plan',
  'probe',
  'cli',
];

/** The same for the rooms of `src/stream/records`; its root is their entrance. */
const rooms = ['json', 'plan', 'scan', 'write'];

const forbidden = [
  { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
  {
    name: 'no-orphans',
    severity: 'error',
    from: { orphan: true, path: '^src/', pathNot: ['^src/main\\.ts$', '\\.d\\.ts$'] },
    to: {},
  },
  {
    name: 'no-development-dependency-in-the-product',
    severity: 'error',
    from: { path: '^src/' },
    to: {
      dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown', 'undetermined'],
      pathNot: 'ts-essentials',
    },
  },
  {
    name: 'product-stands-alone',
    severity: 'error',
    from: { path: '^src/' },
    to: { path: '^(simulator|test|bench|scripts)/' },
  },
  {
    name: 'simulator-stands-alone',
    severity: 'error',
    from: { path: '^simulator/' },
    // Spelling hints have one tolerance; they say nothing about the API.
    to: { path: '^(src|test|bench)/', pathNot: '^src/config/nearest\\.ts$' },
  },
  {
    name: 'only-transport-touches-the-network',
    severity: 'error',
    from: { path: '^src/', pathNot: '^src/client/transport/' },
    to: {
      path: '^(axios|node:https?|https?|node:net|net|node:tls|tls)$|node_modules/(axios|https-proxy-agent)/',
    },
  },
  ...layers.map((layer, index) => ({
    name: `layer-${layer}`,
    severity: 'error',
    from: { path: `^src/${layer}/` },
    to: { path: `^src/(main|${layers.slice(index + 1).join('|') || 'none'})(/|\\.ts)` },
  })),
  ...rooms.map((room, index) => ({
    name: `records-${room}`,
    severity: 'error',
    from: { path: `^src/stream/records/${room}/` },
    to: { path: `^src/stream/(?!records/(${rooms.slice(0, index + 1).join('|')})/)` },
  })),
];

module.exports = {
  forbidden,
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['require', 'node', 'default', 'types'],
    },
  },
};
