/** What people choose a CNI by: the words, and the cells that each CNI fills in its own folder. */
export { type Capability, type CapabilityId, capabilities } from './capability';
export type { Capabilities, Cell, Claim, KernelCell, KernelFloor, Unverified } from './cell';
export { type CellMaker, cellMaker } from './cells';
export { everyCell, nothingVerified } from './every-cell';
