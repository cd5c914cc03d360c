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

  it('are refused where a variable cannot be read', () => {
    expect(() => resolveSettings({ STREAMBOOK_SPARK_PORT: '70000' })).toThrow(
      /^STREAMBOOK_SPARK_PORT: "70000"/,
    );
    expect(() => resolveSettings({ HDFS_URL: 'namenode' })).toThrow(/^HDFS_URL: "namenode"/);
  });

  it('a variable that is set to nothing is as good as none', () => {
    const env = { KAFKA_BOOTSTRAP_SERVERS: '', STREAMBOOK_SPARK_PORT: '', JAVA_HOME: '' };
    expect(resolveSettings(env)).toMatchObject({ external: {}, askedPorts: {}, java: 'java' });
  });
});
