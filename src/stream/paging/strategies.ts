import type { Scope } from '../../manifest/expressions/scope';
import type { PaginatorModel, StreamModel } from '../../manifest/model';
import { CursorTokens } from './cursor-tokens';
import { PageNumbers } from './page-numbers';
import type { Paging } from './paging';
import { SinglePage } from './single-page';

type Kind = PaginatorModel['kind'];

/** Builds a strategy from its part of the manifest, for one partition. */
export type Strategy<Model> = (paginator: Model, scope: Scope, stream: StreamModel) => Paging;

export type Strategies = {
  readonly [K in Kind]: Strategy<Extract<PaginatorModel, { readonly kind: K }>>;
};

export const STRATEGIES: Strategies = {
  number: (paginator, _scope, { extension }) => new PageNumbers(paginator, extension),
  token: (paginator, scope) => new CursorTokens(paginator, scope),
  none: () => new SinglePage(),
};
