import { describe, expect, it } from 'vitest';
import { COMPONENTS } from '../../src/services/components/index.js';
import { stopAfterUse } from '../../src/services/stop-after-use.js';

const { kafka, spark, mysql } = COMPONENTS;
const named = (...names: readonly string[]) => names.map((name) => ({ name }));
const KAFKA = kafka.processes.map(({ name }) => name);
const [MYSQL = ''] = mysql.processes.map(({ name }) => name);

describe('what is stopped after its use', () => {
  it.each<[what: string, known: string[], running: string[], started: string[], stopped: string[]]>([
    ['all of a first start', [], [], [...KAFKA, 'spark'], [...KAFKA, 'spark']],
    ['nothing that was joined', [...KAFKA, 'spark'], [...KAFKA, 'spark'], [], []],
    ['no broker that was mended', [...KAFKA, 'spark'], [...KAFKA.slice(1), 'spark'], KAFKA.slice(0, 1), []],
    ['no Spark that was mended', [...KAFKA, 'spark'], KAFKA, ['spark'], []],
    ['a component that nobody had before', KAFKA, KAFKA, ['spark', MYSQL], ['spark', MYSQL]],
    ['all when nothing has survived', [...KAFKA, 'spark'], [], [...KAFKA, 'spark'], [...KAFKA, 'spark']],
  ])('%s', (_, known, running, started, stopped) =>
    expect(
      stopAfterUse([kafka, spark, mysql], {
        known: named(...known),
        running: named(...running),
        started: named(...started),
      }),
    ).toEqual(stopped),
  );
});
