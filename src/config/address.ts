import type { Config } from './config';
import { isJsonObject } from './json';
import { fieldLabel, propertyAt } from './property';
import type { ConnectorSpec } from './spec';

/** Label of the form field that sets the host: the API URL if given, otherwise the region. */
export function addressField({ connectionSpecification }: ConnectorSpec, { raw }: Config): string {
  const { advanced } = raw;
  const isSet = isJsonObject(advanced) && advanced['api_url'] !== undefined;
  const path = isSet ? ['advanced', 'api_url'] : ['region'];
  return fieldLabel(propertyAt(connectionSpecification, path));
}

/** The region that the user chose, or the form's default. */
export function regionOf({ connectionSpecification }: ConnectorSpec, { raw }: Config): string {
  const { schema } = propertyAt(connectionSpecification, ['region']);
  const region = raw['region'] ?? schema['default'];
  return typeof region === 'string' ? region : '';
}

/** Tells the user which URL the field resolved to. */
export function leadsTo(field: string, url: string): string {
  return `${field} resolves to ${new URL(url).origin}.`;
}
