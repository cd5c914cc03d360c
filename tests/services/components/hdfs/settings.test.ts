import { expect, it } from 'vitest';
import { COMPONENTS } from '../../../../src/services/components/index.js';
import { settingsXml } from '../../../../src/services/components/hdfs/settings.js';
import { portNeedsOf } from '../../../../src/services/ports.js';

const ports = Object.fromEntries(portNeedsOf(COMPONENTS.hdfs).map(({ name, usual }) => [name, usual]));

it('everything that HDFS listens on is on the loopback interface, at its own port', () => {
  const xml = settingsXml('/data', 'datanode', ports);
  const addresses = [...xml.matchAll(/<value>(?:hdfs:\/\/)?([\w.]+:\d+)<\/value>/g)].map((match) => match[1]);
  const needed = Object.values(ports).map((port) => `127.0.0.1:${port}`);
  // The port inside the DataNode has a setting without an address.
  expect(new Set([...addresses, '127.0.0.1:9863'])).toEqual(new Set(needed));
  expect(xml).not.toContain('undefined');
});

it('a folder may have any name', () => {
  const xml = settingsXml('/my data & <b>', 'namenode', ports);
  expect(xml).toContain('<value>file:///my%20data%20&amp;%20%3Cb%3E/namenode/data</value>');
  expect(xml).toContain('<value>/my data &amp; &lt;b&gt;/namenode/tmp</value>');
});
