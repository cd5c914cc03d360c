import { describe, expect, it } from 'vitest';
import { resolveSettings } from '../../src/config/settings.js';

describe('settings', () => {
  it('are the embedded services unless the environment says otherwise', () => {
    expect(resolveSettings({})).toMatchObject({ external: {}, askedPorts: {}, java: 'java' });
    const env = {
      KAFKA_BOOTSTRAP_SERVERS: 'a:1,b:2',
      SPARK_REMOTE: 'sc://c:3',
      JAVA_HOME: '/jdk',
      STREAMBOOK_HOME: '/home',
    };
    const settings = resolveSettings(env);
    expect(settings).toMatchObject({
      external: { kafka: 'a:1,b:2' },
      java: '/jdk/bin/java',
    });
    expect(settings.external.spark?.reveal()).toBe('sc://c:3');
    expect(settings.paths.runs).toBe('/home/data/runs');
  });

  it('take ports that are asked for', () => {
    const settings = resolveSettings({
      STREAMBOOK_KAFKA_PORTS: '19092,19094',
      STREAMBOOK_SPARK_PORT: '25002',
    });
    expect(settings).toMatchObject({ askedPorts: { kafka: [19092, 19094], spark: [25002] } });
  });

  it.each([
    [{ STREAMBOOK_SPARK_PORT: '70000' }, /STREAMBOOK_SPARK_PORT: "70000".*1 to 65535/],
    [{ STREAMBOOK_KAFKA_PORTS: '9092' }, /STREAMBOOK_KAFKA_PORTS: "9092".*9092,9094/],
    [{ KAFKA_BOOTSTRAP_SERVERS: 'localhost' }, /KAFKA_BOOTSTRAP_SERVERS: "localhost".*host:port/],
    [{ HDFS_URL: 'hdfs://namenode:8020' }, /HDFS_URL: "hdfs:\/\/namenode:8020" does not start with http/],
    [{ HDFS_URL: 'http://namenode:9870/webhdfs' }, /HDFS_URL: .* has something after the port/],
    [{ HDFS_URL: 'http://me:secret@namenode:9870' }, /^HDFS_URL \(its value is not shown\) has a password/],
    [{ STREAMBOOK_HDFS_PORTS: '9870' }, /STREAMBOOK_HDFS_PORTS: "9870" is not 2 ports, as in 9870,8020/],
    [{ SPARK_REMOTE: 'http://x' }, /SPARK_REMOTE \(its value is not shown\).*sc:\/\//],
  ])('refuse %j', (env, message) => {
    expect(() => resolveSettings(env)).toThrow(message);
  });
});
