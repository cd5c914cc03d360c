import type { Check, Difference } from '../experiment/verify/check.js';
import type { PagesChecked } from '../experiment/verify/pages.js';
import type { Verification } from '../experiment/verify/verify.js';
import type { PageDifference } from '../report/page-differences.js';

const MAX_REPORTED = 5;

/** The first few, and how many more there are. */
export function firstFew<T>(found: readonly T[], text: (each: T) => string): readonly string[] {
  const reported = found.slice(0, MAX_REPORTED).map(text);
  return found.length > MAX_REPORTED ? [...reported, `and ${found.length - MAX_REPORTED} more`] : reported;
}

const QUOTE_LETTERS = 60;

export const shown = (value: unknown): string => {
  const text = value === undefined ? 'absent' : JSON.stringify(value);
  return text.length > QUOTE_LETTERS ? `${text.slice(0, QUOTE_LETTERS - 3)}…` : text;
};

export const numbersDiffer = (count: number) =>
  count === 1 ? '1 number differs' : `${count} numbers differ`;

export const differenceText = ({ path, stored, recomputed }: Difference) =>
  `${path} is ${shown(stored)}, should be ${shown(recomputed)}`;

function pageDifferenceText(difference: PageDifference): string {
  switch (difference.kind) {
    case 'missing':
      return `page ${difference.expectedPage} is missing: "${difference.expected}"`;
    case 'added':
      return `page ${difference.page} does not belong to this report: "${difference.found}"`;
    case 'words':
      return `page ${difference.page}: expected "${difference.expected}", found "${difference.found}"`;
    case 'annotations':
      return `page ${difference.page}: its annotations (links, stamps, form fields) are not those of the report`;
    case 'picture':
      return `page ${difference.page}: the same words, but ${(100 * difference.differentShare).toPrecision(2)} % of the picture is drawn differently`;
  }
}

function checkLines({ what, values, differences }: Check): readonly string[] {
  if (differences.length === 0) return [`  equal    ${what} (${values} values)`];
  return [
    `  DIFFERS  ${what}: ${differences.length} of ${values} values`,
    ...firstFew(differences, differenceText).map((line) => `             ${line}`),
  ];
}

function pageLines(pages: PagesChecked): readonly string[] {
  const { pages: count, expectedPages, compared, otherRenderer, differences } = pages;
  const how =
    compared === 'drawings'
      ? 'text, charts and layout, page by page'
      : `words in their order, not lines, layout or the marks of charts, because ${otherRenderer}`;
  const verdict =
    differences.length === 0
      ? `  equal    ${count} pages: ${how}`
      : `  DIFFERS  ${count} pages, ${expectedPages} expected: ${how}`;
  return [verdict, ...firstFew(differences, pageDifferenceText).map((line) => `             ${line}`)];
}

const section = (title: string, lines: readonly string[]) => (lines.length === 0 ? [] : [title, ...lines]);

/** Whether how the pages look was left out: a page may be painted over then. */
export const isWordsOnly = ({ holds, pages }: Verification): boolean => holds && pages?.compared === 'words';

function verdictText(verification: Verification): string {
  if (!verification.holds) return 'verdict: DOES NOT HOLD';
  return isWordsOnly(verification)
    ? 'verdict: holds in its words alone; look at its pages, or have it printed again by this version'
    : 'verdict: holds';
}

/** A verification in full: three lists, and the pages of a report. */
export function verificationText(verification: Verification): string {
  const { runId, experiment, seed, recomputed, derived, claimed, pages, problems } = verification;
  return [
    [`run ${runId}, experiment ${experiment}, seed ${seed}`, verification.ended].filter(Boolean).join(': '),
    ...section('recomputed from the seed:', recomputed.flatMap(checkLines)),
    ...section('derived from other data of the run:', derived.flatMap(checkLines)),
    ...section(
      'claimed by the run, cannot be checked:',
      claimed.map((claim) => `  -        ${claim}`),
    ),
    ...section('pages, printed again from the attached data:', pages === undefined ? [] : pageLines(pages)),
    ...section(
      'files:',
      problems.map((problem) => `  WRONG    ${problem}`),
    ),
    verdictText(verification),
  ].join('\n');
}

/** What is wrong, the most telling first, each in a line. */
export function failures({ recomputed, derived, pages, problems }: Verification): readonly string[] {
  return [
    ...problems,
    ...[...recomputed, ...derived].flatMap(({ differences }) => differences.map(differenceText)),
    ...(pages?.differences ?? []).map(pageDifferenceText),
  ];
}
