import type { Style } from '../style';
import type { Answer } from './choice';

/** Pages that a text refers to by number, in the order in which they come. */
export class Sources {
  readonly #pages = new Map<string, string>();

  /** ` [1]`; nothing where there is no source. */
  mark({ source, version }: Answer, cni: string): string {
    if (source === undefined) return '';
    if (!this.#pages.has(source)) this.#pages.set(source, `${cni} ${version}`);
    return ` [${[...this.#pages.keys()].indexOf(source) + 1}]`;
  }

  /** The list of them, for the end of the text. */
  lines(style: Style): string[] {
    if (this.#pages.size === 0) return [];
    const lines = [...this.#pages].map(([page, of], i) => `  [${i + 1}] ${of}: ${page}`);
    return ['', style.strong('Sources'), ...lines];
  }
}
