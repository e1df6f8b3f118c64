/** Characters of an echoed word that are shown. */
const longest = 80;

/** A word as it was typed, in quotes where it is empty or holds more than letters, digits and common signs. */
export function quoted(word: string): string {
  const text = /^[\p{L}\p{N}.:/@%+=~,_<>-]+$/u.test(word) ? word : JSON.stringify(word);
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}
