/** Repositories of packages that are built for machines: apt takes them, and only with their key. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { whyNotRun } from '../../lib/base/find-program';
import type { DebianPackage } from './build/debian/package';
import { forgetKey, makeKey, writeRepository } from './build/debian/repository';

const lacking = ['gpg', 'gpgconf', 'dpkg', 'dpkg-deb', 'apt-get', 'apt-cache'].find((name) =>
  whyNotRun(name),
);
const describeApt = lacking === undefined ? describe : describe.skip;

describeApt(`a repository${lacking === undefined ? '' : ` (skipped: missing: ${lacking})`}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'repository-'));
  const repository = join(folder, 'repository');
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  beforeAll(async () => {
    const program = join(folder, 'program');
    writeFileSync(program, '#!/bin/sh\n');
    const key = await makeKey(join(folder, 'key'));
    const packages: readonly DebianPackage[] = [
      { name: 'one', version: '1.2-1', programs: { 'usr/bin/one': program }, depends: ['two'] },
      { name: 'two', version: '3-1', programs: { 'usr/bin/two': program } },
    ];
    await writeRepository(repository, packages, key, folder);
    await forgetKey(key);
  });

  /** apt with folders of its own, which knows this repository alone. */
  function apt(name: string, signedBy: string) {
    const own = join(folder, name);
    for (const path of ['state/lists/partial', 'cache/archives/partial', 'etc'])
      mkdirSync(join(own, path), { recursive: true });
    writeFileSync(join(own, 'list'), `deb [signed-by=${signedBy}] file:${repository} /\n`);
    writeFileSync(join(own, 'status'), '');
    const options = [
      ...[`Dir::State=${own}/state`, `Dir::Cache=${own}/cache`, `Dir::State::status=${own}/status`],
      ...[`Dir::Etc::sourcelist=${own}/list`, 'Dir::Etc::sourceparts=-', 'APT::Sandbox::User=root'],
    ].flatMap((option) => ['-o', option]);
    return (program: string, ...words: readonly string[]) =>
      spawnSync(program, [...options, ...words], { encoding: 'utf8' });
  }

  test('has packages in the version that was asked for, with what they ask for', () => {
    const key = join(folder, 'key.asc');
    copyFileSync(join(repository, 'Release.key'), key);
    const run = apt('with-key', key);
    expect(run('apt-get', 'update', '--error-on=any').status).toBe(0);
    expect(run('apt-cache', 'policy', 'one').stdout).toContain('Candidate: 1.2-1');
    expect(run('apt-cache', 'depends', 'one').stdout).toContain('Depends: two');
  });

  test('is refused where another key is expected', async () => {
    const key = await makeKey(join(folder, 'other'));
    const other = join(folder, 'other-repository');
    await writeRepository(other, [], key, folder);
    await forgetKey(key);
    expect(apt('without', join(other, 'Release.key'))('apt-get', 'update', '--error-on=any').status).toBe(
      100,
    );
  });
});
