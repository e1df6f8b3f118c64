/**
 * Text from elsewhere may hold characters that move a terminal's cursor, change its title, reverse the order of letters or
 * are invisible, line ends that make one line look like two, and words that a CI system takes for commands.
 */

/** What colours are made of: a colour or weight on, or off. */
const colour = /^\[(?:1|2|22|31|32|33|39)m$/;

/** Controls, signs that are not seen (zero width, direction, tags), other ends of lines, and what XML cannot hold. */
const unseen = /([\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\ufffe\uffff])(\[\d{1,2}m)?/gu;

/**
 * The text with its control characters as JSON writes them (`\u001b`); ends of lines and tabs stay.
 * @param colours whether the colours of reports stay too
 */
export function withoutControls(text: string, colours = false): string {
  return text.replace(unseen, (whole, sign: string, rest = '') => {
    if (sign === '\n' || sign === '\t') return whole;
    return colours && sign === '\u001b' && colour.test(rest) ? whole : `${escaped(sign)}${rest}`;
  });
}

/** Text that stays in its line, and is seen for what it is. */
export function oneLine(text: string): string {
  return withoutControls(text.replace(/\r?\n|\t/g, ' '));
}

/**
 * Text that no CI system takes for commands: of GitHub's `::error::` and the like at the start of a line, and of
 * `##[error]`, `##vso[` and `##teamcity[` anywhere, one sign is written as JSON may write it.
 */
export function withoutCommands(text: string): string {
  return text
    .replace(/^([^\S\n]*)::(?=[a-z][\w-]*(?:[^\S\n][^\n]*)?::)/gim, '$1\\u003a:')
    .replace(/##(?=\w*\[)/g, '#\\u0023');
}

/** A sign beyond the first 65,536 is two halves, as in JSON. */
const escaped = (sign: string) =>
  Array.from(
    { length: sign.length },
    (_, i) => `\\u${sign.charCodeAt(i).toString(16).padStart(4, '0')}`,
  ).join('');
