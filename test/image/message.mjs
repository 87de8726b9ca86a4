// Looks at what the connector wrote: node message.mjs catalog|has|same|latest|stopped FILE …
import { readFileSync } from 'node:fs';

const [what = '', file = '', other = ''] = process.argv.slice(2);
const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
const messages = lines.map((line) => JSON.parse(line));
const bookings = () =>
  messages.filter(({ record }) => record?.stream === 'bookings').map(({ record }) => record.data);
const truth = () =>
  readFileSync(other, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
/** Says of the first few bookings which are missing and which were not expected. */
const agree = (found, expected, ...keys) => {
  const named = (records) => records.map((one) => keys.map((key) => one[key]).join(' of '));
  const [came, wanted] = [named(found), named(expected)];
  const [seen, known] = [new Set(came), new Set(wanted)];
  const wrong = [
    ...wanted.filter((one) => !seen.has(one)).map((one) => `missing ${one}`),
    ...came.filter((one) => !known.has(one)).map((one) => `not expected ${one}`),
    ...(came.length === seen.size ? [] : [`${came.length - seen.size} came twice`]),
  ];
  for (const one of wrong.slice(0, 3)) console.error(`bookings: ${one}`);
  if (wrong.length > 3) console.error(`bookings: and ${wrong.length - 3} more`);
  return wrong.length === 0;
};

const VERSION = ['uuid', 'lastModified'];

const looks = {
  catalog: () => {
    const { streams } = messages.find(({ type }) => type === 'CATALOG').catalog;
    const configured = streams.map((stream) => ({
      stream,
      sync_mode: stream.supported_sync_modes.at(-1),
      destination_sync_mode: 'append',
    }));
    console.log(JSON.stringify({ streams: configured }));
    return true;
  },
  has: () => messages.some(({ type }) => type === other),
  same: () => agree(bookings(), truth(), ...VERSION),
  latest: () => {
    const latest = new Map(bookings().map((booking) => [booking.uuid, booking]));
    return agree([...latest.values()], truth(), ...VERSION);
  },
  // The connector's own stream says that the others were stopped.
  stopped: () => {
    const complete = messages
      .filter(({ trace }) => trace?.stream_status?.status === 'COMPLETE')
      .map(({ trace }) => trace.stream_status.stream_descriptor.name);
    return complete.length === 1 && complete[0] === 'sync_health';
  },
};

process.exitCode = looks[what]() ? 0 : 1;
