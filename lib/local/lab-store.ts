/** The labs of this user: one small file each, in a folder that nobody else can write to. */
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { TargetError } from '../target-error';

/** A process, told apart from a later one with the same number. */
export interface ProcessId {
  readonly pid: number;
  /** Clock ticks from the machine's start to the process's (field 22 of /proc/PID/stat). */
  readonly startTime: string;
}

export interface LabRecord {
  readonly name: string;
  /** Who builds it; it lives as long as its builder until `holder` is there. */
  readonly builder: ProcessId;
  /** First process of the lab, once it stands by itself. */
  readonly holder?: ProcessId;
  /** RFC 3339. */
  readonly createdAt: string;
  /** The spec, as parseSpec reads it. */
  readonly spec: unknown;
  /** What was broken on purpose, by name. */
  readonly fault?: { readonly name: string; readonly seed: number };
  /** What could not be realised, such as `nat`. */
  readonly omitted: readonly string[];
}

/** Where the labs' files are. @throws TargetError where somebody else owns the place */
export function labFolder(): string {
  const runtime = process.env.XDG_RUNTIME_DIR;
  const folder =
    runtime && isAbsolute(runtime) && existsSync(runtime)
      ? join(runtime, 'cni-testbed')
      : join(tmpdir(), `cni-testbed-${process.getuid?.() ?? 'user'}`);
  makeFolder(folder);
  const { uid } = lstatSync(folder);
  if (!lstatSync(folder).isDirectory() || uid !== process.getuid?.())
    throw new TargetError(
      `${folder} belongs to somebody else`,
      'Set XDG_RUNTIME_DIR to a folder of your own',
    );
  chmodSync(folder, 0o700);
  return folder;
}

/** Not `recursive`, which never ends where the kernel says ENOENT for a folder that is there, as in /proc. */
function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code !== 'EEXIST')
      throw new TargetError(
        `the folder for labs cannot be made: ${message}`,
        'Set XDG_RUNTIME_DIR to a folder of your own, or unset it',
      );
  }
}

export function labFile(name: string): string {
  return join(labFolder(), `${name}.json`);
}

/** Takes a name for a lab that is to be built. @throws TargetError where a living lab has it */
export function claimName(record: LabRecord): void {
  const living = readLab(record.name);
  if (living && isAlive(living)) throw nameTaken(living);
  rmSync(labFile(record.name), { force: true });
  try {
    writeFileSync(labFile(record.name), JSON.stringify(record), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw nameTaken(record);
    throw new TargetError(
      `the lab's file cannot be written: ${(error as Error).message}`,
      'Make room, or set XDG_RUNTIME_DIR to a folder that can be written to',
    );
  }
}

/** Gives a name back whose lab was never built. */
export function releaseName(name: string): void {
  rmSync(labFile(name), { force: true });
}

/** Replaces a lab's record in one step. */
export function writeLab(record: LabRecord): void {
  const next = `${labFile(record.name)}.next`;
  writeFileSync(next, JSON.stringify(record), { mode: 0o600 });
  renameSync(next, labFile(record.name));
}

/** All living labs by name; files of dead ones are removed, and counted. */
export function livingLabs(): { labs: LabRecord[]; removed: number } {
  const labs: LabRecord[] = [];
  let removed = 0;
  for (const file of readdirSync(labFolder()).sort()) {
    const record = file.endsWith('.json') ? readLab(file.slice(0, -'.json'.length)) : undefined;
    if (record && isAlive(record)) labs.push(record);
    else {
      rmSync(join(labFolder(), file), { force: true });
      removed += 1;
    }
  }
  return { labs, removed };
}

/** A lab that stands by itself. @throws TargetError that names the labs that do */
export function standingLab(name: string): LabRecord & { readonly holder: ProcessId } {
  const record = readLab(name);
  if (record?.holder && isAlive(record)) return { ...record, holder: record.holder };
  const names = livingLabs()
    .labs.filter((lab) => lab.holder)
    .map((lab) => lab.name);
  throw new TargetError(
    `no lab named ${name} is up`,
    names.length > 0
      ? `These are: ${names.join(', ')}. Choose one with --name`
      : 'Build one with `testbed up`',
  );
}

/** A process that runs; undefined where there is none, or no /proc to see it in. */
export function processId(pid: number): ProcessId | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? undefined : { pid, startTime: fields[19]! };
  } catch {
    return undefined;
  }
}

function isAlive({ holder, builder }: LabRecord): boolean {
  const { pid, startTime } = holder ?? builder;
  return processId(pid)?.startTime === startTime;
}

function readLab(name: string): LabRecord | undefined {
  try {
    return JSON.parse(readFileSync(labFile(name), 'utf8'));
  } catch {
    return undefined;
  }
}

function nameTaken({ name, createdAt }: LabRecord): TargetError {
  return new TargetError(
    `a lab named ${name} is up already, since ${createdAt}`,
    `Take it down with \`testbed down --name ${name}\`, or choose another name with --name`,
  );
}
