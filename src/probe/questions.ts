import type { Question } from './question';
import { bounds } from './questions/bounds';
import { deepestPage } from './questions/deepest-page';
import { emptyViolations } from './questions/empty-violations';
import { errorBody } from './questions/error-body';
import { euHeader } from './questions/eu-header';
import { euHosts } from './questions/eu-hosts';
import { fieldGroups } from './questions/field-groups';
import { lastSecond } from './questions/last-second';
import { lateRows } from './questions/late-rows';
import { limitHeaders } from './questions/limit-headers';
import { order } from './questions/order';
import { oversize } from './questions/oversize';
import { receiptsShape } from './questions/receipts-shape';
import { unknownFields } from './questions/unknown-fields';
import { updatedFrom } from './questions/updated-from';
import { usersShape } from './questions/users-shape';

/** Questions with many requests come late; those that examine all other replies come last. */
export const QUESTIONS: readonly Question[] = [
  bounds,
  lastSecond,
  order,
  updatedFrom,
  euHeader,
  euHosts(),
  usersShape,
  receiptsShape,
  fieldGroups,
  emptyViolations,
  oversize,
  errorBody,
  deepestPage,
  lateRows,
  limitHeaders,
  unknownFields,
];
