import { describe, expect, it } from 'vitest';
import { parsePorts, SERVICE_VARIABLES } from '../../src/config/service-variables.js';

describe('the address of a service', () => {
  it.each([
    ['one broker', 'kafka', 'broker:9092', 'broker:9092'],
    ['brokers', 'kafka', 'a:1,b:65535', 'a:1,b:65535'],
    ['a broker with an IPv6 address', 'kafka', '[::1]:9092', '[::1]:9092'],
    ['a NameNode', 'hdfs', 'http://namenode:9870', 'http://namenode:9870'],
    ['a NameNode with a slash after the port', 'hdfs', 'http://namenode:9870/', 'http://namenode:9870'],
    ['a NameNode and its user', 'hdfs', 'http://ada@namenode:9870', 'http://ada@namenode:9870'],
    ['a NameNode behind TLS', 'hdfs', 'https://namenode', 'https://namenode'],
  ] as const)('may be that of %s', (_, name, text, expected) =>
    expect(SERVICE_VARIABLES[name].parse(text)).toBe(expected),
  );

  it.each([
    ['kafka', 'localhost', /^KAFKA_BOOTSTRAP_SERVERS: "localhost" is not host:port/],
    ['kafka', 'a:1,,b:2', /^KAFKA_BOOTSTRAP_SERVERS: "" is not host:port/],
    ['kafka', 'a:0', /^KAFKA_BOOTSTRAP_SERVERS: "0" is not a port: allowed is 1 to 65535$/],
    ['kafka', 'a:65536', /^KAFKA_BOOTSTRAP_SERVERS: "65536" is not a port/],
    ['hdfs', 'namenode:9870', /^HDFS_URL: "namenode:9870" does not start with http/],
    ['hdfs', 'hdfs://namenode:8020', /^HDFS_URL: "hdfs:\/\/namenode:8020" does not start with http/],
    ['hdfs', 'http://namenode:9870/webhdfs', /^HDFS_URL: .* has something after the port/],
    ['hdfs', 'http://namenode:9870?user.name=ada', /^HDFS_URL: .* has something after the port/],
  ] as const)('is refused with its variable and its value: %s %s', (name, text, message) =>
    expect(() => SERVICE_VARIABLES[name].parse(text)).toThrow(
      expect.objectContaining({ code: 'BAD_SETTING', message: expect.stringMatching(message) as string }),
    ),
  );

  it.each([
    ['spark', 'http://host/;token=secret', /^SPARK_REMOTE \(its value is not shown\).*sc:\/\//],
    [
      'mysql',
      'mysql://ada:secret@host:port/db',
      /^MYSQL_URL \(its value is not shown\) .*mysql:\/\/user:password@/,
    ],
    ['mysql', 'postgres://ada:secret@host/db', /^MYSQL_URL \(its value is not shown\) /],
    ['hdfs', 'http://ada:secret@namenode:9870', /^HDFS_URL \(its value is not shown\) has a password/],
  ] as const)('is refused without its value where that may hold a secret: %s', (name, text, message) => {
    expect(() => SERVICE_VARIABLES[name].parse(text)).toThrow(message);
    expect(() => SERVICE_VARIABLES[name].parse(text)).not.toThrow(/secret/);
  });
});

describe('ports', () => {
  it('are as many as the service has', () => {
    expect(parsePorts('19092,19094', SERVICE_VARIABLES.kafka)).toEqual([19_092, 19_094]);
    expect(parsePorts('25002', SERVICE_VARIABLES.spark)).toEqual([25_002]);
  });

  it.each([
    ['kafka', '9092', 'STREAMBOOK_KAFKA_PORTS: "9092" is not 2 ports, as in 9092,9094'],
    ['spark', '1,2', 'STREAMBOOK_SPARK_PORT: "1,2" is not one port, as in 15002'],
    ['spark', '70000', 'STREAMBOOK_SPARK_PORT: "70000" is not a port: allowed is 1 to 65535'],
    ['hdfs', '9870,', 'STREAMBOOK_HDFS_PORTS: "" is not a port: allowed is 1 to 65535'],
  ] as const)('are refused with their variable and their value: %s %s', (name, text, message) =>
    expect(() => parsePorts(text, SERVICE_VARIABLES[name])).toThrow(message),
  );
});
