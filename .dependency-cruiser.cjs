/** Imports go one way: a folder of src/ may import from itself and from those that it lists here. */
const shared = ['core', 'config'];
const kit = [
  ...shared,
  'stats',
  'runs',
  'kafka',
  'spark',
  'sql',
  'hdfs',
  'services',
  'producers',
  'streaming',
  'analysis',
  'charts',
  'report',
];
const layers = {
  core: [],
  config: ['core', 'spark/connect/connection-string'],
  stats: ['core'],
  kafka: shared,
  // The Spark client could be a package of its own: it knows the base error and nothing else.
  spark: ['core/errors'],
  sql: shared,
  hdfs: shared,
  services: [...shared, 'kafka', 'spark', 'sql', 'hdfs'],
  runs: [...shared, 'stats'],
  producers: [...shared, 'stats', 'kafka'],
  // Of the producers only what they put into a message's headers: the rest meets in Kafka and in files.
  streaming: [...shared, 'stats', 'spark', 'kafka', 'producers/headers'],
  analysis: [...shared, 'stats'],
  charts: [...shared, 'stats', 'runs'],
  report: [...shared, 'stats', 'runs', 'charts', 'producers/load'],
  experiment: kit,
  notebooks: [...kit, 'experiment'],
  cli: [...kit, 'experiment', 'notebooks', 'pipelines/index'],
};

const direction = Object.entries(layers).map(([folder, allowed]) => ({
  name: `${folder.replaceAll('/', '-')}-imports`,
  severity: 'error',
  comment: `src/${folder} may import ${allowed.join(', ') || 'nothing of ours'}`,
  from: { path: `^src/${folder}/` },
  to: { path: '^src/', pathNot: [folder, ...allowed].map((name) => `^src/${name}[/.]`) },
}));

const pipelines = {
  name: 'pipelines-import',
  severity: 'error',
  comment: 'a pipeline may import every kit, and no other pipeline',
  from: { path: '^src/pipelines/([^/]+)/' },
  to: {
    path: '^src/',
    pathNot: [
      '^src/pipelines/$1/',
      ...[...kit, 'experiment', 'notebooks', 'index'].map((name) => `^src/${name}[/.]`),
    ],
  },
};

module.exports = {
  forbidden: [
    ...direction,
    pipelines,
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-orphans',
      severity: 'error',
      from: { orphan: true, path: '^src/', pathNot: '^src/spark/gen/|index\\.ts$|cli/main\\.ts$|\\.d\\.ts$' },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^src/spark/gen/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
  },
};
