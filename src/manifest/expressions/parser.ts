import * as jinja from '@huggingface/jinja';

/** A node of the parser's tree, tagged by `type`; which fields it has depends on that. */
export interface Node {
  readonly type: string;
}

/** The package's own types name files in a way that TypeScript does not resolve here. */
const { parse, tokenize } = jinja as unknown as {
  readonly tokenize: (source: string) => unknown;
  readonly parse: (tokens: unknown) => { readonly body: readonly Node[] };
};

/** The tree of a template. @throws Error where the text is no template. */
export function parseTemplate(source: string): { readonly body: readonly Node[] } {
  return parse(tokenize(source));
}
