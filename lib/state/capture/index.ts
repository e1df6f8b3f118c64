/** Captures: what the tools of a machine said of its network, what they are asked, and what can be shared of it. */
export { type Capture, captureSchemaName, earliest, type Output } from './capture';
export { captureScript } from './capture-script';
export { type CommandLine, commandWords, configFolder, type FilterLine, wireguardCommands } from './commands';
export { CaptureError, largestCapture, readCapture, readCaptures } from './read-capture';
export { redacted } from './redact/redact';
