import { html, type Html, type HtmlValue } from './html.js';

/** A part of a section, with a heading of its own. */
export interface Part {
  readonly id: string;
  readonly title: string;
  readonly body: HtmlValue;
}

/** The numbered sections, in their order. */
const SECTION_IDS = [
  'introduction',
  'data',
  'methods',
  'technical',
  'quality',
  'business',
  'conclusions',
  'limits',
] as const;
type SectionId = (typeof SECTION_IDS)[number];

export interface Section {
  readonly id: SectionId;
  readonly title: string;
  /** Stands before the first part. */
  readonly opening?: HtmlValue;
  readonly parts: readonly Part[];
}

export const sectionNumber = (id: SectionId): number => SECTION_IDS.indexOf(id) + 1;

/** "Section 4", linked. */
export const sectionRef = (id: SectionId): Html => html`<a href="#${id}">Section ${sectionNumber(id)}</a>`;
