// Looks at what the connector wrote: node message.mjs catalog|has|same|latest|stopped FILE …
import { readFileSync } from 'node:fs';

const [what, file, other] = process.argv.slice(2);
const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
const messages = lines.map((line) => JSON.parse(line));
const bookings = () =>
  messages.filter(({ record }) => record?.stream === 'bookings').map(({ record }) => record.data);
const truth = () =>
  readFileSync(other, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
const sorted = (records, ...keys) =>
  JSON.stringify(records.map((one) => keys.map((key) => one[key]).join()).sort());

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
  same: () => sorted(bookings(), 'uuid') === sorted(truth(), 'uuid'),
  latest: () => {
    const latest = new Map(bookings().map((booking) => [booking.uuid, booking]));
    return sorted([...latest.values()], ...VERSION) === sorted(truth(), ...VERSION);
  },
  stopped: () =>
    messages.length > 0 &&
    messages.every(({ trace }) => trace?.stream_status?.status !== 'COMPLETE'),
};

process.exitCode = looks[what]() ? 0 : 1;
