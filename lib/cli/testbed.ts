#!/usr/bin/env node
import { handleInterrupts } from './interrupt';
import { main } from './main';

process.setSourceMapsEnabled(true);
handleInterrupts();
// A reader that has seen enough (`| head`) is no bug.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});
main(process.argv.slice(2), process).then((code) => {
  process.exitCode = code;
});
