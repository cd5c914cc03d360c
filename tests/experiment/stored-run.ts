import { writeJson } from '../../src/core/files.js';
import type { RunKind } from '../../src/runs/run-kind.js';
import { createRunFolder, loadRun, saveRecord, type StoredRun } from '../../src/runs/store.js';
import type { TestHome } from './home.js';
import { words, wordsEvidence, type WordsEvidence } from './words.js';

/** A run of words in its folder, as if it had been made; what is undefined of it is not written. */
export async function storeRun(
  { settings }: TestHome,
  evidence: Omit<WordsEvidence, 'results'> & Partial<Pick<WordsEvidence, 'results'>> = wordsEvidence(),
  kinds: readonly RunKind[] = [words],
): Promise<StoredRun> {
  const { record, experiment, results, manifest } = evidence;
  const folder = await createRunFolder(settings.paths, record.run_id);
  await writeJson(folder.config, experiment);
  if (results !== undefined) await writeJson(folder.results, results);
  if (manifest !== undefined) await writeJson(folder.manifest, manifest);
  await saveRecord(folder, record);
  return loadRun(kinds, settings.paths, record.run_id);
}
