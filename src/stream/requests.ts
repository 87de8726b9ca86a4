import type { HttpRequest, HttpResponse, ResponseRule } from '../client/http';
import { UnknownShape, UnusableBody } from '../client/http';
import { PageFormatError, PageShapeError } from '../errors/page-format-error';
import type { Scope } from '../manifest/expressions/scope';
import { toText, type Value } from '../manifest/expressions/value';
import type { StreamModel } from '../manifest/model';
import type { CompiledPlan } from './records/plan/compiled-plan';
import { scanPage } from './records/scan-page';
import type { ScannedPage } from './records/scanned-page';
import type { Parameter } from './window';

/** An empty list, as an endpoint may say it whose responses are not documented. */
const NO_CONTENT: ResponseRule = { statuses: new Set([204]), action: 'IGNORE' };

/** The part of a request that depends on which parameters are its own. */
interface Kind {
  /** Up to where its own parameters begin. */
  readonly url: string;
  readonly confirm: ReadonlySet<number>;
}

/** The requests of one stream in one scope. Whatever is the same in all of them is evaluated once. */
export class StreamRequests {
  private readonly base: string;
  /** Of the path itself. */
  private readonly ofPath: readonly Parameter[];
  private readonly same: Pick<HttpRequest, 'stream' | 'method' | 'headers' | 'rules'>;
  private readonly kinds = new Map<string, Kind>();

  constructor(
    private readonly model: StreamModel,
    private readonly scope: Scope,
  ) {
    const { name, requester } = model;
    const url = new URL(requester.baseUrl.text(scope) + requester.path.text(scope));
    this.ofPath = [...url.searchParams];
    url.search = '';
    url.hash = '';
    this.base = url.href;
    this.same = {
      stream: name,
      method: 'GET',
      headers: present(requester.headers, scope),
      rules: rulesOf(model, scope),
    };
  }

  /** `own` parameters override the manifest's parameters of the same name. */
  one(own: readonly Parameter[], label: string): HttpRequest {
    const { url, confirm } = this.kind(own);
    const query = new URLSearchParams(own as [string, string][]).toString();
    return {
      ...this.same,
      url: query === '' ? url.slice(0, -1) : url + query,
      label: `${this.model.name} ${label}`,
      confirm,
    };
  }

  /**
   * Decodes the response with `look`. A body that is not a valid page fails the attempt, and so does an `UnusableBody`.
   * `isKnown`: an earlier response had the stream's shape.
   */
  page<Content>(
    plan: CompiledPlan,
    own: readonly Parameter[],
    label: string,
    look: (page: ScannedPage) => Content,
    isKnown = false,
  ): HttpRequest<Content> {
    const decode = ({ body }: HttpResponse): Content => {
      try {
        return look(scanPage(body, plan));
      } catch (error) {
        throw this.refusal(error, isKnown);
      }
    };
    return { ...this.one(own, label), decode };
  }

  private kind(own: readonly Parameter[]): Kind {
    const names = own.map(([name]) => name);
    const key = JSON.stringify(names);
    let kind = this.kinds.get(key);
    if (kind === undefined) this.kinds.set(key, (kind = this.kindWithout(new Set(names))));
    return kind;
  }

  /** Evaluates no parameter that is overridden: the probe overrides those of a partition that it doesn't have. */
  private kindWithout(overridden: ReadonlySet<string>): Kind {
    const rest = [...this.ofPath];
    for (const [name, template] of this.model.requester.parameters) {
      if (overridden.has(name)) continue;
      for (const value of asList(template.evaluate(this.scope))) rest.push([name, toText(value)]);
    }
    const query = new URLSearchParams(rest as [string, string][]).toString();
    const { mayBeMissing, refusable } = this.model.extension;
    // Refusals with consequences: a stream without records, or without what the refused value brings.
    const confirm = new Set([
      ...(mayBeMissing ? [404] : []),
      ...(refusable && !overridden.has(refusable.parameter) ? [400] : []),
    ]);
    return { url: `${this.base}?${query}${query === '' ? '' : '&'}`, confirm };
  }

  /** Another shape than usual is an outage; of a stream whose responses are not documented, it is the usual one. */
  private refusal(error: unknown, isKnown: boolean): unknown {
    if (!(error instanceof PageFormatError || error instanceof UnusableBody)) return error;
    const { mayBeMissing } = this.model.extension;
    const isJson = error instanceof PageShapeError || error instanceof UnusableBody;
    const Refusal = mayBeMissing && isJson && !isKnown ? UnknownShape : UnusableBody;
    return new Refusal(error.message, { cause: error });
  }
}

function rulesOf({ requester, extension }: StreamModel, scope: Scope): readonly ResponseRule[] {
  const own = requester.rules.map((rule) => ({ ...rule, statuses: new Set(rule.statuses) }));
  return [
    ...(extension.mayBeMissing ? [NO_CONTENT] : []),
    ...own.map(({ message, ...rule }) =>
      // The manifest's way out of a refused value is for a runtime that cannot ask without it.
      extension.refusable && rule.statuses.has(400)
        ? rule
        : { ...rule, message: message.text(scope) },
    ),
  ];
}

function asList(value: Value): readonly Value[] {
  if (value === null) return [];
  return Array.isArray(value) ? (value as readonly Value[]) : [value];
}

export function present(
  headers: StreamModel['requester']['headers'],
  scope: Scope,
): Readonly<Record<string, string>> {
  const values = [...headers].map(([name, template]) => [name, template.evaluate(scope)] as const);
  return Object.fromEntries(
    values.filter(([, value]) => value !== null).map(([name, value]) => [name, toText(value)]),
  );
}
