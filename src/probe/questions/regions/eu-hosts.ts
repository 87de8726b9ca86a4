import { NOT_ASKED, type Question } from '../../question';

/** Base URLs that sources name for the EU. */
export const EU_HOSTS: readonly string[] = ['https://app-fra.navan.com', 'https://api.navan.com'];

/** Only for EU companies that use Navan's own address: sends the secret to no host that would not get it anyway. */
export function euHosts(baseUrls: readonly string[] = EU_HOSTS): Question {
  return {
    id: 'eu-hosts',
    asks: 'Which hosts accept the credential of an EU company, with the header?',
    grade: 'T',
    answer: async (api) => {
      if (!api.isEu || (api.hasOwnAddress && baseUrls === EU_HOSTS)) {
        const evidence = { euRegion: api.isEu, apiAddressConfigured: api.hasOwnAddress };
        return { answer: NOT_ASKED, evidence };
      }
      const open: string[] = [];
      for (const baseUrl of baseUrls) if (await api.opens(baseUrl)) open.push(baseUrl);
      const answer = open.length === baseUrls.length ? 'all' : open.length === 0 ? 'none' : 'one';
      return { answer, evidence: { open, asked: baseUrls } };
    },
  };
}
