import { isJsonObject, type JsonObject, type JsonValue } from '../config/json';
import { ConnectorError } from '../errors/connector-error';
import { PROTOCOL_ERRORS } from '../errors/protocol-errors';
import { notice } from '../log/log-text';
import { PROTOCOL_LINES } from '../log/protocol-lines';

/** The state of an earlier sync: `stream_state` by stream name. A stream without an entry is read from the start. */
export interface InputState {
  readonly streams: ReadonlyMap<string, JsonObject>;
}

export interface ParsedState {
  readonly state: InputState;
  /** Sentences for the log at WARN. */
  readonly notices: readonly string[];
}

/**
 * Reads the file of `--state`: a list of state messages, of which a stream's last one counts. Also accepts no list,
 * nulls, streams that no longer exist, STATE lines printed by a read, the streams of a GLOBAL state, a connection's
 * state as Airbyte's web application shows it, and the old form `{stream: {…}}`.
 */
export function parseState(value: unknown, known: readonly string[]): ParsedState {
  const pass = new StateParser(new Set(known));
  pass.parse(value);
  return { state: { streams: pass.streams }, notices: [...pass.notices] };
}

class StateParser {
  readonly streams = new Map<string, JsonObject>();
  readonly notices = new Set<string>();

  constructor(private readonly known: ReadonlySet<string>) {}

  parse(value: unknown): void {
    if (value === undefined || value === null) return;
    if (Array.isArray(value))
      value.forEach((entry, index) => {
        this.message(entry, `entry ${index + 1}`);
      });
    else if (isJsonObject(value)) this.message(value, 'the top level');
    else throw invalid('the top level', `a ${typeof value}`);
  }

  private message(value: unknown, where: string): void {
    if (value === null) return;
    if (!isJsonObject(value))
      throw invalid(where, Array.isArray(value) ? 'a list' : `a ${typeof value}`);
    const { type, state, stream, data, global } = value;
    if (type === 'STATE' && isJsonObject(state)) this.message(state, where);
    else if (isJsonObject(global)) this.global(global, where);
    else if (isJsonObject(stream) && hasDescriptor(stream)) this.stream(stream, where);
    else if (isApiForm(value)) this.apiForm(value, where);
    else if (isEmptyMessage(value)) this.notices.add(notice(PROTOCOL_LINES.emptyState, { where }));
    else this.legacy(isJsonObject(data) ? data : value, where);
  }

  /** Runners such as Pathway pass GLOBAL states, at first empty. This source has no state shared among streams. */
  private global(global: JsonObject, where: string): void {
    const shared = global['shared_state'] ?? global['sharedState'] ?? null;
    if (!isEmpty(shared)) this.notices.add(notice(PROTOCOL_LINES.sharedState));
    this.streamList(global['stream_states'] ?? global['streamStates'] ?? [], where);
  }

  /** Airbyte's web application shows one stream, or the whole connection with its state type. */
  private apiForm(value: JsonObject, where: string): void {
    this.notices.add(notice(PROTOCOL_LINES.apiState));
    const { globalState, streamState, state } = value;
    if (hasDescriptor(value)) this.stream(value, where);
    else if (isJsonObject(state)) this.legacy(state, where);
    else if (isJsonObject(globalState)) this.global(globalState, where);
    else this.streamList(streamState ?? [], where);
  }

  private streamList(list: JsonValue, where: string): void {
    if (!Array.isArray(list)) throw invalid(where, 'streams that are not a list');
    for (const entry of list as readonly JsonValue[]) {
      if (isJsonObject(entry)) this.stream(entry, where);
      else if (entry !== null) throw invalid(where, 'a stream that is not an object');
    }
  }

  private stream(stream: JsonObject, where: string): void {
    const descriptor = stream['stream_descriptor'] ?? stream['streamDescriptor'];
    const state = stream['stream_state'] ?? stream['streamState'];
    const name = isJsonObject(descriptor) ? descriptor['name'] : undefined;
    if (typeof name !== 'string') throw invalid(where, 'a stream without a name');
    this.add(name, state ?? null, where);
  }

  private legacy(states: JsonObject, where: string): void {
    for (const [name, state] of Object.entries(states)) {
      if (name === 'type' || name === 'data') continue;
      if (!this.known.has(name))
        throw invalid(where, `${JSON.stringify(name)}, which is not a stream`);
      this.notices.add(notice(PROTOCOL_LINES.legacyState));
      this.add(name, state ?? null, where);
    }
  }

  private add(name: string, state: JsonValue, where: string): void {
    if (!this.known.has(name)) {
      this.notices.add(notice(PROTOCOL_LINES.unknownStreamState, { stream: name }));
    } else if (isJsonObject(state)) this.streams.set(name, state);
    else if (state !== null)
      throw invalid(`${where}, ${name}`, 'a stream_state that is not an object');
  }
}

function hasDescriptor(stream: JsonObject): boolean {
  return 'stream_descriptor' in stream || 'streamDescriptor' in stream;
}

function isApiForm(value: JsonObject): boolean {
  return hasDescriptor(value) || 'stateType' in value;
}

function isEmpty(value: JsonValue): boolean {
  return value === null || (isJsonObject(value) && Object.keys(value).length === 0);
}

/** A message with only a type. Without a state the platform sends LEGACY without data. */
function isEmptyMessage({ type, ...body }: JsonObject): boolean {
  const isSomething = Object.values(body).some((part) => part !== null && part !== undefined);
  return typeof type === 'string' && type !== 'LEGACY' && !isSomething;
}

function invalid(where: string, found: string): ConnectorError {
  return new ConnectorError(PROTOCOL_ERRORS['state-invalid'], {
    where,
    expected: 'a list of STATE messages of type STREAM',
    found,
  });
}
