import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { projectPaths } from '../../../../src/config/paths.js';
import { declaredParameters } from '../../../../src/notebooks/parameters.js';
import { listNotebooks, type Notebook, readNotebook } from '../../../../src/notebooks/source.js';
import { course, PARAMETER_DEFAULTS } from '../../../../src/pipelines/orders/notebooks/course.js';

const { exercises } = course;

let notebooks: readonly (Notebook & { readonly name: string })[];

beforeAll(async () => {
  const files = await listNotebooks(join(projectPaths().notebooks, course.pipeline.name));
  notebooks = await Promise.all(
    files.map(async (file) => ({ ...(await readNotebook(file)), name: file.name })),
  );
});

const codeOf = ({ cells }: Notebook) => cells.filter(({ cell_type: type }) => type === 'code');
const textOf = ({ cells }: Notebook) =>
  cells
    .filter(({ cell_type: type }) => type === 'markdown')
    .map(({ source }) => source)
    .join('\n\n');

describe('the notebooks about orders', () => {
  it('are eight, numbered from 01', () => {
    expect(notebooks.map(({ name }) => name.slice(0, 2))).toEqual(
      [1, 2, 3, 4, 5, 6, 7, 8].map((n) => `0${n}`),
    );
  });

  it('end with four exercises that can be checked, the last of which asks for code, and give no answer away', () => {
    for (const notebook of notebooks) {
      const number = notebook.name.slice(0, 2);
      const ids = [1, 2, 3, 4].map((exercise) => `${number}-${exercise}`);
      const checks = codeOf(notebook)
        .slice(-4)
        .map(({ source }) => source);
      expect(checks).toEqual(ids.map((id) => `await check('${id}', undefined);`));
      for (const id of ids) {
        expect(textOf(notebook)).toContain(`**${id}.**`);
        expect(exercises.map((exercise) => exercise.id)).toContain(id);
      }
    }
    expect(exercises).toHaveLength(32);
    const tasks = exercises.filter((exercise) => 'trials' in exercise).map(({ id }) => id);
    expect(tasks.join()).toBe('01-4,02-4,03-4,04-4,05-4,06-4,07-4,08-4');
  });

  it('have the parameters that they say, with the defaults of every sandbox', () => {
    for (const notebook of notebooks) {
      const declared = declaredParameters(notebook);
      expect(Object.keys(declared)).toContain('seed');
      for (const name of Object.keys(declared)) expect(Object.keys(PARAMETER_DEFAULTS)).toContain(name);
      if ('experiment' in declared) expect(declared).toEqual(PARAMETER_DEFAULTS);
    }
  });
});
