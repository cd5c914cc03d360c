import { expect, it } from 'vitest';
import { sparkProgram } from '../../../../src/services/components/spark/program.js';

/** Settings of Spark as its command line has them; each name with all its values. */
function settingsOf(...program: Parameters<typeof sparkProgram>): ReadonlyMap<string, readonly string[]> {
  const { args } = sparkProgram(...program);
  const settings = new Map<string, string[]>();
  args.forEach((argument, index) => {
    if (args[index - 1] !== '--conf') return;
    const [name = ''] = argument.split('=', 1);
    settings.set(name, [...(settings.get(name) ?? []), argument.slice(name.length + 1)]);
  });
  return settings;
}

it('all that Spark writes is in its own folder', () => {
  const { jvmArgs } = sparkProgram('/s', 15_002, '/spark.jar');
  expect(jvmArgs).toContain('-Djava.io.tmpdir=/s/spark/tmp');
  // Where the metastore of the SQL catalog would be otherwise: the folder of whoever starts it.
  expect(jvmArgs).toContain('-Dderby.system.home=/s/spark');
  const settings = settingsOf('/s', 15_002, '/spark.jar');
  expect(settings.get('spark.local.dir')).toEqual(['/s/spark/tmp']);
  expect(settings.get('spark.sql.warehouse.dir')).toEqual(['/s/spark/warehouse']);
});

it('it listens on its port, and to this machine alone', () => {
  const settings = settingsOf('/s', 15_102, '/spark.jar');
  expect(settings.get('spark.connect.grpc.binding.port')).toEqual(['15102']);
  expect(settings.get('spark.connect.grpc.binding.address')).toEqual(['127.0.0.1']);
  expect(sparkProgram('/s', 15_102, '/spark.jar').env).toEqual({ SPARK_LOCAL_IP: '127.0.0.1' });
});

it('a setting is there once, as it was changed', () => {
  const settings = settingsOf('/s', 15_002, '/spark.jar', {
    'spark.sql.shuffle.partitions': '7',
    'spark.x': 'a=b',
  });
  expect(settings.get('spark.sql.shuffle.partitions')).toEqual(['7']);
  expect(settings.get('spark.x')).toEqual(['a=b']);
  expect([...settings.values()].filter((values) => values.length !== 1)).toEqual([]);
});
