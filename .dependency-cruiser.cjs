/** The house's rules of import. Each says why it is there; DESIGN's list of rooms is their source. */
const core = [
  'tree',
  'yaml',
  'config',
  'kubernetes',
  'kustomize',
  'flux',
  'fleet',
  'radius',
  'policy',
  'promotion',
  'report',
];
const edges = ['git', 'disk', 'github', 'queue', 'server', 'cli'];

/** A room may import itself and the rooms above it in the list: data flows one way, from a tree to a report. */
const downward = core.map((room, index) => ({
  name: `${room}-imports-downward`,
  comment: `Data flows one way through the core; ${room} may know only itself and the rooms before it.`,
  severity: 'error',
  from: { path: `^src/${room}/` },
  to: { path: `^src/(${[...core.slice(index + 1), ...edges].join('|')})/|^src/(review|answer)\\.ts$` },
}));

module.exports = {
  forbidden: [
    ...downward,
    {
      name: 'no-cycles',
      comment: 'A cycle has no first file to read and no part that can be tested alone.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'core-is-pure',
      comment:
        'The core takes plain data and gives plain data: no file system, process, clock or network to mock or to fear. node:crypto computes digests and touches none of them.',
      severity: 'error',
      from: { path: `^src/(${core.join('|')})/|^src/(review|answer)\\.ts$` },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?(crypto|buffer)$' },
    },
    {
      name: 'core-knows-no-edge',
      comment: 'Edges bring trees in and carry reviews out; a core that knew them could not serve both App and CLI.',
      severity: 'error',
      from: { path: `^src/(${core.join('|')})/|^src/(review|answer)\\.ts$` },
      to: { path: `^src/(${edges.join('|')})/` },
    },
    {
      name: 'yaml-has-one-door',
      comment:
        'Guards, scalars and printing are decided once, in src/yaml; a second importer of the package would decide them again.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/yaml/' },
      to: { path: '^node_modules/yaml/' },
    },
    {
      name: 'edges-are-strangers',
      comment: 'Only server and cli wire: the others would tie GitHub to a queue or to a disk.',
      severity: 'error',
      from: { path: '^src/(git|disk|github|queue)/' },
      to: { path: '^src/(git|disk|github|queue|server|cli)/', pathNot: '^src/$1/' },
    },
    {
      name: 'cli-and-server-are-strangers',
      comment: 'The CLI starts a server by its one public function and reaches no deeper.',
      severity: 'error',
      from: { path: '^src/cli/' },
      to: { path: '^src/server/', pathNot: '^src/server/serve\\.ts$' },
    },
    {
      name: 'src-needs-no-tests',
      comment: 'What ships may not lean on what only tests it.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(test|demo|bench|scripts)/' },
    },
    {
      name: 'no-dev-dependency-in-src',
      comment: 'A production install leaves development dependencies out.',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
