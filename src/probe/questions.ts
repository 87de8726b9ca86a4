import type { Question } from './question';
import { bookingUuid } from './questions/ranges/booking-uuid';
import { bounds } from './questions/ranges/bounds';
import { cancelledSigns } from './questions/values/cancelled-signs';
import { carbon } from './questions/values/carbon';
import { deepestPage } from './questions/paging/deepest-page';
import { emptyViolations } from './questions/values/empty-violations';
import { errorBody } from './questions/replies/error-body';
import { euHeader } from './questions/regions/eu-header';
import { euHosts } from './questions/regions/eu-hosts';
import { exchangeRate } from './questions/values/exchange-rate';
import { expensePaths } from './questions/expense/expense-paths';
import { fieldGroups, lineItems } from './questions/expense/field-groups';
import { invoice } from './questions/values/invoice';
import { lastSecond } from './questions/ranges/last-second';
import { lateRows } from './questions/ranges/late-rows';
import { limitHeaders } from './questions/replies/limit-headers';
import { order, updatedOrder } from './questions/paging/order';
import { oversize } from './questions/paging/oversize';
import { priceSums } from './questions/values/price-sums';
import { receiptsShape } from './questions/expense/receipts-shape';
import { responseHeaders } from './questions/replies/response-headers';
import { startDateTo } from './questions/ranges/start-date-to';
import { unknownFields } from './questions/replies/unknown-fields';
import { updatedFrom } from './questions/ranges/updated-from';
import { updatedTotal } from './questions/ranges/updated-total';
import { usersShape } from './questions/replies/users-shape';
import { acceptedRanges } from './questions/ranges/without-dates';

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
