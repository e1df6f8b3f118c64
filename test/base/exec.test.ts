import { ExecError, exec, searchPath, tryExec } from '../../lib/base/exec';

describe('programs', () => {
  test.each([
    ['/usr/bin:/bin', '/usr/bin:/bin:/usr/local/sbin:/usr/sbin:/sbin'],
    ['/usr/sbin:/usr/bin', '/usr/sbin:/usr/bin:/usr/local/sbin:/sbin'],
    ['', '/usr/local/sbin:/usr/sbin:/sbin'],
  ])('are looked for on the PATH %j and behind it where administrators have theirs', (path, all) =>
    expect(searchPath(path)).toBe(all),
  );

  test('that are not there are named, with where they were looked for', async () => {
    const error = await exec('no-such-program', ['-x']).catch((reason: ExecError) => reason);
    expect(error).toBeInstanceOf(ExecError);
    expect(error).toMatchObject({ notFound: true, code: undefined });
    expect((error as ExecError).message).toBe(
      'no-such-program -x: did not run\nthere is no program no-such-program on the PATH, nor in /usr/local/sbin, /usr/sbin, /sbin',
    );
  });

  test('that find others look there too', async () => {
    const { stdout } = await tryExec('sh', ['-c', 'echo "$PATH"'], { env: { PATH: '/usr/bin:/bin' } });
    expect(stdout).toBe('/usr/bin:/bin:/usr/local/sbin:/usr/sbin:/sbin\n');
  });
});
