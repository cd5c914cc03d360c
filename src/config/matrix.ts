import { z } from 'zod';
import { type Axis as AxisOf, matrixSchemaOf, sweepableSettings } from './axes.js';
import { type Experiment, experimentSchema, resolveExperiment } from './experiment.js';

export type Axis = AxisOf<Experiment>;

/** Rounded to a thousandth of an event, so that 220 x 1/11 is 20 and not one bit beside it. */
const rounded = (eventsPerSecond: number) => Math.round(eventsPerSecond * 1000) / 1000;

const total = ({ validEventsPerSecond: valid, invalidEventsPerSecond: invalid }: Experiment) =>
  valid + invalid;

function rates(eventsPerSecond: number, errorShare: number) {
  const invalid = rounded(eventsPerSecond * errorShare);
  return {
    validEventsPerSecond: rounded(eventsPerSecond - invalid),
    invalidEventsPerSecond: invalid,
  };
}

const EVENTS_PER_SECOND: Axis = {
  id: 'eventsPerSecond',
  label: 'Events',
  unit: 'events/s',
  description: 'Valid and invalid events together',
  schema: z.number().positive().max(1_000_000),
  of: total,
  with: (experiment, value) => rates(value, ERROR_SHARE.of(experiment)),
};

const ERROR_SHARE: Axis = {
  id: 'errorShare',
  label: 'Share of invalid events',
  description: 'Share of invalid events in all of them',
  schema: z.number().gt(0).lt(1),
  of: (experiment) => experiment.invalidEventsPerSecond / total(experiment),
  with: (experiment, value) => rates(total(experiment), value),
};

/** What a sweep may vary, in the order in which it is shown. */
const AXES: readonly Axis[] = [
  EVENTS_PER_SECOND,
  ERROR_SHARE,
  ...sweepableSettings<Experiment>(experimentSchema),
];

export const matrixSchema = matrixSchemaOf(AXES);
export type Matrix = z.output<typeof matrixSchema>;

const valuesOf = (matrix: Matrix, { id }: Axis): readonly number[] | undefined =>
  (matrix as Readonly<Record<string, unknown>>)[id] as readonly number[] | undefined;

/** One combination: where it stands on every axis, those that are not varied too. */
export interface MatrixCell {
  /** Values by the id of the axis. */
  readonly settings: Readonly<Record<string, number>>;
  readonly experiment: Experiment;
}

/** The axes that it lists, if only with one value. */
export const listedAxes = (matrix: Matrix): readonly Axis[] =>
  AXES.filter((axis) => valuesOf(matrix, axis) !== undefined);

/** The axes with more than one value. */
export const variedAxes = (matrix: Matrix): readonly Axis[] =>
  AXES.filter((axis) => (valuesOf(matrix, axis)?.length ?? 0) > 1);

/**
 * Every combination as an experiment of its own, checked like one from a file.
 *
 * @throws UsageError BAD_EXPERIMENT as {@link resolveExperiment}.
 */
export function matrixCells(experiment: Experiment, matrix: Matrix): readonly MatrixCell[] {
  const combinations = listedAxes(matrix).reduce<readonly MatrixCell[]>(
    (found, axis) =>
      found.flatMap(({ settings, experiment: each }) =>
        (valuesOf(matrix, axis) ?? []).map((value) => ({
          settings: { ...settings, [axis.id]: value },
          experiment: { ...each, ...axis.with(each, value) },
        })),
      ),
    [{ settings: {}, experiment }],
  );
  return combinations.map(({ settings, experiment: { name, ...raw } }, index) => {
    const point = resolveExperiment(raw, `${name}-c${index + 1}`, `matrix of ${name}`);
    const others = Object.fromEntries(AXES.map((axis) => [axis.id, axis.of(point)]));
    return { settings: { ...others, ...settings }, experiment: point };
  });
}
