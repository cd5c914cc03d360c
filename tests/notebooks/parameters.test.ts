import { describe, expect, it } from 'vitest';
import {
  declaredParameters,
  effectiveParameters,
  parameterValues,
  splitParameter,
  withParameters,
} from '../../src/notebooks/parameters.js';
import type { Cell, Notebook } from '../../src/notebooks/source.js';

const codeCell = (source: string, ...tags: string[]): Cell => ({
  cell_type: 'code',
  metadata: tags.length > 0 ? { tags } : {},
  source,
  outputs: [],
});

const notebook: Notebook = {
  nbformat: 4,
  nbformat_minor: 5,
  metadata: {},
  cells: [
    codeCell(
      "const experiment = 'quick';\nconst seed: number = 42; // any\nlet isLong = false\nconst list = [1];",
      'parameters',
    ),
    codeCell('seed'),
  ],
};

describe('declared parameters', () => {
  it('are the plain values of the tagged cell', () => {
    expect(declaredParameters(notebook)).toEqual({ experiment: 'quick', seed: 42, isLong: false });
  });

  it('are none without such a cell', () => {
    expect(declaredParameters({ ...notebook, cells: [codeCell('const seed = 1')] })).toEqual({});
  });
});

describe('given parameters', () => {
  const declared = declaredParameters(notebook);

  it('get the type of their default', () => {
    const given = { seed: '7', experiment: '7', isLong: 'true' };
    expect(parameterValues(declared, given)).toEqual({ seed: 7, experiment: '7', isLong: true });
  });

  it('are refused when nobody declares them', () => {
    expect(() => parameterValues(declared, { sed: '7' })).toThrow(
      'No chosen notebook has a parameter "sed". Did you mean "seed"? The parameters are: experiment, seed, isLong',
    );
  });

  it.each(['x', '', '7 apples', 'true'])('are refused when %j should be a number', (text) => {
    expect(() => parameterValues(declared, { seed: text })).toThrow('allowed is a number, as in seed=42');
  });

  it('are a name, an equals sign and a value', () => {
    expect(splitParameter('experiment=a=b')).toEqual(['experiment', 'a=b']);
    expect(() => splitParameter('seed')).toThrow('give name=value');
  });
});

describe('a copy with parameters', () => {
  it('has them in a cell under a heading, after the declaring one; the notebook stays as it was', () => {
    const copy = withParameters(notebook, { seed: 7, other: 1 });
    expect(copy.cells).toHaveLength(4);
    expect(copy.cells[1]).toMatchObject({
      cell_type: 'markdown',
      source: expect.stringMatching(/^### Parameters of this run\n/) as string,
    });
    expect(copy.cells[2]).toMatchObject({
      source: 'const seed = 7;',
      metadata: { tags: ['injected-parameters'] },
    });
    expect(notebook.cells).toHaveLength(2);
    expect(effectiveParameters(notebook, { seed: 7, other: 1 })).toMatchObject({ seed: 7, isLong: false });
  });

  it('replaces what was injected before', () => {
    const twice = withParameters(withParameters(notebook, { seed: 7 }), { seed: 8 });
    expect(twice.cells.map(({ source }) => source)).toContain('const seed = 8;');
    expect(twice.cells).toHaveLength(4);
  });

  it('is the notebook itself when it declares none of them', () => {
    expect(withParameters(notebook, { other: 1 })).toBe(notebook);
  });
});
