import { sample } from '../../bookings';
import { isSafeAddress } from '../../direct';
import type { JsonObject } from '../../../config/json';
import { CANNOT_TELL, type Question } from '../../question';

/** Tried without the token at any host; with it only at the API's own. */
export const invoice: Question = {
  id: 'invoice-address',
  asks: 'Does the address in invoice open without signing in, or with the token?',
  grade: '?',
  answer: async (api) => {
    const rows = await sample(api, (found) => found.some((row) => addressOf(row) !== undefined));
    const urls = rows.flatMap((row) => addressOf(row) ?? []);
    const [url] = urls;
    const counts = { bookings: rows.length, withAddress: urls.length };
    if (!url) return { answer: CANNOT_TELL, evidence: counts };
    const isApiHost = api.isOwn(url);
    const statusWithout = await api.head(url, { withToken: false });
    const evidence = { ...counts, isApiHost, statusWithout };
    if (isSuccess(statusWithout)) return { answer: 'no sign-in', evidence };
    if (!isApiHost) return { answer: 'not without signing in', evidence };
    const statusWith = await api.head(url, { withToken: true });
    const answer = isSuccess(statusWith) ? 'the token' : 'not the token';
    return { answer, evidence: { ...evidence, statusWith } };
  },
};

const isSuccess = (status: number): boolean => status >= 200 && status < 300;

function addressOf({ invoice: text }: JsonObject): URL | undefined {
  const url = typeof text === 'string' && URL.canParse(text) ? new URL(text) : undefined;
  return url && url.username === '' && isSafeAddress(url) ? url : undefined;
}
