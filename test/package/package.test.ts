/**
 * The package as its users have it: packed, installed in an app that is made from CDKTF's own template for TypeScript,
 * compiled, synthesized, and its commands run as Terraform runs them. Nothing is fetched.
 */
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aloneTests } from './alone-tests';
import { apiTests } from './api-tests';
import { appTests } from './app-tests';
import { contentsTests } from './contents';
import { deployTests } from './deploy-tests';
import { kindTests } from './kind-tests';
import { packInto } from './packed';
import { programTests } from './program-tests';
import { docsExample, install, writeApp } from './user-app';

describe('the package', () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'testbed-package-')));
  const app = join(folder, 'app');
  let unpacked = '';

  beforeAll(async () => {
    unpacked = await packInto(folder);
    writeApp(app, docsExample());
    install(unpacked, app);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  contentsTests(() => unpacked);
  describe("in an app from CDKTF's template", () => appTests(app));
  describe('as an API', () => apiTests(app));
  describe('without CDKTF', () => aloneTests(folder, () => unpacked));
  kindTests(folder, () => unpacked);
  describe('when the app is deployed', () => deployTests(app, folder));
  describe('as a program', () => programTests(app, folder));
});
