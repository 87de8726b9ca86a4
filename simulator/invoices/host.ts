import type { Switches } from '../switches';

/** Under `.invalid`, which no name server resolves. */
const WEB_APP = 'https://app.navan.invalid';

/** What the data depends on in addition to the seed. `site`: this server's own address, once it listens. */
export interface Surroundings {
  readonly switches: Switches;
  readonly site: { url: string };
}

/** The host of invoices' addresses. */
export function invoiceHost({ switches, site }: Surroundings): string {
  return switches.invoiceHost === 'own' ? site.url : WEB_APP;
}
