import { z } from 'zod';
import { vegaLiteChart } from '../../../src/charts/spec.js';
import { BASE_SETTINGS, type BaseExperiment } from '../../../src/config/experiment.js';
import type { Pipeline } from '../../../src/experiment/pipeline.js';
import { openSession } from '../../../src/services/session.js';

const schema = z.strictObject({
  ...BASE_SETTINGS,
  count: z.int().min(1).max(1000).default(10).meta({ label: 'Numbers', sweepable: true }),
});
type Experiment = z.output<typeof schema> & BaseExperiment;

const results = z.strictObject({
  squares: z.array(z.strictObject({ number: z.int(), square: z.int() })),
});
type Results = z.output<typeof results>;

export const squares: Pipeline<Experiment, Results, 'spark'> = {
  name: 'squares',
  describes: 'the squares of the first numbers, by Spark',
  config: { schema, axes: [] },
  needs: ['spark'],
  results,
  metrics: [],
  async run({ experiment, runId, settings, services, phase }) {
    const session = await openSession(settings, services, `run ${runId}`);
    try {
      const query = `SELECT CAST(id AS INT) number, CAST(id * id AS INT) square FROM range(${experiment.count})`;
      const rows = await phase('square', 'numbers', async () => (await session.spark.sql(query)).collect());
      return { results: results.parse({ squares: rows }) };
    } finally {
      await session.close();
    }
  },
  charts: [
    {
      id: 'squares',
      title: 'Squares',
      describes: 'A line of the squares over the numbers.',
      spec: ({ squares: values }) =>
        vegaLiteChart({
          data: { values },
          mark: 'line',
          encoding: { x: { field: 'number' }, y: { field: 'square', type: 'quantitative' } },
        }),
    },
  ],
  report: {
    phases: [{ name: 'square', describes: 'Square the numbers' }],
    sections: [
      {
        id: 'squares',
        title: 'Squares',
        write: ({ chart }) => ({ parts: [], opening: chart({ id: 'squares', caption: 'The squares' }) }),
      },
    ],
  },
};
