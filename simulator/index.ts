export { startSimulator, type Simulator } from './simulator';
export type { Latency, Region, SimulatorOptions, TenantOptions } from './options';
export type { Switches } from './switches';
export type { Control } from './control/control';
export type { Change, InsertOptions, RecordInput, Selection, TruthOptions } from './control/data';
export type { StreamName } from './control/streams';
export type { Fault, Mischief } from './faults/fault';
export type { Limit } from './http/limiter';
export type { LoggedRequest, Stats } from './http/request-log';
