/** The own report of every run of several, as pages in a folder beside the page that shows them together. */
import { accessSync, constants, type Stats, statSync } from 'node:fs';
import { basename } from 'node:path';
import { TargetError } from '../../base/target-error';
import { writeFiles } from '../../base/write-files';
import type { Comparison, Results } from '../../results';
import { renderHtml } from '../../run/html-pages';
import { UsageError } from '../exit-codes';
import { standardOutput } from './output-files';
import { quoted } from './quoted';
import type { Streams } from './streams';
import type { Trouble } from './write-reports';

/** Pages of runs, and what became of them. */
export class RunPages {
  readonly troubles: Trouble[] = [];
  private readonly folder: string | undefined;

  /** @param page the file of the page that leads to them. @throws UsageError where they could not be written beside it */
  constructor(
    page: string | undefined,
    private readonly streams: Streams,
    private readonly quiet: boolean,
  ) {
    this.folder = page === undefined ? undefined : folderBeside(page);
    if (this.folder !== undefined) refuseUnwritable(page!, this.folder);
  }

  /** Writes a page for each run. Returns their links, relative to the page; none where there is no place or no room for them. */
  async write({ runs }: Comparison): Promise<string[]> {
    const { folder } = this;
    if (folder === undefined || runs.length === 0) return [];
    const names = namesOf(runs);
    try {
      const pages = await Promise.all(
        runs.map(async (run, i) => [names[i]!, await renderHtml(run)] as const),
      );
      writeFiles(folder, pages);
    } catch (error) {
      if (!(error instanceof TargetError)) throw error;
      this.troubles.push('unwritable');
      this.streams.stderr.write(`error: the runs' own reports cannot be written: ${error.message}\n`);
      return [];
    }
    if (!this.quiet) this.streams.stdout.write(`Reports of the runs: ${folder}\n`);
    return names.map((name) => `${encodeURIComponent(basename(folder))}/${name}`);
  }
}

/** `all.html` has them in `all-runs`; a page that goes to standard output, a pipe or a device has nothing beside it. */
function folderBeside(page: string): string | undefined {
  const there = statusOf(page);
  if (page === standardOutput || (there && !there.isFile())) return undefined;
  return `${page.replace(/\.html?$/i, '')}-runs`;
}

function refuseUnwritable(page: string, folder: string): void {
  const there = statusOf(folder);
  if (there && !(there.isDirectory() && isWritable(folder)))
    throw new UsageError(
      `--html ${quoted(page)}: the runs' own reports go into ${quoted(folder)}, which ${there.isDirectory() ? 'cannot be written' : 'is no folder'}; name another file`,
    );
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function statusOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

/** `flannel-vxlan-1-zone.html`; of two that would have one name, the second has a number. */
function namesOf(runs: readonly Results[]): string[] {
  const names = runs.map(({ cni, plan }) => {
    const zones = plan.zones.length;
    return [cni.name, cni.mode, zones, zones === 1 ? 'zone' : 'zones']
      .join('-')
      .toLowerCase()
      .replace(/[^a-z0-9-]+/g, '-');
  });
  return names.map((name, i) => {
    const before = names.slice(0, i).filter((other) => other === name).length;
    return `${name}${before > 0 ? `-${before + 1}` : ''}.html`;
  });
}
