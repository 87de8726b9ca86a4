import type { OutgoingHttpHeaders } from 'node:http';
import type { Outgoing } from './fault';

type Change = (answer: Outgoing) => Outgoing;

export function status(code: number, headers: OutgoingHttpHeaders = {}, body = ''): Change {
  return (answer) => ({
    status: code,
    headers: { ...without(answer.headers, 'content-encoding', 'content-type'), ...headers },
    body: Buffer.from(body, 'utf8'),
  });
}

export function redirect(location: string, code = 302): Change {
  return status(code, { Location: location });
}

export function mislabelled(contentType = 'text/html; charset=utf-8'): Change {
  return withHeaders({ 'Content-Type': contentType });
}

/** Node limits a response's headers to 16 kB. */
export function hugeHeader(bytes = 32_768): Change {
  return withHeaders({ 'X-Huge': 'x'.repeat(bytes) });
}

export function unknownEncoding(): Change {
  return withHeaders({ 'Content-Encoding': 'x-unknown' });
}

export function withHeaders(headers: Readonly<Record<string, string | null>>): Change {
  return (answer) => {
    const kept = without(answer.headers, ...Object.keys(headers));
    for (const [name, value] of Object.entries(headers)) if (value !== null) kept[name] = value;
    return { ...answer, headers: kept };
  };
}

function without(headers: OutgoingHttpHeaders, ...names: string[]): OutgoingHttpHeaders {
  const dropped = new Set(names.map((name) => name.toLowerCase()));
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => !dropped.has(name.toLowerCase())),
  );
}
