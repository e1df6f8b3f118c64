/** What a machine's tools said of its kernel's network state, in the datapath's words. */
export { readHost } from './host';
export type * from './read-host';
