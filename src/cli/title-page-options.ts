import type { Command } from 'commander';
import type { TitlePage } from '../config/title-page.js';

/** As the command line gives it. */
export interface TitlePageOptions {
  readonly author?: readonly string[];
  readonly course?: string;
  readonly institution?: string;
  readonly supervisor?: string;
}

const append = (value: string, earlier: readonly string[] = []) => [...earlier, value];

/** The options of a command that prints a report; each has precedence over `report.json`. */
export const addTitlePageOptions = (command: Command): Command =>
  command
    .option('--author <name>', 'who hands the report in; may be given several times', append)
    .option('--course <name>', 'what it is handed in for')
    .option('--institution <name>', 'where')
    .option('--supervisor <name>', 'to whom');

export const titlePageOf = ({ author, course, institution, supervisor }: TitlePageOptions): TitlePage => ({
  ...(author && { authors: [...author] }),
  ...(course !== undefined && { course }),
  ...(institution !== undefined && { institution }),
  ...(supervisor !== undefined && { supervisor }),
});
