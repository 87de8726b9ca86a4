export type JsonScalar = string | number | boolean | null;

/** JSON Schema's types. A number written without fraction and exponent is an `integer`. */
export type JsonType = 'null' | 'boolean' | 'integer' | 'number' | 'string' | 'array' | 'object';
