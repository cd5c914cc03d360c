import { describe, expect, it } from 'vitest';
import { classArchive, javaVersion, versionOnClasspath } from '../../src/services/jvm.js';

const program = { jvmArgs: ['-Xmx1g', '-Dx=1'], classpath: '/a.jar:/b.jar', mainClass: 'Main', args: ['x'] };

describe('the JVM', () => {
  it('is asked for its version, and missed with a way out', async () => {
    expect(await javaVersion('java')).toMatch(/^\d+/);
    await expect(javaVersion('/no/such/java')).rejects.toThrow(/"\/no\/such\/java".*JAVA_HOME/);
  });

  it('finds versions in the names of jars', () => {
    const classpath = '/x/kafka-clients-3.9.0.jar:/x/kafka_2.13-4.3.0.jar';
    expect(versionOnClasspath(classpath, 'kafka_2.13')).toBe('4.3.0');
    expect(versionOnClasspath(classpath, 'spark-connect_2.13')).toBeNull();
  });

  it('has an archive of its own for each Java, class path and set of options, but not for each property', () => {
    const file = (version: string, changes: Partial<typeof program>) =>
      classArchive('/archives', 'spark', version, { ...program, ...changes }).file;
    const usual = file('17', {});
    expect(file('17', { jvmArgs: ['-Xmx1g', '-Dx=2'], args: ['y'] })).toBe(usual);
    expect(
      new Set([usual, file('21', {}), file('17', { jvmArgs: [] }), file('17', { classpath: '/a.jar' })]).size,
    ).toBe(4);
  });
});
