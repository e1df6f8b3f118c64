/** A connection to a machine through the program `ssh`. */
export { connect } from './connect';
export type { Machine, RunOptions } from './machine';
export { failureText, SshError } from './ssh-error';
export type { SshFailure, SshFailureCode } from './ssh-failure';
export type { MachineTarget, SshTarget } from './target';
