import { defineErrors } from './connector-error';

/** Errors between the connector and the API. */
export const CLIENT_ERRORS = defineErrors({
  'token-rejected': {
    failureType: 'config_error',
    title: 'The client ID or client secret was rejected',
    why: 'The token endpoint answered 400, 401 or 403 to the credentials.',
    action:
      'Check the client ID and the client secret, that the credential still exists, and that the region is the one it was created in.',
  },
  'no-token-endpoint': {
    failureType: 'config_error',
    title: 'This address does not issue tokens',
    why: 'The token endpoint answered with a 4xx status that is not about credentials, such as 404: something other than the API responds there.',
    action: 'Correct the region, or the API address if one is set.',
  },
  'token-refused': {
    failureType: 'transient_error',
    title: 'The API rejected three tokens in a row',
    why: 'A request was answered with 401, again with a new token, and again with another new one a moment later. Either another program uses the same credential and each new token invalidates the one before, or the service has not settled yet.',
    action:
      'Try again later. If it happens again, give each connection and each other program its own credential, and check that the region is the one it was created in.',
  },
  forbidden: {
    failureType: 'config_error',
    title: 'The credential may not read this data',
    why: 'The API answered 403: a scope is not ticked, or a feature is not enabled for the company.',
    action: 'Tick the scope that this stream needs on the credential, or deselect the stream.',
  },
  'turned-away': {
    failureType: 'transient_error',
    title: 'Requests are blocked for now',
    why: 'The refusal does not come from the API itself, or is not final: a 4xx status with a web page, as firewalls and bot protection send, or a 403 that says when to retry. Every try of the request ended this way.',
    action:
      "Try again later. If it persists, ask your network team and Navan's support to allow the connector's IP address.",
  },
  'not-now': {
    failureType: 'transient_error',
    title: 'The API cannot serve this request right now',
    why: 'Both tries of the request were answered with 409, 421, 423 or 425.',
    action: "Run the sync again later. If it persists, contact Navan's support with this message.",
  },
  'request-refused': {
    failureType: 'system_error',
    title: 'The API rejected a request',
    why: "A 4xx status that a retry cannot change: the connector sent a request that the API does not know. The message quotes the API's explanation.",
    action: 'Report it with this message.',
  },
  'refused-by-rule': {
    failureType: 'system_error',
    title: 'The API rejected a request',
    why: 'A response filter of the manifest rejects this response, with its own message and failure type.',
    action: "See the filter's message.",
  },
  'server-error': {
    failureType: 'transient_error',
    title: 'The API kept returning server errors',
    why: 'Every try of the request ended in 408 or a 5xx status. The API also answers a bare 500 to a company of another region.',
    action: 'Try again later.',
  },
  'network-failure': {
    failureType: 'transient_error',
    title: 'The connection to the API failed',
    why: 'No try of the request got a complete response.',
    action:
      'Check the network, the proxy if there is one, and whether a firewall blocks connections to this address.',
  },
  'proxy-refused': {
    failureType: 'config_error',
    title: 'The proxy blocked the request',
    why: 'The proxy in HTTPS_PROXY, HTTP_PROXY or ALL_PROXY requires a user and password or refuses the host, or its address is unusable: not a URL, a SOCKS proxy, or a password with characters that must be escaped.',
    action:
      "Correct the proxy in the connector's environment (with user and password if it requires them), have it allow the host, or list the host in NO_PROXY.",
  },
  'unusable-answer': {
    failureType: 'transient_error',
    title: 'The API kept returning unreadable responses',
    why: 'Every try of the request returned a successful status with an empty, truncated or non-JSON body.',
    action: 'Try again later.',
  },
  'unknown-shape': {
    failureType: 'system_error',
    title: 'The API returned a response in a shape that the connector does not know',
    why: 'For a stream whose responses Navan does not document, both tries of the request returned JSON without records where the connector looks for them.',
    action: 'Report it with this message and the answers of `bin/source-navan probe`.',
  },
  'answer-too-large': {
    failureType: 'system_error',
    title: 'A response is larger than the connector accepts',
    why: 'The body is larger than 64 MB, as sent or as decoded, or the headers are larger than 16 kB.',
    action: 'Report it with this message.',
  },
  'rate-limited': {
    failureType: 'transient_error',
    title: 'The API kept rate limiting a request',
    why: 'The request was answered with 429 again and again, although the connector waited each time.',
    action: 'Try again later, or set fewer requests per second.',
  },
  'breaker-open': {
    failureType: 'transient_error',
    title: 'The API has been failing for too long',
    why: 'Several requests in a row ended in server errors, network failures or unreadable responses, and so did the trial requests that followed.',
    action: 'Try again later.',
  },
  redirected: {
    failureType: 'config_error',
    title: 'The API address redirects to another one',
    why: 'The response was a redirect. The connector never follows one, because the token would go with it.',
    action: 'Correct the region, or the API address if one is set.',
  },
  'host-not-allowed': {
    failureType: 'config_error',
    title: 'A request to a host that is not allowed was blocked',
    why: 'Credentials and tokens only go to the hosts of the API.',
    action: 'Check the API address, if one is set.',
  },
  'tls-refused': {
    failureType: 'config_error',
    title: 'The API or a proxy refused the TLS connection',
    why: 'It requires a client certificate, or an outdated TLS version or cipher, or does not know the host. The connector speaks TLS 1.2 and 1.3 and has no client certificate.',
    action:
      'Check the address, and whether a proxy or a gateway in your network inspects TLS. Exclude the host from inspection there, or list it in NO_PROXY.',
  },
  'certificate-rejected': {
    failureType: 'config_error',
    title: 'The certificate of the API or of a proxy could not be verified',
    why: 'It has expired, was issued for another host, or is signed by an authority that is not trusted here, perhaps because the CA file could not be read.',
    action:
      'If a proxy inspects TLS in your network, set the path of its CA certificate in the environment variable ' +
      'NODE_EXTRA_CA_CERTS; otherwise check the address and the clock of this machine.',
  },
});
