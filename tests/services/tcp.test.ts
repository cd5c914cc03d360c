import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { MysqlUrl } from '../../src/config/mysql-url.js';
import { SparkRemote } from '../../src/config/spark-remote.js';
import { COMPONENTS } from '../../src/services/components/index.js';
import { parseTcp, probeTcp, tcpText } from '../../src/services/tcp.js';

const { hdfs, kafka, mysql, spark } = COMPONENTS;

describe('the hosts of an address', () => {
  it.each([
    [kafka.hosts('a:9092, [::1]:9094'), 'a 9092, ::1 9094'],
    [spark.hosts(new SparkRemote('sc://[::1]:15003/;token=x')), '::1 15003'],
    [spark.hosts(new SparkRemote('sc://spark')), 'spark 15002'],
    [hdfs.hosts('http://me@[::1]:9870'), '::1 9870'],
    [hdfs.hosts('http://namenode:80'), 'namenode 80'],
    [hdfs.hosts('https://namenode'), 'namenode 443'],
    [mysql.hosts(MysqlUrl.parse('mysql://me@[::1]:3307/shop')), '::1 3307'],
  ])('%j', (hosts, expected) => {
    expect(hosts.map(({ host, port }) => `${host} ${port}`).join(', ')).toBe(expected);
    expect(hosts.map((each) => parseTcp(tcpText(each)))).toEqual(hosts);
  });
});

describe('an address', () => {
  it('is open, and refuses once nobody listens there', async () => {
    const server = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = { host: '127.0.0.1', port: (server.address() as AddressInfo).port };
    expect(await probeTcp(address)).toBe('open');
    server.close();
    await once(server, 'close');
    expect(await probeTcp(address)).toBe('refused');
  });

  it('is silent when its name is not found, and when the signal ends the probe', async () => {
    expect(await probeTcp({ host: 'nobody.invalid', port: 9092 })).toBe('silent');
    expect(await probeTcp({ host: '127.0.0.1', port: 1 }, AbortSignal.abort())).toBe('silent');
  });
});
