// Looks at what the connector wrote: node message.mjs catalog|has|same|stopped FILE …
import { readFileSync } from 'node:fs';

const [what, file, other] = process.argv.slice(2);
const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
const messages = lines.map((line) => JSON.parse(line));
const ids = (records) => JSON.stringify(records.map(({ uuid }) => uuid).sort());

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
  same: () => {
    const records = messages.filter(({ record }) => record?.stream === 'bookings');
    const truth = readFileSync(other, 'utf8').split('\n').filter(Boolean);
    return (
      ids(records.map(({ record }) => record.data)) === ids(truth.map((line) => JSON.parse(line)))
    );
  },
  stopped: () => messages.every(({ trace }) => trace?.stream_status?.status !== 'COMPLETE'),
};

process.exitCode = looks[what]() ? 0 : 1;
