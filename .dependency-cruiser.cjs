/** The rules of import. Each says why it is there. */

/** A room may import itself and the rooms before it. */
const core = [
  'text',
  'memo',
  'tree',
  'yaml',
  'config',
  'kubernetes',
  'kustomize',
  'gotemplate',
  'helm',
  'flux',
  'fleet',
  'review',
  'policy',
  'review.ts',
  'promotion',
  'ask',
  'report',
];
const edges = ['git', 'disk', 'sources', 'queue', 'github', 'server', 'cli', 'action', 'library'];

const within = (rooms) =>
  `^src/(${rooms.map((room) => (room.endsWith('.ts') ? `${room.slice(0, -3)}\\.ts$` : `${room}/`)).join('|')})`;

/** Data flows one way, from a tree to a report. */
const downward = core.slice(0, -1).map((room, index) => ({
  name: `${room}-imports-downward`,
  comment: `Data flows one way through the core; ${room} may know only itself and the rooms before it.`,
  severity: 'error',
  from: { path: within([room]) },
  to: { path: within(core.slice(index + 1)) },
}));

/** dependency-cruiser counts a folder's sub-folders as part of it, so a cycle of the two is no cycle to it. */
const roofs = [1, 2, 3].map((depth) => ({
  name: `no-sub-room-imports-its-roof-at-depth-${depth}`,
  comment:
    'Files beside sub-folders are the roof: they put the rooms below them together. A room that imported its roof would stand on it and carry it.',
  severity: 'error',
  from: { path: `^src/(${Array(depth).fill('[^/]+').join('/')})/[^/]+/` },
  to: { path: '^src/$1/[^/]+$' },
}));

module.exports = {
  forbidden: [
    ...downward,
    ...roofs,
    {
      name: 'no-cycles',
      comment: 'A cycle has no first file to read and no part that can be tested alone.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-cycles-of-folders',
      comment:
        'Two folders that import each other are one folder with a wall through it: nobody can read one of them first.',
      scope: 'folder',
      severity: 'error',
      from: { path: '^src/' },
      to: { circular: true },
    },
    {
      name: 'core-is-pure',
      comment:
        'The core takes plain data and gives plain data: no file system, process, clock or network to mock or to fear. node:crypto computes digests and node:zlib unpacks archives, of bytes that they are given.',
      severity: 'error',
      from: { path: within(core) },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?(crypto|buffer|zlib)$' },
    },
    {
      name: 'core-knows-no-edge',
      comment: 'Edges bring trees in and carry reviews out; a core that knew them could not serve both App and CLI.',
      severity: 'error',
      from: { path: within(core) },
      to: { path: within(edges) },
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
      comment: 'Only server, cli and action wire: the others would tie GitHub to a queue or to a disk.',
      severity: 'error',
      from: { path: '^src/(git|disk|sources|github|queue)/' },
      to: { path: '^src/(git|disk|sources|github|queue|server|cli|action)/', pathNot: '^src/$1/' },
    },
    {
      name: 'cli-and-server-are-strangers',
      comment: 'The CLI starts a server by its one public function and reaches no deeper.',
      severity: 'error',
      from: { path: '^src/cli/' },
      to: { path: '^src/server/', pathNot: '^src/server/start/serve\\.ts$' },
    },
    {
      name: 'action-is-an-end',
      comment:
        'The action reviews with what the App reviews with, without its HTTP, queue and pages; nobody leans on it.',
      severity: 'error',
      from: { path: '^src/(server|cli)/' },
      to: { path: '^src/action/' },
    },
    {
      name: 'action-starts-no-server',
      comment:
        'It is one file that a runner loads for each pull request: without Probot, Redis and pages. It tells V8 what every process of the program does.',
      severity: 'error',
      from: { path: '^src/action/' },
      to: {
        path: '^src/(server/(start|http|pages|notes|env)|queue|cli)/',
        pathNot: '^src/cli/launch/optimize-later\\.ts$',
      },
    },
    {
      name: 'library-is-an-end',
      comment: 'It says what programs may rely on; who is inside imports what is meant itself.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/library/' },
      to: { path: '^src/library/' },
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
