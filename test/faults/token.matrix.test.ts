import { faultMatrix } from './support/fault-matrix';

faultMatrix('token');
