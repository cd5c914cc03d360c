import { expect, it } from 'vitest';
import { formatProgram, hdfsProgram } from '../../../../src/services/components/hdfs/program.js';

it('each server reads its own settings, and keeps its own class archive', () => {
  const [nameNode, dataNode] = [
    hdfsProgram('/s', 'namenode', '/h.jar'),
    hdfsProgram('/s', 'datanode', '/h.jar'),
  ];
  expect(nameNode.args).toEqual(['-conf', '/s/namenode/hdfs-site.xml']);
  expect(dataNode.args).toEqual(['-conf', '/s/datanode/hdfs-site.xml']);
  expect(nameNode.mainClass).toMatch(/\.NameNode$/);
  expect(dataNode.mainClass).toMatch(/\.DataNode$/);
  expect(nameNode.archive?.kind).not.toBe(dataNode.archive?.kind);
});

it('a format is of that folder, and asks nobody', () => {
  const { args } = formatProgram('/s', '/h.jar', 'file:///s/namenode/data.partial');
  // Hadoop reads its own options only in front of those of the server.
  expect(args).toEqual([
    '-conf',
    '/s/namenode/hdfs-site.xml',
    '-D',
    'dfs.namenode.name.dir=file:///s/namenode/data.partial',
    '-format',
    '-force',
    '-nonInteractive',
  ]);
});
