declare module 'proxy-from-env' {
  /** The proxy's URL; empty if there is none for this URL. */
  export function getProxyForUrl(url: string): string;
}
