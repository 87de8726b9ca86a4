import { closest } from 'fastest-levenshtein';

import { ConnectorError } from '../../errors/connector-error';
import { MANIFEST_ERRORS } from '../../errors/manifest-errors';
import { element, iterate, sliced } from './elements';
import { lateStep, nameOf, type Nodes } from './nodes';
import type { Node } from './parser';
import type { Late, Scope, TemplateOptions } from './scope';
import { isTrue, toText, type Value } from './value';
import {
  ARGUMENTS,
  FILTERS,
  FUNCTIONS,
  member,
  METHODS,
  OPERATORS,
  toNumber,
  type Operation,
} from './vocabulary';

/** One evaluation under way. */
export interface Frame {
  readonly scope: Scope;
  readonly locals: Map<string, Value>;
  /** Results of the parts that do not change while a template is bound. */
  readonly memo: (Value | undefined)[];
  late: Late;
}

type Run = (frame: Frame) => Value;

/** A compiled part; `fixed` when it depends neither on the late variable nor on a local one. */
interface Part {
  readonly fixed: boolean;
  readonly run: Run;
}

export interface CompiledProgram {
  readonly run: Run;
  readonly reads: readonly (readonly string[])[];
  /** How many memo slots a frame needs. */
  readonly slots: number;
}

type Compile<Type extends keyof Nodes> = (node: Nodes[Type]) => Part;

export function compileProgram(
  program: { readonly body: readonly Node[] },
  options: TemplateOptions,
): CompiledProgram {
  const compiler = new Compiler(options);
  const run = compiler.body(program.body).run;
  return { run, reads: compiler.reads, slots: compiler.slots };
}

/** Turns the parser's tree into closures, and refuses what is outside the vocabulary with the nearest thing in it. */
class Compiler {
  readonly reads: (readonly string[])[] = [];
  slots = 0;
  private readonly locals = new Set<string>();

  constructor(private readonly options: TemplateOptions) {}

  /** One expression alone keeps its type; anything longer is a text. */
  body(nodes: readonly Node[]): Part {
    const [only, ...rest] = nodes;
    if (only && rest.length === 0) return this.compile(only);
    const parts = nodes.map((node) => this.compile(node));
    return this.part(parts, (frame) => parts.map((part) => toText(part.run(frame))).join(''));
  }

  private readonly compilers: { readonly [Type in keyof Nodes]: Compile<Type> } = {
    Identifier: (node) => this.variable(node.value),
    IntegerLiteral: (node) => this.constant(node.value),
    FloatLiteral: (node) => this.constant(node.value),
    StringLiteral: (node) => this.constant(node.value),
    ArrayLiteral: (node) => this.list(node.value),
    ObjectLiteral: (node) => this.dict(node.value),
    MemberExpression: (node) => this.memberOf(node),
    SliceExpression: () => this.refuse('a slice outside of brackets'),
    CallExpression: (node) => this.call(node),
    FilterExpression: (node) => this.filter(node),
    BinaryExpression: (node) => this.binary(node),
    UnaryExpression: (node) => this.unary(node),
    Ternary: (node) => this.ternary(node),
    For: (node) => this.loop(node),
    Set: (node) => this.assignment(node),
  };

  private compile(node: Node): Part {
    const compile = this.compilers[node.type as keyof Nodes] as Compile<never> | undefined;
    return compile ? compile(node as never) : this.refuse(`a ${node.type}`);
  }

  private part(parts: readonly Part[], run: Run): Part {
    if (!parts.every((part) => part.fixed)) return { fixed: false, run };
    return { fixed: true, run: this.memoised(run) };
  }

  private memoised(run: Run): Run {
    const slot = this.slots++;
    return (frame) => {
      const known = frame.memo[slot];
      if (known !== undefined) return known;
      const value = run(frame);
      frame.memo[slot] = value;
      return value;
    };
  }

  private constant(value: Value): Part {
    return { fixed: true, run: () => value };
  }

  private variable(name: string): Part {
    if (this.locals.has(name)) {
      return { fixed: false, run: (frame) => frame.locals.get(name) ?? null };
    }
    if (name === 'none' || name === 'None') return this.constant(null);
    if (name === 'true' || name === 'True') return this.constant(true);
    if (name === 'false' || name === 'False') return this.constant(false);
    const { constants, variables } = this.options;
    const constant = member(constants, name);
    if (constant !== undefined) return this.constant(constant);
    if (!variables.includes(name)) {
      this.refuse(`the variable '${name}'`, name, [...variables, ...Object.keys(constants)]);
    }
    return { fixed: true, run: (frame) => member(frame.scope.variables, name) ?? null };
  }

  private list(nodes: readonly Node[]): Part {
    const parts = nodes.map((node) => this.compile(node));
    return this.part(parts, (frame) => parts.map((part) => part.run(frame)));
  }

  private dict(entries: ReadonlyMap<Node, Node>): Part {
    const pairs = [...entries].map(
      ([key, value]) => [this.compile(key), this.compile(value)] as const,
    );
    return this.part(pairs.flat(), (frame) =>
      Object.fromEntries(pairs.map(([key, value]) => [toText(key.run(frame)), value.run(frame)])),
    );
  }

  private memberOf(node: Nodes['MemberExpression']): Part {
    const path = this.latePath(node);
    if (path) return this.lateValue(path);
    if (node.property.type === 'SliceExpression') return this.slice(node.object, node.property);
    const object = this.compile(node.object);
    const key = node.computed ? this.compile(node.property) : this.constant(nameOf(node.property));
    return this.part([object, key], (frame) => element(object.run(frame), key.run(frame)));
  }

  private slice(objectNode: Node, { start, stop, step }: Nodes['SliceExpression']): Part {
    if (step) this.refuse('a slice with a step');
    const object = this.compile(objectNode);
    const from = start ? this.compile(start) : this.constant(0);
    const to = stop ? this.compile(stop) : undefined;
    return this.part(to ? [object, from, to] : [object, from], (frame) =>
      sliced(object.run(frame), toNumber(from.run(frame)), to && toNumber(to.run(frame))),
    );
  }

  private call(node: Nodes['CallExpression']): Part {
    const path = this.latePath(node);
    if (path) return this.lateValue(path);
    if (node.callee.type === 'MemberExpression') {
      const { object, property } = node.callee as Nodes['MemberExpression'];
      const name = nameOf(property);
      return this.operation(METHODS, 'method', name, [object, ...node.args]);
    }
    return this.operation(FUNCTIONS, 'function', nameOf(node.callee), node.args);
  }

  private filter(node: Nodes['FilterExpression']): Part {
    const { filter } = node;
    if (filter.type !== 'CallExpression')
      return this.operation(FILTERS, 'filter', nameOf(filter), [node.operand]);
    const { callee, args } = filter as Nodes['CallExpression'];
    return this.operation(FILTERS, 'filter', nameOf(callee), [node.operand, ...args]);
  }

  private operation(
    known: Readonly<Record<string, Operation>>,
    kind: string,
    name: string,
    nodes: readonly Node[],
  ): Part {
    const run = Object.hasOwn(known, name) ? known[name] : undefined;
    if (!run) return this.refuse(`the ${kind} '${name}'`, name, Object.keys(known));
    const [least, most] = ARGUMENTS[name] ?? [1, 1];
    if (nodes.length < least || nodes.length > most)
      return this.refuse(`the ${kind} '${name}' with ${nodes.length} values`);
    const args = nodes.map((node) => this.compile(node));
    return this.part(args, (frame) =>
      run(
        frame.scope,
        args.map((arg) => arg.run(frame)),
      ),
    );
  }

  private binary(node: Nodes['BinaryExpression']): Part {
    const left = this.compile(node.left);
    const right = this.compile(node.right);
    const name = node.operator.value;
    if (name === 'and' || name === 'or') {
      return this.part([left, right], (frame) => {
        const first = left.run(frame);
        return isTrue(first) === (name === 'or') ? first : right.run(frame);
      });
    }
    const run = Object.hasOwn(OPERATORS, name) ? OPERATORS[name] : undefined;
    if (!run) return this.refuse(`the operator '${name}'`, name, Object.keys(OPERATORS));
    return this.part([left, right], (frame) => run(left.run(frame), right.run(frame)));
  }

  private unary(node: Nodes['UnaryExpression']): Part {
    const argument = this.compile(node.argument);
    if (node.operator.value === 'not')
      return this.part([argument], (frame) => !isTrue(argument.run(frame)));
    return this.refuse(`the operator '${node.operator.value}'`);
  }

  private ternary(node: Nodes['Ternary']): Part {
    const [test, yes, no] = [node.condition, node.trueExpr, node.falseExpr].map((part) =>
      this.compile(part),
    ) as [Part, Part, Part];
    return this.part([test, yes, no], (frame) => (isTrue(test.run(frame)) ? yes : no).run(frame));
  }

  private loop(node: Nodes['For']): Part {
    const items = this.compile(node.iterable);
    const name = this.localName(node.loopvar);
    if (node.defaultBlock.length > 0) return this.refuse('a loop with an else');
    this.locals.add(name).add('loop');
    const body = this.body(node.body);
    return {
      fixed: false,
      run: (frame) =>
        iterate(items.run(frame))
          .map((item, index) => {
            frame.locals.set(name, item).set('loop', { index0: index, index: index + 1 });
            return toText(body.run(frame));
          })
          .join(''),
    };
  }

  private assignment(node: Nodes['Set']): Part {
    const name = this.localName(node.assignee);
    if (!node.value) return this.refuse('a block assignment');
    const value = this.compile(node.value);
    this.locals.add(name);
    return {
      fixed: false,
      run: (frame) => {
        frame.locals.set(name, value.run(frame));
        return '';
      },
    };
  }

  private localName(node: Node): string {
    return node.type === 'Identifier' ? nameOf(node) : this.refuse(`a ${node.type} as a variable`);
  }

  /** `record.get('created')`, `record['created']` and `record.created` are one and the same path. */
  private latePath(node: Node): readonly string[] | undefined {
    if (node.type === 'Identifier') return nameOf(node) === this.options.late ? [] : undefined;
    const step = lateStep(node);
    const path = step && this.latePath(step.object);
    return path && [...path, step.key];
  }

  private lateValue(path: readonly string[]): Part {
    // A record is never parsed as a whole: what is known of it are its top-level fields.
    if (this.options.late === 'record' && path.length > 1)
      return this.refuse(`the path 'record.${path.join('.')}' below a top-level field`);
    const known = this.reads.findIndex((read) => read.join('\0') === path.join('\0'));
    const index = known === -1 ? this.reads.push(path) - 1 : known;
    return { fixed: false, run: (frame) => frame.late(index) };
  }

  private refuse(what: string, name?: string, candidates: readonly string[] = []): never {
    const nearest =
      name !== undefined && candidates.length > 0 ? closest(name, [...candidates]) : undefined;
    throw new ConnectorError(MANIFEST_ERRORS['expression-unsupported'], {
      where: this.options.path,
      found: what,
      ...(nearest === undefined
        ? {}
        : { expected: `something of the vocabulary, such as '${nearest}'` }),
    });
  }
}
