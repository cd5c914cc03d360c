/** Imports go one way: a folder of src/ may import from itself and from those that it lists here. */
const shared = ['orders', 'runtime', 'config'];
const parts = [...shared, 'metrics', 'runs'];
const pipeline = [
  ...parts,
  'kafka',
  'spark',
  'services',
  'producers',
  'tracking',
  'streaming',
  'analysis',
  'charts',
  'report',
];
const layers = {
  orders: [],
  runtime: [],
  config: ['runtime', 'orders', 'spark/connect/connection-string'],
  metrics: ['runtime'],
  kafka: shared,
  // The Spark client could be a package of its own: it knows the base error and nothing else.
  spark: ['runtime/errors'],
  sql: shared,
  hdfs: shared,
  services: [...shared, 'kafka', 'spark', 'sql', 'hdfs'],
  runs: [...shared, 'metrics'],
  // These four meet in the order event and in files, never in each other's code.
  producers: [...parts, 'kafka'],
  tracking: [...parts, 'kafka'],
  streaming: [...parts, 'spark'],
  analysis: parts,
  charts: [...parts, 'analysis'],
  // What cells of notebooks show; the rest of the library knows nothing of notebooks.
  display: ['runtime', 'charts', 'spark'],
  report: [...parts, 'kafka', 'producers', 'analysis', 'charts'],
  experiment: pipeline,
  lessons: [...pipeline, 'experiment', 'display'],
  notebooks: [...pipeline, 'experiment', 'lessons'],
  cli: [...pipeline, 'experiment', 'lessons', 'notebooks'],
};

const direction = Object.entries(layers).map(([folder, allowed]) => ({
  name: `${folder}-imports`,
  severity: 'error',
  comment: `src/${folder} may import ${allowed.join(', ') || 'nothing of ours'}`,
  from: { path: `^src/${folder}/` },
  to: { path: '^src/', pathNot: [folder, ...allowed].map((name) => `^src/${name}[/.]`) },
}));

module.exports = {
  forbidden: [
    ...direction,
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-orphans',
      severity: 'error',
      from: { orphan: true, path: '^src/', pathNot: '^src/spark/gen/|index\\.ts$|cli/main\\.ts$' },
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
