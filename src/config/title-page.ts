import { z } from 'zod';
import { firstLine, UsageError } from '../core/errors.js';
import { readTextIfThere } from '../core/files.js';
import { parseSettings } from './parse-settings.js';

const text = z.string().trim().min(1).max(200);

/** What a report says of those who hand it in. Stored with the run, so that its report can be printed again as it was. */
export const titlePageSchema = z.strictObject({
  authors: z.array(text).min(1).optional().describe('In the order in which they are named'),
  course: text.optional(),
  institution: text.optional(),
  supervisor: text.optional(),
  keywords: z.array(text).min(1).optional().describe("Of the PDF's properties, beside those of every report"),
});
export type TitlePage = z.infer<typeof titlePageSchema>;

/** `report.json` in the project's folder. */
export const reportFileSchema = titlePageSchema.omit({ authors: true }).extend({
  author: z
    .union([text, z.array(text).min(1)])
    .optional()
    .describe('One name, or a list of names'),
});

/**
 * The title page: what the command line says of it, then what `report.json` says, then what is known already.
 *
 * @param file Path of `report.json`, which need not be there.
 * @returns undefined when nothing is said anywhere.
 * @throws UsageError BAD_REPORT_FILE naming every wrong key, its value and what is allowed.
 */
export async function resolveTitlePage(
  file: string,
  commandLine: TitlePage,
  known: TitlePage = {},
): Promise<TitlePage | undefined> {
  const given = parseSettings(titlePageSchema, commandLine, 'command line', 'BAD_REPORT_FILE');
  const titlePage = { ...known, ...(await loadReportFile(file)), ...given };
  return Object.keys(titlePage).length === 0 ? undefined : titlePage;
}

async function loadReportFile(file: string): Promise<TitlePage> {
  const content = await readTextIfThere(file);
  if (content === undefined) return {};
  let raw: unknown;
  try {
    raw = JSON.parse(content);
  } catch (error) {
    throw new UsageError('BAD_REPORT_FILE', `${file} is not JSON: ${firstLine(error)}`, {
      cause: error,
    });
  }
  const { author, ...rest } = parseSettings(reportFileSchema, raw, file, 'BAD_REPORT_FILE');
  return { ...rest, ...(author !== undefined && { authors: [author].flat() }) };
}
