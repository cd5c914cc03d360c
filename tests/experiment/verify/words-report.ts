import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipelineReport } from '../../../src/experiment/pipeline-report.js';
import { chartsOf } from '../../../src/experiment/render.js';
import { unpackBundle, type UnpackedBundle } from '../../../src/report/bundle.js';
import { readAttachments } from '../../../src/report/pdf-attachment.js';
import { writeReport } from '../../../src/report/write.js';
import { words, type Words, type WordCounts, wordsEvidence } from '../words.js';

/** The report of a run of words, printed. */
export async function printWords(folder: string, evidence = wordsEvidence()): Promise<Uint8Array> {
  const charts = await chartsOf(words.charts, evidence.results);
  const { pdf } = await writeReport(
    pipelineReport(words),
    { ...evidence, charts },
    join(folder, evidence.record.run_id),
  );
  return readFile(pdf);
}

/** What is attached to a report of words. */
export async function bundleOf(pdf: Uint8Array): Promise<UnpackedBundle<Words, WordCounts>> {
  const bundle = unpackBundle<Words, WordCounts>(await readAttachments(pdf, 'the report'), [words]);
  if (bundle === undefined) throw new Error('the report has no bundle');
  return bundle;
}
