import type { Question } from './question';
import { bookingUuid } from './questions/booking-uuid';
import { bounds } from './questions/bounds';
import { cancelledSigns } from './questions/cancelled-signs';
import { carbon } from './questions/carbon';
import { deepestPage } from './questions/deepest-page';
import { emptyViolations } from './questions/empty-violations';
import { errorBody } from './questions/error-body';
import { euHeader } from './questions/eu-header';
import { euHosts } from './questions/eu-hosts';
import { exchangeRate } from './questions/exchange-rate';
import { expensePaths } from './questions/expense-paths';
import { fieldGroups, lineItems } from './questions/field-groups';
import { invoice } from './questions/invoice';
import { lastSecond } from './questions/last-second';
import { lateRows } from './questions/late-rows';
import { limitHeaders } from './questions/limit-headers';
import { order, updatedOrder } from './questions/order';
import { oversize } from './questions/oversize';
import { priceSums } from './questions/price-sums';
import { receiptsShape } from './questions/receipts-shape';
import { responseHeaders } from './questions/response-headers';
import { startDateTo } from './questions/start-date-to';
import { unknownFields } from './questions/unknown-fields';
import { updatedFrom } from './questions/updated-from';
import { updatedTotal } from './questions/updated-total';
import { usersShape } from './questions/users-shape';
import { acceptedRanges } from './questions/without-dates';

/** Questions with many requests come late; those that examine all other replies come last. */
export const QUESTIONS: readonly Question[] = [
  acceptedRanges,
  errorBody,
  updatedFrom,
  updatedTotal,
  updatedOrder,
  order,
  usersShape,
  receiptsShape,
  ...expensePaths,
  fieldGroups,
  lineItems,
  euHeader,
  euHosts(),
  invoice,
  exchangeRate,
  carbon,
  priceSums,
  cancelledSigns,
  emptyViolations,
  bookingUuid,
  startDateTo,
  oversize,
  bounds,
  lastSecond,
  lateRows,
  responseHeaders,
  deepestPage,
  limitHeaders,
  unknownFields,
];
