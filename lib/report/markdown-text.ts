import { withoutControls } from './control-characters';

/** Text that Markdown takes for nothing but text, in a table as well. */
export function escaped(text: string): string {
  return withoutControls(text.replace(/[\r\n]+/g, ' ')).replace(/[&<>\\`*_{}[\]#+!|~@]/g, (sign) =>
    '&<>'.includes(sign) ? `&#${sign.charCodeAt(0)};` : `\\${sign}`,
  );
}
