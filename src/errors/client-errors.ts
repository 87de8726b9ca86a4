import { defineErrors } from './connector-error';

/** Errors between the connector and the API. */
export const CLIENT_ERRORS = defineErrors({
  'token-rejected': {
    failureType: 'config_error',
    title: 'The client id or client secret was not accepted',
    why: 'The token endpoint answered 400, 401 or 403 to the credentials.',
    action:
      'Check the client id and the client secret, that the credential was not deleted, and that the region is the one it was created in.',
  },
  'no-token-endpoint': {
    failureType: 'config_error',
    title: 'This address does not hand out tokens',
    why: 'The token endpoint answered with a 4xx status that is not about credentials, 404 for instance: something else than the API answers there.',
    action: 'Correct the region, or the API address, if one is set.',
  },
  'token-refused': {
    failureType: 'transient_error',
    title: 'The API did not accept any of three tokens, the last two fetched for this request',
    why: 'A request answered 401, and again with a new token, and a moment later with another one: another program uses the same credential, whose new token ends this one, or the service has not settled.',
    action:
      'Try again later. If it happens again, give each connection and each other program a credential of its own, and check that the region is the one it was created in.',
  },
  forbidden: {
    failureType: 'config_error',
    title: 'The credential may not read this',
    why: 'The API answered 403: a scope is not ticked, or a feature is not switched on for the company.',
    action: 'Tick the scope that this stream needs on the credential, or deselect the stream.',
  },
  'turned-away': {
    failureType: 'transient_error',
    title: 'Requests are turned away for now',
    why: 'A 403 that no missing scope explains: a web page, as firewalls and protections against robots write them, or an answer that says when to ask again. Each try of the request ended so.',
    action:
      'Try again later; if it stays so, have the address that the connector comes from allowed by the network it passes and by the support of the API.',
  },
  'not-now': {
    failureType: 'transient_error',
    title: 'The API cannot serve a request at this moment',
    why: 'The request was answered with 409, 421, 423 or 425 twice.',
    action:
      'Run the sync again later; if it stays so, ask the support of the API with this message.',
  },
  'request-refused': {
    failureType: 'system_error',
    title: 'The API refused a request',
    why: 'A 4xx status that another try cannot change: the connector asks for something the API does not know. What the API says about it stands in the message.',
    action: 'Please report this with the message.',
  },
  'refused-by-rule': {
    failureType: 'system_error',
    title: 'The API refused a request',
    why: 'A response filter of the manifest says so, with its own message and failure type.',
    action: 'See the message of the filter.',
  },
  'server-error': {
    failureType: 'transient_error',
    title: 'The API kept answering with a server error',
    why: 'Each try of the request ended in 408 or a 5xx status. A bare 500 is also what a company of another region gets.',
    action: 'Try again later.',
  },
  'network-failure': {
    failureType: 'transient_error',
    title: 'The API could not be reached, or the connection broke',
    why: 'Each try of the request ended without a whole answer.',
    action:
      'Check the network, the proxy, if there is one, and whether a firewall lets connections to this address out.',
  },
  'proxy-refused': {
    failureType: 'config_error',
    title: 'The proxy did not let the request through',
    why: 'A proxy that HTTPS_PROXY, HTTP_PROXY or ALL_PROXY names asks for a user and password or refuses the host, or its address cannot be used: it is no URL, that of a SOCKS proxy, or has a password with characters that have to be escaped.',
    action:
      'Correct the proxy, with user and password if it wants them, in the environment of the connector, have the host allowed there, or name the host in NO_PROXY.',
  },
  'unusable-answer': {
    failureType: 'transient_error',
    title: 'The API kept answering with something that cannot be read',
    why: 'Each try of the request ended in a successful status with an empty, cut or non-JSON body.',
    action: 'Try again later.',
  },
  'answer-too-large': {
    failureType: 'system_error',
    title: 'An answer of the API is larger than the connector accepts',
    why: 'A body of more than 64 MB, as sent or as decoded, or headers of more than 16 kB.',
    action: 'Please report this with the message.',
  },
  'rate-limited': {
    failureType: 'transient_error',
    title: 'The API kept limiting the rate of one request',
    why: 'The request was answered with 429 again and again, although every wait was kept.',
    action: 'Try again later, or set fewer requests per second.',
  },
  'breaker-open': {
    failureType: 'transient_error',
    title: 'The API has been failing for too long',
    why: 'Requests in a row ended in server errors, network failures or answers that cannot be read, and the probes after that as well.',
    action: 'Try again later.',
  },
  redirected: {
    failureType: 'config_error',
    title: 'The API address leads somewhere else',
    why: 'The answer was a redirect. It is never followed, since the token would go with it.',
    action: 'Correct the region, or the API address, if one is set.',
  },
  'host-not-allowed': {
    failureType: 'config_error',
    title: 'A request would have left for a host that is not allowed',
    why: 'Credentials and tokens go to the hosts of the API alone.',
    action: 'Check the API address, if one is set.',
  },
  'tls-refused': {
    failureType: 'config_error',
    title: 'The API or a proxy refused the TLS connection',
    why: 'It wants a client certificate, or a version or kind of encryption that is not safe any more, or does not know the host. The connector speaks TLS 1.2 and 1.3 and has no certificate of its own.',
    action:
      'Check the address, and whether a proxy or a gateway of this network opens the connections; have the host passed on unopened there, or name it in NO_PROXY.',
  },
  'certificate-rejected': {
    failureType: 'config_error',
    title: 'The certificate of the API or of a proxy could not be verified',
    why: 'It is expired, issued for another host, or signed by an authority that is not trusted here, perhaps because the file with it could not be read.',
    action:
      'If a proxy opens the connections of this network, give the file with its authority in the environment variable ' +
      'NODE_EXTRA_CA_CERTS; otherwise check the address and the clock of this machine.',
  },
});
