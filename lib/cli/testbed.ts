#!/usr/bin/env node
import { exitCode } from './exit-codes';
import { main } from './main';

process.setSourceMapsEnabled(true);
let unwritten = false;
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') return; // a reader that has seen enough (`| head`) is no error
  unwritten = true;
  process.stderr.write(`error: standard output cannot be written: ${error.message}\n`);
});
process.stderr.on('error', () => {}); // nobody is left to read it

main(process.argv.slice(2), process).then((code) => {
  process.exitCode = code;
});
process.on('exit', (code) => {
  if (unwritten && code === 0) process.exitCode = exitCode.target;
});
