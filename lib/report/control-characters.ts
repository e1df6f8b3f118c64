/** Text of others may hold characters that move a terminal's cursor, change its title or turn the order of letters. */

/** What colours are made of: a colour or weight on, or off. */
const colour = /^\[(?:1|2|22|31|32|33|39)m$/;

/**
 * The text with its control characters as JSON writes them (`\u001b`); ends of lines and tabs stay.
 * @param colours whether the colours of reports stay too
 */
export function withoutControls(text: string, colours = false): string {
  return text.replace(/([\p{Cc}\p{Bidi_Control}])(\[\d{1,2}m)?/gu, (whole, sign: string, rest = '') => {
    if (sign === '\n' || sign === '\t') return whole;
    return colours && sign === '\u001b' && colour.test(rest) ? whole : `${escaped(sign)}${rest}`;
  });
}

const escaped = (sign: string) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`;
