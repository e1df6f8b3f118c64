/** README.md and docs/, taken apart: headings, links, code in the text, and fenced blocks. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../lib/base/package-root';

/** A fenced block. */
export interface Block {
  /** First word after the fence. */
  readonly language: string;
  /** Words after `needs:`, features of `testbed doctor` without which it cannot run. */
  readonly needs: readonly string[];
  /** Line of the page that the content begins at, counted from 1. */
  readonly line: number;
  readonly lines: readonly string[];
}

/** One page. */
export interface Page {
  /** Path from the root. */
  readonly path: string;
  readonly text: string;
  readonly blocks: readonly Block[];
  /** The lines outside of blocks; lines of blocks are empty here, so that numbers stay. */
  readonly prose: readonly string[];
}

/** All pages, README.md first. */
export function pages(): Page[] {
  const names = readdirSync(join(packageRoot, 'docs')).filter((name) => name.endsWith('.md'));
  return ['README.md', ...names.sort().map((name) => `docs/${name}`)].map(page);
}

/** The page at that path. */
export function page(path: string): Page {
  const text = readFileSync(join(packageRoot, path), 'utf8');
  const prose: string[] = [];
  const blocks: Block[] = [];
  let open: { head: string; line: number; lines: string[] } | undefined;
  for (const [i, line] of text.split('\n').entries()) {
    const fence = /^```(.*)$/.exec(line);
    if (fence && open) {
      const [language = '', ...words] = open.head.split(/[\s,:]+/);
      blocks.push({ language, needs: words.slice(1), line: open.line, lines: open.lines });
      open = undefined;
    } else if (fence) open = { head: fence[1] ?? '', line: i + 2, lines: [] };
    else open?.lines.push(line);
    prose.push(fence || open ? '' : line);
  }
  if (open) throw new Error(`${path}:${open.line}: this block has no end`);
  return { path, text, blocks, prose };
}

/** Code in the text, without its backticks. */
export function codeSpans({ prose }: Page): string[] {
  return Array.from(prose.join('\n').matchAll(/`([^`]+)`/g), ([, code = '']) => code.replace(/\s+/g, ' '));
}

/** Targets of links and pictures. */
export function links({ prose }: Page): string[] {
  const text = prose.join('\n').replace(/`[^`]*`/g, '');
  return Array.from(text.matchAll(/\]\(([^)\s]+)\)/g), ([, target = '']) => target);
}

/** The anchors that GitHub gives to headings. */
export function anchors({ prose }: Page): string[] {
  const seen = new Map<string, number>();
  return prose.flatMap((line) => {
    const [, title] = /^#+ (.*)$/.exec(line) ?? [];
    if (title === undefined) return [];
    const slug = title
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replace(/\s/g, '-');
    const times = seen.get(slug) ?? 0;
    seen.set(slug, times + 1);
    return [times === 0 ? slug : `${slug}-${times}`];
  });
}

/** Rows of the page's tables, each a list of cells. */
export function tableRows({ prose }: Page): string[][] {
  return prose
    .filter((line) => line.startsWith('|') && !/^[|\s:-]+$/.test(line))
    .map((line) =>
      line
        .slice(1, -1)
        .split(/(?<!\\)\|/)
        .map((cell) => cell.trim()),
    );
}
