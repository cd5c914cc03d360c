import { z } from 'zod';
import { type Experiment, resolveExperiment } from './experiment.js';

const values = <T extends z.ZodType<number>>(value: T) => z.array(value).min(1).max(50).optional();

/** What an experiment file may vary: every combination of the listed values is run, each several times. */
export const matrixSchema = z.strictObject({
  eventsPerSecond: values(z.number().positive().max(1_000_000)).describe('Valid and invalid events together'),
  errorShare: values(z.number().gt(0).lt(1)).describe('Share of invalid events in these'),
  partitions: values(z.int().min(1).max(200)),
  triggerIntervalSeconds: values(z.number().min(0).max(3600)),
  repetitions: z.int().min(1).max(100).default(3),
});
export type Matrix = z.output<typeof matrixSchema>;

const AXES = ['eventsPerSecond', 'errorShare', 'partitions', 'triggerIntervalSeconds'] as const;
export type Axis = (typeof AXES)[number];

/** One combination: where it stands on every axis, those that are not varied too. */
export interface MatrixCell {
  readonly settings: Readonly<Record<Axis, number>>;
  readonly experiment: Experiment;
}

/** The axes that it lists, if only with one value. */
export function listedAxes(matrix: Matrix): readonly Axis[] {
  return AXES.filter((axis) => matrix[axis] !== undefined);
}

/** The axes with more than one value. */
export function variedAxes(matrix: Matrix): readonly Axis[] {
  return AXES.filter((axis) => (matrix[axis]?.length ?? 0) > 1);
}

function baseSettings(experiment: Experiment): Record<Axis, number> {
  const { validEventsPerSecond: valid, invalidEventsPerSecond: invalid } = experiment;
  const { partitions, triggerIntervalSeconds } = experiment;
  const eventsPerSecond = valid + invalid;
  return { eventsPerSecond, errorShare: invalid / eventsPerSecond, partitions, triggerIntervalSeconds };
}

/**
 * Every combination as an experiment of its own, checked like one from a file.
 *
 * @throws StreambookError BAD_EXPERIMENT as {@link resolveExperiment}.
 */
export function matrixCells(experiment: Experiment, matrix: Matrix): readonly MatrixCell[] {
  const combinations = AXES.reduce<readonly Record<Axis, number>[]>(
    (cells, axis) =>
      cells.flatMap((cell) => (matrix[axis] ?? [cell[axis]]).map((value) => ({ ...cell, [axis]: value }))),
    [baseSettings(experiment)],
  );
  const { name, ...raw } = experiment;
  const isRateVaried = matrix.eventsPerSecond !== undefined || matrix.errorShare !== undefined;
  return combinations.map((settings, index) => {
    const { eventsPerSecond, errorShare, partitions, triggerIntervalSeconds } = settings;
    // Rounded to a thousandth of an event, so that 220 x 1/11 is 20 and not one bit beside it.
    const invalid = Math.round(eventsPerSecond * errorShare * 1000) / 1000;
    const rates = isRateVaried && {
      validEventsPerSecond: Math.round((eventsPerSecond - invalid) * 1000) / 1000,
      invalidEventsPerSecond: invalid,
    };
    const cell = { ...raw, ...rates, partitions, triggerIntervalSeconds };
    return { settings, experiment: resolveExperiment(cell, `${name}-c${index + 1}`, `matrix of ${name}`) };
  });
}
