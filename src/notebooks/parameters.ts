import { UsageError } from '../core/errors.js';
import { didYouMean } from '../core/suggest.js';
import type { Cell, Notebook } from './source.js';

/** Parameters as they are injected; a value has the type of the default that stands in the notebook. */
export type ParameterValues = Readonly<Record<string, string | number | boolean>>;

const PARAMETERS = 'parameters';
const INJECTED = 'injected-parameters';
const DECLARATION = /^(?:const|let)\s+(\w+)(?:\s*:\s*\w+)?\s*=\s*(.+?);?\s*(?:\/\/.*)?$/;

const hasTag = (cell: Cell, tag: string) => cell.metadata.tags?.includes(tag) ?? false;

function literal(text: string): string | number | boolean | undefined {
  const json = text.replace(/^'(.*)'$/, '"$1"');
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' ? undefined : (value as string | number | boolean);
  } catch {
    return undefined;
  }
}

/** The parameters that a notebook declares in its cell with the tag `parameters`, with their defaults. */
export function declaredParameters(notebook: Notebook): ParameterValues {
  const cell = notebook.cells.find((candidate) => hasTag(candidate, PARAMETERS));
  const declared = (cell?.source ?? '').split('\n').flatMap((line) => {
    const [, name, text] = DECLARATION.exec(line.trim()) ?? [];
    const value = text === undefined ? undefined : literal(text);
    return name === undefined || value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(declared);
}

/** `seed=7` as name and text. @throws UsageError BAD_PARAMETER when there is no `=`. */
export function splitParameter(text: string): readonly [name: string, value: string] {
  const [, name, value] = /^([^=\s]+)=(.*)$/s.exec(text) ?? [];
  if (name === undefined || value === undefined) {
    throw new UsageError('BAD_PARAMETER', `"${text}" is not a parameter: give name=value, as in seed=7`);
  }
  return [name, value];
}

function typedValue(name: string, text: string, standard: string | number | boolean) {
  if (typeof standard === 'string') return text;
  const value = typeof standard === 'number' && text.trim() !== '' ? Number(text) : literal(text);
  if (typeof value === typeof standard && !Number.isNaN(value)) return value as number | boolean;
  throw new UsageError(
    'BAD_PARAMETER',
    `The parameter ${name} is "${text}": allowed is a ${typeof standard}, as in ${name}=${standard}`,
  );
}

/**
 * The values that were given, each of the type of its default. A notebook gets those that it declares.
 *
 * @param declared What all the chosen notebooks declare together.
 * @throws UsageError UNKNOWN_PARAMETER with the names there are; BAD_PARAMETER for a value of another type.
 */
export function parameterValues(
  declared: ParameterValues,
  given: Readonly<Record<string, string>>,
): ParameterValues {
  return Object.fromEntries(
    Object.entries(given).map(([name, text]) => {
      const standard = declared[name];
      if (standard === undefined) {
        const known = Object.keys(declared);
        throw new UsageError(
          'UNKNOWN_PARAMETER',
          `No chosen notebook has a parameter "${name}".${didYouMean(name, known)} The parameters are: ${known.join(', ') || 'none'}`,
        );
      }
      return [name, typedValue(name, text, standard)];
    }),
  );
}

/** The values with which a notebook runs: those that were given, else its own. */
export function effectiveParameters(notebook: Notebook, values: ParameterValues): ParameterValues {
  const declared = declaredParameters(notebook);
  return Object.fromEntries(
    Object.entries(declared).map(([name, standard]) => [name, values[name] ?? standard]),
  );
}

/** A copy whose parameters have other values, in a cell of their own under a heading, after the one that declares them. */
export function withParameters(notebook: Notebook, values: ParameterValues): Notebook {
  const declared = declaredParameters(notebook);
  const lines = Object.entries(values)
    .filter(([name]) => name in declared)
    .map(([name, value]) => `const ${name} = ${JSON.stringify(value)};`);
  if (lines.length === 0) return notebook;
  const cells = notebook.cells.filter((cell) => !hasTag(cell, INJECTED));
  const place = cells.findIndex((cell) => hasTag(cell, PARAMETERS)) + 1;
  const heading: Cell = {
    cell_type: 'markdown',
    id: `${INJECTED}-heading`,
    metadata: { tags: [INJECTED] },
    source:
      '### Parameters of this run\n\nThese values were given when the notebook was run; they replace the ones above.',
  };
  const injected: Cell = {
    cell_type: 'code',
    execution_count: null,
    id: INJECTED,
    metadata: { tags: [INJECTED] },
    outputs: [],
    source: lines.join('\n'),
  };
  return { ...notebook, cells: cells.toSpliced(place, 0, heading, injected) };
}
