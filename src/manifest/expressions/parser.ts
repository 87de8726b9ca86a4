import * as jinja from '@huggingface/jinja';

/** A node of the parser's tree; `type` determines its other fields. */
export interface Node {
  readonly type: string;
}

/** Cast because TypeScript can't resolve the file names in the package's own types here. */
const { parse, tokenize } = jinja as unknown as {
  readonly tokenize: (source: string) => unknown;
  readonly parse: (tokens: unknown) => { readonly body: readonly Node[] };
};

/** @throws Error if the text isn't a valid template. */
export function parseTemplate(source: string): { readonly body: readonly Node[] } {
  return parse(tokenize(source));
}
