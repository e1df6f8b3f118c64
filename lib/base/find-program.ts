import { accessSync, constants, type Stats, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { searchPath } from './exec';

/** Why a program cannot be run, as shells have it. */
export interface CannotRun {
  /** 127: there is none; 126: there is one that cannot be executed. */
  readonly code: 126 | 127;
  readonly reason: string;
}

/** Looks a program up as a shell does; undefined where it can be run. */
export function whyNotRun(program: string, path = searchPath()): CannotRun | undefined {
  if (program.includes('/')) return objection(resolve(program));
  const found = program === '' ? [] : path.split(':').map((folder) => objection(resolve(folder, program)));
  if (found.includes(undefined)) return undefined;
  const forbidden = found.find((why) => why?.code === 126);
  return forbidden ?? { code: 127, reason: 'there is no such program on the PATH' };
}

/** The file's status; undefined also where a folder on the way may not be entered, as for a shell. */
function statusOf(file: string): Stats | undefined {
  try {
    return statSync(file);
  } catch {
    return undefined;
  }
}

function objection(file: string): CannotRun | undefined {
  const status = statusOf(file);
  if (!status) return { code: 127, reason: `there is no file ${file}` };
  if (status.isDirectory()) return { code: 126, reason: `${file} is a folder` };
  try {
    accessSync(file, constants.X_OK);
    return undefined;
  } catch {
    return { code: 126, reason: `${file} is not executable` };
  }
}
