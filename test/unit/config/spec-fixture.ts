import type { ConnectorSpec } from '../../../src/config/spec';

/** The shape of the manifest's spec, with every kind of field that the config code handles differently. */
export const SPEC: ConnectorSpec = {
  documentationUrl: 'https://docs.airbyte.com/integrations/sources/navan',
  connectionSpecification: {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Navan',
    type: 'object',
    additionalProperties: true,
    required: ['client_id', 'client_secret', 'start_date'],
    properties: {
      client_id: { type: 'string', title: 'Client ID', minLength: 1, order: 0 },
      client_secret: { type: 'string', title: 'Client secret', minLength: 1, airbyte_secret: true },
      start_date: {
        type: 'string',
        format: 'date-time',
        title: 'Start date',
        pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?Z$',
        pattern_descriptor: 'YYYY-MM-DDTHH:mm:ssZ',
      },
      region: { type: 'string', title: 'Region', enum: ['us', 'eu'], default: 'us' },
      transaction_types: {
        type: 'array',
        title: 'Expense types',
        uniqueItems: true,
        items: { type: 'string', enum: ['card-transactions', 'fees', 'repayments'] },
      },
      bookings_recheck_hours: {
        type: 'integer',
        title: 'Hours between rechecks of older bookings',
        minimum: 0,
        maximum: 8760,
      },
      personal_data: {
        type: 'object',
        title: 'Personal data',
        additionalProperties: true,
        properties: { include_passports: { type: 'boolean', title: 'Include passport details' } },
      },
      advanced: {
        type: 'object',
        title: 'Advanced',
        additionalProperties: true,
        properties: {
          api_url: {
            type: 'string',
            title: 'API address',
            pattern:
              '^(https://([A-Za-z0-9-]+\\.)*(navan|tripactions)\\.com(:[0-9]{1,5})?|https?://(localhost|127\\.0\\.0\\.1|\\[::1\\]):[0-9]{1,5})/?$',
            pattern_descriptor: 'https://HOST.navan.com',
          },
          max_concurrency: { type: 'integer', title: 'Concurrent requests', minimum: 1 },
          requests_per_second: {
            type: 'number',
            title: 'Requests per second',
            exclusiveMinimum: 0,
          },
        },
      },
    },
  },
};

/** A valid config, with changes. */
export function config(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    client_id: '3f2c9a14-5b7d-4e0f-9c61-8a2d7e4b1f90',
    client_secret: '0123456789abcdef0123456789abcdef',
    start_date: '2024-01-01T00:00:00Z',
    ...changes,
  };
}
