import type { Config } from './config';
import { isJsonObject } from './json';
import { fieldLabel, propertyAt } from './property';
import type { ConnectorSpec } from './spec';

/** What a person knows the field by that decides which host is spoken to. */
export function addressField({ connectionSpecification }: ConnectorSpec, { raw }: Config): string {
  const { advanced } = raw;
  const isSet = isJsonObject(advanced) && advanced['api_url'] !== undefined;
  const path = isSet ? ['advanced', 'api_url'] : ['region'];
  return fieldLabel(propertyAt(connectionSpecification, path));
}

/** Tells the user which URL the field resolved to. */
export function leadsTo(field: string, url: string): string {
  return `${field} resolves to ${new URL(url).origin}.`;
}
