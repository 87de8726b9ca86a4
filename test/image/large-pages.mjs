// An API whose newest months each have one page just below the largest that the connector takes: node large-pages.mjs
// Prints its URL. Older months have one small record, so that the connector has come to all its requests by then.
import { createServer } from 'node:http';

const LARGE_MONTHS = 34;
const RECORDS = 100;
/** 66.5 MB with the rest of the page. */
const PADDING = Buffer.alloc(665_000, 'x');

const largeSince = new Date();
largeSince.setUTCMonth(largeSince.getUTCMonth() - LARGE_MONTHS);

/** @param {number} from epoch seconds @param {number} index */
function start(from, index) {
  const uuid = `${from.toString(16).padStart(8, '0')}-0000-4000-8000-${String(index).padStart(12, '0')}`;
  const created = new Date(1000 * (from + 86_400)).toISOString();
  return `${index === 0 ? '' : ','}{"uuid":"${uuid}","created":"${created}","lastModified":"${created}","notes":"`;
}

/** @param {number} from epoch seconds @param {number} page */
function* chunksOf(from, page) {
  const count = 1000 * from < largeSince.getTime() ? 1 : RECORDS;
  yield Buffer.from('{"data":[');
  for (let index = 0; page === 0 && index < count; index++) {
    yield Buffer.from(start(from, index));
    if (count > 1) yield PADDING;
    yield Buffer.from('"}');
  }
  yield Buffer.from(
    `],"page":{"currentPage":${page},"pageSize":100,"totalPages":1,"totalElements":${count}}}`,
  );
}

/** @param {import('node:http').ServerResponse} response @param {Iterable<Buffer>} chunks */
async function send(response, chunks) {
  response.setHeader('Content-Type', 'application/json');
  for (const chunk of chunks)
    if (!response.write(chunk)) await new Promise((resolve) => response.once('drain', resolve));
  response.end();
}

const server = createServer((request, response) => {
  request.resume();
  const url = new URL(request.url ?? '', 'http://127.0.0.1');
  const token = '{"access_token":"large","token_type":"bearer","expires_in":43199}';
  const [from, page] = ['createdFrom', 'page'].map((name) => Number(url.searchParams.get(name)));
  const isToken = url.pathname.endsWith('/token');
  void send(response, isToken ? [Buffer.from(token)] : chunksOf(from ?? 0, page ?? 0));
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  console.log(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`);
});
