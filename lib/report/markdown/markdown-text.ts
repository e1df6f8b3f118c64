import { oneLine } from '../../base/plain-text';

/** Text that Markdown takes for nothing but text, in a table as well. */
export function escaped(text: string): string {
  return oneLine(text).replace(/[&<>\\`*_{}[\]#+!|~@]/g, (sign) =>
    '&<>'.includes(sign) ? `&#${sign.charCodeAt(0)};` : `\\${sign}`,
  );
}
