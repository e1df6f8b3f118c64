/** HTML as a value of its own, so that text cannot get into a page without being escaped. */

import { withoutControls } from '../../base/plain-text';

/** Text that is HTML already. Made by `html` and `trusted` alone. */
export class Markup {
  constructor(private readonly text: string) {}

  toString(): string {
    return this.text;
  }
}

/** What may stand between the parts of a template: lists are joined, nothing is left out. */
export type Content = string | number | Markup | undefined | false | readonly Content[];

/** A template whose values are escaped, unless they are Markup. */
export function html(parts: TemplateStringsArray, ...values: Content[]): Markup {
  return new Markup(
    parts.reduce((text, part, i) => `${text}${i === 0 ? '' : escaped(values[i - 1])}${part}`, ''),
  );
}

/** Takes text for HTML as it is: only for what this package's own code and files have made. */
export function trusted(text: string): Markup {
  return new Markup(text);
}

/** Text as it may stand in an element or in a quoted attribute. */
export function escapeText(text: string): string {
  return withoutControls(text).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** A value as JSON for a script element: no text in it can end the element. */
export function scriptData(value: unknown): Markup {
  return new Markup(JSON.stringify(value).replaceAll('<', '\\u003c').replaceAll('\u2028', '\\u2028'));
}

function escaped(content: Content): string {
  if (content === undefined || content === false) return '';
  if (content instanceof Markup) return content.toString();
  if (Array.isArray(content)) return content.map(escaped).join('');
  return escapeText(`${content as string | number}`);
}
