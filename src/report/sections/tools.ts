import { html, type HtmlValue } from '../../core/html.js';
import { notMeasured, paragraph } from '../blocks.js';
import { count, counted, NOTHING } from '../format.js';
import type { Part } from '../section.js';
import { toolsOf } from '../tool-names.js';
import type { Writer } from '../writer.js';

/**
 * The tools with their versions and roles, and the machine.
 *
 * @param roles What each tool does here, by its key in the record's versions, in the order of the table.
 * @param notes Sentences about them.
 */
export function tools(
  { input, table, tableRef }: Writer,
  roles: Readonly<Record<string, string>>,
  ...notes: readonly HtmlValue[]
): Part {
  const heading = { id: 'tools', title: 'Tools' };
  const { versions, machine } = input.record;
  if (versions === undefined)
    return { ...heading, body: notMeasured('the versions of its tools were recorded') };
  const known = toolsOf(versions);
  return {
    ...heading,
    body: [
      paragraph(
        html`${tableRef('tools')} lists the tools with the versions that took part in the run.`,
        ...notes,
        machine &&
          `The run took place on one machine: ${machine.cpu}, ${counted(machine.cores, 'core')}, ${count(machine.memory_mb)}\u00a0MB of memory, ${machine.os}.`,
      ),
      table({
        id: 'tools',
        caption: 'Tools and versions',
        columns: [{ head: 'Tool', widthPct: 22 }, { head: 'Version', widthPct: 20 }, { head: 'Role' }],
        rows: Object.entries(roles).flatMap(([key, role]) =>
          known
            .filter((tool) => tool.key === key)
            .map(({ name, version }) => [name, version ?? NOTHING, role]),
        ),
      }),
    ],
  };
}
