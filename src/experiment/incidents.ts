import type { StreambookError } from '../core/errors.js';
import type { Reporter } from '../core/reporter.js';
import type { AnyServices } from '../services/services.js';
import { watchServices } from '../services/watch.js';
import type { Settings } from '../config/settings.js';
import type { RunRecorder } from './phases.js';

interface RunWatch {
  readonly settings: Settings;
  readonly services: AnyServices;
  readonly reporter: Reporter;
  readonly recorder: RunRecorder;
  readonly secondsNow: () => number;
  readonly onLost: (error: StreambookError) => void;
}

/** Watches the services of a run; what happens to them is said at once and stands in the record. */
export function watchRun({ recorder, reporter, ...watch }: RunWatch): AsyncDisposable {
  return watchServices({
    ...watch,
    onChange(service, what, atSeconds) {
      const at_s = Math.round(atSeconds * 10) / 10;
      const { incidents = [], phases } = recorder.record;
      const phase = phases.at(-1)?.name ?? 'services';
      reporter.line(
        `! ${service} ${what} at ${at_s.toFixed(1)} s of the run, in ${phase.replaceAll('_', ' ')}`,
      );
      // When it cannot be written now, the next change of the record has it too.
      void recorder.add({ incidents: [...incidents, { service, what, at_s, phase }] }).catch(() => undefined);
    },
  });
}
