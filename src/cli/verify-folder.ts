import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Verification, verifyReport } from '../experiment/verify/verify.js';
import { firstLine, StreambookError } from '../core/errors.js';
import type { Pipeline } from '../experiment/pipeline.js';
import { columns } from '../core/columns.js';
import { failures, isWordsOnly } from './verification-text.js';

/** What came of one file of a folder. */
export interface CheckedFile {
  readonly file: string;
  readonly verdict: 'holds' | 'words hold' | 'DIFFERS' | 'unreadable';
  readonly verification?: Verification;
  /** What differs, or why the file cannot be checked. */
  readonly why: readonly string[];
  /** Other files with a report of the same run. */
  readonly sameRunAs: readonly string[];
}

type Checked = Omit<CheckedFile, 'sameRunAs'>;

async function checkFile(
  pipelines: readonly Pipeline[],
  folder: string,
  file: string,
  signal: AbortSignal,
): Promise<Checked> {
  try {
    const verification = await verifyReport(pipelines, await readFile(join(folder, file)), file, {
      signal,
    });
    const held = isWordsOnly(verification) ? 'words hold' : 'holds';
    const verdict = verification.holds ? held : 'DIFFERS';
    return { file, verdict, verification, why: failures(verification) };
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof StreambookError && error.code === 'BAD_REPORT')) throw error;
    return { file, verdict: 'unreadable', why: [firstLine(error)] };
  }
}

/**
 * Checks every PDF of a folder, those in folders below it too.
 *
 * @param onFile called with each file before it is checked, which takes seconds
 * @throws StreambookError NO_REPORTS when there is none.
 */
export async function verifyFolder(
  pipelines: readonly Pipeline[],
  folder: string,
  signal: AbortSignal,
  onFile: (file: string, index: number, count: number) => void = () => undefined,
): Promise<readonly CheckedFile[]> {
  const files = (await readdir(folder, { recursive: true }))
    .filter((file) => file.toLowerCase().endsWith('.pdf'))
    .sort();
  if (files.length === 0) throw new StreambookError('NO_REPORTS', `${folder} has no PDF in it`);
  const checked: Checked[] = [];
  for (const [index, file] of files.entries()) {
    onFile(file, index, files.length);
    checked.push(await checkFile(pipelines, folder, file, signal));
  }
  return checked.map((each) => ({
    ...each,
    sameRunAs: checked
      .filter(
        ({ file, verification }) => file !== each.file && verification?.runId === each.verification?.runId,
      )
      .filter(({ verification }) => verification !== undefined)
      .map(({ file }) => file),
  }));
}

const NOTHING = '–';

/** One line a file: file, run, seed, author, verdict, and what differs. */
export function folderTable(checked: readonly CheckedFile[]): string {
  const rows = checked.map(({ file, verdict, verification, why, sameRunAs }) => [
    file,
    verification?.runId ?? NOTHING,
    verification === undefined ? NOTHING : String(verification.seed),
    verification?.authors.join(', ') || NOTHING,
    verdict,
    [
      why[0],
      why.length > 1 && `and ${why.length - 1} more`,
      verdict === 'words hold' && 'how its pages look was not compared',
      verification?.ended,
      sameRunAs.length > 0 && `the same run as ${sameRunAs.join(', ')}`,
    ]
      .filter((part) => typeof part === 'string')
      .join('; '),
  ]);
  const titles = ['file', 'run', 'seed', 'author', 'verdict', 'what differs'];
  return columns(
    [titles, ...rows],
    titles.map(() => 'left'),
  );
}
