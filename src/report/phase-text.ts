import { readable } from '../charts/text.js';
import type { RunRecord } from '../runs/record.js';

/** A phase of a run, for readers. */
export interface PhaseText {
  /** As the record has it. */
  readonly name: string;
  /** What readers see instead of the name. */
  readonly label?: string;
  /** What happens in it: "Send the load". */
  readonly describes: string;
}

/** The phases that every run has, before and after those of its pipeline. */
const COMMON_PHASES: readonly PhaseText[] = [
  { name: 'prepare', describes: 'Check the experiment, create the run’s folder' },
  { name: 'services', describes: 'Start or join the services' },
  { name: 'charts', describes: 'Draw the charts' },
  { name: 'report', describes: 'Print this report' },
];

/** @param phases The pipeline's own. */
export function phaseText(phases: readonly PhaseText[], name: string): Required<PhaseText> {
  const known = [...phases, ...COMMON_PHASES].find((phase) => phase.name === name);
  return { name, label: known?.label ?? readable(name), describes: known?.describes ?? '' };
}

/** A phase that is still running in a finished record was cut off with its process. */
export const OUTCOME: Readonly<Record<RunRecord['phases'][number]['status'], string>> = {
  done: 'completed',
  failed: 'failed',
  running: 'interrupted',
};
