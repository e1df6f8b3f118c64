/** The labs of this user: one small file each, in a folder that no other user can write to. */
import { linkSync, lstatSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TargetError } from '../../base/target-error';
import { userFolder } from '../../base/user-folder';
import { labFile } from './lab-file';
import { type LabRecord, labRecord, type StandingLab } from './lab-record';
import { processId } from './process-id';

/** Takes a name for a lab that is to be built. @throws TargetError where a living lab has it */
export function claimName(record: LabRecord): void {
  const file = labFile(record.name);
  const whole = `${file}.${process.pid}`;
  try {
    writeFileSync(whole, JSON.stringify(record), { mode: 0o600 });
    // A link appears whole or not at all, and never over another file: of two claims one wins.
    for (let tries = 0; !linked(whole, file); tries += 1) {
      const living = readLab(record.name);
      if (tries > 3 || (living && isAlive(living))) throw nameTaken(living ?? record);
      removeDead(file, record.name);
    }
  } catch (error) {
    if (error instanceof TargetError) throw error;
    throw new TargetError(
      `the lab's file cannot be written: ${(error as Error).message}`,
      'Make room, or set XDG_RUNTIME_DIR to a folder that can be written to',
    );
  } finally {
    rmSync(whole, { force: true });
  }
}

function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Takes a dead lab's file away; one that was put there meanwhile goes back. */
function removeDead(file: string, name: string): void {
  const aside = `${file}.${process.pid}.dead`;
  try {
    renameSync(file, aside);
  } catch {
    return; // another process took it away
  }
  const record = parseRecord(aside);
  if (record?.name === name && isAlive(record)) linked(aside, file);
  rmSync(aside, { force: true });
}

/**
 * Gives a name back whose lab was not built or has ended. A lab's supervisor does so too, unless it was killed; a name that
 * another process has taken since is left alone.
 */
export function releaseName({ name, builder }: LabRecord): void {
  const there = readLab(name)?.builder;
  if (there?.pid === builder.pid && there.startTime === builder.startTime)
    rmSync(labFile(name), { force: true });
}

/** Replaces a lab's record in one step. */
export function writeLab(record: LabRecord): void {
  const next = `${labFile(record.name)}.${process.pid}.next`;
  writeFileSync(next, JSON.stringify(record), { mode: 0o600 });
  renameSync(next, labFile(record.name));
}

/** Age at which a file that is no lab's record was left by a process that died over it, in milliseconds. */
const leftBehindAfterMs = 60_000;

/** All living labs by name; files of dead ones are removed, and counted. Folders are left alone. */
export function livingLabs(): { labs: LabRecord[]; removed: number } {
  const labs: LabRecord[] = [];
  let removed = 0;
  const folder = userFolder();
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) =>
    a.name < b.name ? -1 : 1,
  )) {
    const path = join(folder, entry.name);
    const record = entry.name.endsWith('.json') ? readLab(entry.name.slice(0, -'.json'.length)) : undefined;
    if (record && isAlive(record)) labs.push(record);
    else if (!entry.isDirectory() && (entry.name.endsWith('.json') || isAbandoned(path))) {
      rmSync(path, { force: true });
      removed += 1;
    }
  }
  return { labs, removed };
}

/** A file that a process was writing, which has its number in the name, and is there no more. */
function isAbandoned(path: string): boolean {
  const writer = /\.json\.(\d+)(?:\.\w+)?$/.exec(path)?.[1];
  return (writer !== undefined && !processId(Number(writer))) || isOld(path);
}

function isOld(path: string): boolean {
  const status = lstatSync(path, { throwIfNoEntry: false });
  return status !== undefined && Date.now() - status.mtimeMs > leftBehindAfterMs;
}

/** A lab that stands by itself. @throws TargetError that names the labs that do */
export function standingLab(name: string): StandingLab {
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

function isAlive({ holder, builder }: LabRecord): boolean {
  const { pid, startTime } = holder ?? builder;
  return processId(pid)?.startTime === startTime;
}

function readLab(name: string): LabRecord | undefined {
  return parseRecord(labFile(name));
}

/** What a file holds, where it is a lab's record. */
function parseRecord(file: string): LabRecord | undefined {
  try {
    return labRecord.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data;
  } catch {
    return undefined;
  }
}

function nameTaken({ name, createdAt }: LabRecord): TargetError {
  return new TargetError(
    `a lab named ${name} is up already${createdAt ? `, since ${createdAt}` : ''}`,
    `Take it down with \`testbed down --name ${name}\`, or choose another name with --name`,
  );
}
