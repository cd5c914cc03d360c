import { html, type Html } from '../core/html.js';
import { list } from './format.js';

/** A person by names, or whoever has no such names. */
type CslName = { readonly family: string; readonly given: string } | { readonly literal: string };

/** A work as an item of CSL-JSON, the format of citation managers: the variables of it that the bibliography shows. */
export interface CslItem {
  readonly id: string;
  readonly type: 'article-journal' | 'book' | 'paper-conference' | 'software' | 'speech';
  readonly author: readonly CslName[];
  readonly issued: { readonly 'date-parts': readonly [readonly [year: number]] };
  readonly title: string;
  readonly genre?: string;
  readonly 'container-title'?: string;
  readonly volume?: string;
  readonly issue?: string;
  readonly page?: string;
  readonly 'event-title'?: string;
  readonly 'event-place'?: string;
  readonly publisher?: string;
  readonly 'publisher-place'?: string;
  readonly note?: string;
  readonly DOI?: string;
  readonly URL?: string;
}

/** Numbers works in the order in which the text first cites them. */
export interface Citations {
  /** The mark in the text, such as [3], linked to the bibliography. */
  readonly cite: (...ids: readonly [string, ...string[]]) => Html;
  /** What has been cited so far; undefined when that is nothing. */
  readonly bibliography: () => Html | undefined;
}

/** "Tukey, J. W." */
function nameText(name: CslName): string {
  if ('literal' in name) return name.literal;
  const initials = name.given.split(' ').map((each) => `${each.charAt(0)}.`);
  return `${name.family}, ${initials.join(' ')}`;
}

/** Where it appeared: "Quality Progress 8(5)", "Addison-Wesley, Reading, Massachusetts". */
function sourceText(work: CslItem): string {
  const { volume, issue, note } = work;
  const number = volume === undefined ? '' : ` ${volume}${issue === undefined ? '' : `(${issue})`}`;
  const container = work['container-title'] && `${work['container-title']}${number}`;
  const [event, eventPlace] = [work['event-title'], work['event-place']];
  const parts = [work.genre, container, event, eventPlace, work.publisher, work['publisher-place']];
  const source = parts.filter((part) => part !== undefined).join(', ');
  return note === undefined ? source : `${source} (${note})`;
}

function entry(work: CslItem): Html {
  const [[year]] = work.issued['date-parts'];
  const address = work.DOI === undefined ? work.URL : `https://doi.org/${work.DOI}`;
  const link = address !== undefined && html` <a href="${address}">${address.replace('https://', '')}</a>.`;
  const pages =
    work.page !== undefined && html`, <span class="pages">pp. ${work.page.replace('-', '–')}</span>`;
  return html`<li id="ref-${work.id}">
    ${list(work.author.map(nameText))} (${year}). <cite>${work.title}</cite>.
    ${sourceText(work)}${pages}.${link}
  </li>`;
}

/** @param works What may be cited; only what is cited comes into the bibliography. */
export function citations(works: readonly CslItem[]): Citations {
  const cited: CslItem[] = [];
  const number = (id: string) => {
    const work = works.find((each) => each.id === id);
    if (work === undefined) throw new Error(`the report has no work ${id} to cite`);
    return cited.includes(work) ? cited.indexOf(work) + 1 : cited.push(work);
  };
  const mark = (id: string) => html`<a class="cite" href="#ref-${id}">[${number(id)}]</a>`;
  return {
    cite: (...ids) => html`${ids.map(mark)}`,
    bibliography: () =>
      cited.length === 0
        ? undefined
        : html`<ol class="bibliography">
            ${cited.map(entry)}
          </ol>`,
  };
}
