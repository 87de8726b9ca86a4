export type JsonScalar = string | number | boolean | null;

/** JSON Schema's types; a number is an `integer` if it is written without fraction and exponent. */
export type JsonType = 'null' | 'boolean' | 'integer' | 'number' | 'string' | 'array' | 'object';
