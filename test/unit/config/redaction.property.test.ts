import fc from 'fast-check';
import { Redactor } from '../../../src/config/redaction';

const secret = fc.stringMatching(/^[!-~]{8,40}$/);

describe('given a registered secret, when any text that contains it is redacted', () => {
  it('then it is gone, whatever surrounds it', () => {
    fc.assert(
      fc.property(secret, fc.string(), fc.string(), (value, before, behind) => {
        const redactor = new Redactor();
        redactor.addSecret(value);
        expect(redactor.redact(`${before}${value}${behind}`, 10_000)).not.toContain(value);
      }),
    );
  });

  it('then it is gone from a URL, from JSON and from Basic credentials', () => {
    fc.assert(
      fc.property(secret, fc.stringMatching(/^[a-z0-9]{1,9}$/), (value, id) => {
        const redactor = new Redactor();
        redactor.addSecret(value);
        const basic = Buffer.from(`${id}:${value}`).toString('base64');
        const text = `x=${encodeURIComponent(value)} ${JSON.stringify(value)} "${basic}"`;
        const redacted = redactor.redact(text, 10_000);
        expect(redacted).not.toContain(encodeURIComponent(value));
        expect(redacted).not.toContain(basic);
      }),
    );
  });

  it('then the text is one line without control characters and within the maximum length', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const redacted = new Redactor().redact(text, 100);
        expect(redacted).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]/u);
        expect(redacted.length).toBeLessThan(100 + 40);
      }),
    );
  });
});

it('given a long text of a server full of address-like parts, when it is redacted, then it takes no time', () => {
  const text = `//${':'.repeat(60_000)} ${'//a:'.repeat(15_000)}`;
  const began = performance.now();
  new Redactor().redact(text, 100);
  expect(performance.now() - began).toBeLessThan(500);
});

describe('given text with unregistered credentials, when it is redacted', () => {
  it.each([
    ['Authorization: Bearer abcdef123456', 'Authorization: Bearer ****'],
    ['{"access_token":"abcdef"}', '{"access_token":"****"}'],
    ['client_secret=abc&x=1', 'client_secret=****&x=1'],
    ['no usable access_token (5 tries)', 'no usable access_token (5 tries)'],
    ['https://me:pw@example.com/', 'https://****@example.com/'],
    ['\u001b[31mred\u001b[0m\r\n\u202eX', 'red X'],
  ])('then %j becomes %j', (text, redacted) => {
    expect(new Redactor().redact(text, 100)).toBe(redacted);
  });
});

describe('given a short secret, when text is redacted', () => {
  it('then it is masked only as a separate word', () => {
    const redactor = new Redactor();
    redactor.addSecret('a');
    expect(redactor.redact('a banana "a"', 100)).toBe('**** banana "****"');
  });
});
