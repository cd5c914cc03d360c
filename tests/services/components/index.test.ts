import { describe, expect, it } from 'vitest';
import { SERVICE_VARIABLES } from '../../../src/config/service-variables.js';
import { ALL_COMPONENTS, SERVICE_NAMES, titlesOf } from '../../../src/services/components/index.js';
import { portNeedsOf } from '../../../src/services/ports.js';

it('no two processes have the same name', () =>
  expect(new Set(SERVICE_NAMES).size).toBe(SERVICE_NAMES.length));

it('no two processes look for the same port first', () => {
  const usual = ALL_COMPONENTS.flatMap(portNeedsOf).map((need) => need.usual);
  expect(new Set(usual).size).toBe(usual.length);
});

it('components are called by their titles', () =>
  expect(titlesOf(['kafka', 'mysql', 'hdfs'])).toBe('Kafka, MySQL and HDFS'));

describe.each(ALL_COMPONENTS.map((component) => [component.name, component] as const))(
  '%s',
  (_, component) => {
    const { processes, name } = component;
    const needs = portNeedsOf(component);
    const names = processes.map((process) => process.name);

    it('has ports of different names, of which those of its variable can be asked for', () => {
      expect(new Set(needs.map((need) => need.name)).size).toBe(needs.length);
      const asked = needs.filter(({ askedAt }) => askedAt !== undefined);
      const inOrder = asked.toSorted((left, right) => Number(left.askedAt) - Number(right.askedAt));
      expect(inOrder.map(({ askedAt }) => askedAt)).toEqual(inOrder.map((_need, index) => index));
      expect(inOrder.map(({ usual }) => usual)).toEqual(SERVICE_VARIABLES[name].examplePorts);
    });

    it('has processes that depend on others of it, and not in a circle', () => {
      const dependsOn = (process: string): readonly string[] =>
        processes.find((each) => each.name === process)?.dependsOn ?? [];
      const reach = (process: string, path: readonly string[] = []): readonly string[] =>
        path.includes(process)
          ? [...path, process]
          : dependsOn(process).flatMap((each) => reach(each, [...path, process]));
      expect(names.flatMap(dependsOn).filter((each) => !names.includes(each))).toEqual([]);
      expect(names.flatMap((each) => reach(each))).toEqual([]);
    });

    it('is lost without any process, and not while all of them run', () => {
      expect(component.isLost(new Set())).toBe(true);
      expect(component.isLost(new Set(names))).toBe(false);
    });
  },
);
