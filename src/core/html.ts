/** Markup that is safe to put into a page as it is. */
export interface Html {
  readonly markup: string;
}

/** What a template takes: text is escaped, markup is not, lists are joined, undefined and false leave nothing. */
export type HtmlValue = string | number | Html | undefined | false | readonly HtmlValue[];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** For text and for attribute values in quotes, in HTML and XML alike. */
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);

function toMarkup(value: HtmlValue): string {
  if (value === undefined || value === false) return '';
  if (typeof value === 'object') return 'markup' in value ? value.markup : value.map(toMarkup).join('');
  return escapeHtml(String(value));
}

/** Template tag: everything between the literal parts is escaped unless it is markup already. */
export function html(literals: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  const parts = literals.map((literal, index) => literal + toMarkup(values[index]));
  return { markup: parts.join('') };
}

/** Markup from elsewhere that is trusted, such as a chart's SVG. */
export const raw = (markup: string): Html => ({ markup });

/** A CSS string: every sign but letters, digits and spaces as a code point, so that no text can end it. */
export const cssString = (text: string): string =>
  `"${text.replace(/[^\p{L}\p{N} ]/gu, (sign) => `\\${sign.codePointAt(0)?.toString(16)} `)}"`;
