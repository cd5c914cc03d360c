import { describe, expect, it } from 'vitest';
import { SparkRemote } from '../../src/config/spark-remote.js';
import { parseConnectionString } from '../../src/spark/index.js';
import { componentsOf, kafkaPlace, sessionRemote, sparkPlace } from '../../src/services/services.js';

const embedded = { isEmbedded: true, isNew: false };
const external = { isEmbedded: false, isNew: false };
const spark = (remote: string, of = external) => ({ spark: { address: new SparkRemote(remote), ...of } });

it('services consist of the components that were asked for, in the order in which they are shown', () => {
  const services = {
    hdfs: { address: 'http://namenode:9870', ...external },
    kafka: { address: '127.0.0.1:9092', ...embedded },
  };
  expect(
    componentsOf(services).map(({ component, address, isEmbedded }) => [component.name, address, isEmbedded]),
  ).toEqual([
    ['kafka', '127.0.0.1:9092', true],
    ['hdfs', 'http://namenode:9870', false],
  ]);
});

describe('a later process knows a service again', () => {
  it('by its being the embedded one, whose ports change', () => {
    const [before, after] = ['127.0.0.1:9092', '127.0.0.1:9192'].map((address) => ({
      kafka: { address, ...embedded },
    }));
    if (before === undefined || after === undefined) throw new Error('no services');
    expect(kafkaPlace(before)).toBe(kafkaPlace(after));
    expect(sparkPlace(spark('sc://127.0.0.1:15002', embedded))).not.toContain('15002');
  });

  it('by its address, however that is written, and without what is secret in it', () => {
    expect(kafkaPlace({ kafka: { address: 'a:9092, [::1]:9094', ...external } })).toBe('a:9092,[::1]:9094');
    expect(sparkPlace(spark('sc://host/;token=secret;user_id=ada'))).toBe('host:15002');
    expect(sparkPlace(spark('sc://[::1]:7'))).toBe('[::1]:7');
  });
});

it('a session answers at the address of its server, under its own ids', () => {
  const remote = new SparkRemote('sc://host:7/;token=secret;user_id=ada');
  const ids = { sessionId: '6b2d7a3e-5a1f-4b57-8a38-9f1c0a4f7f10', userId: 'eve' };
  expect(parseConnectionString(sessionRemote(remote, ids).reveal())).toMatchObject({
    host: 'host',
    port: 7,
    headers: { authorization: 'Bearer secret' },
    ...ids,
  });
});
