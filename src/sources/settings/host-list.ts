/** Hosts by their names: `github.com`, or `*.example.com` for every name below one. */
export interface HostList {
  readonly has: (host: string) => boolean;
}

/** A label of letters, digits and dashes, a name of such labels, or an address; `*.` before a name only. */
const NAME = /^(\*\.)?[a-z0-9_]([a-z0-9_-]*[a-z0-9])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9])?)*$/;
const ADDRESS_V6 = /^\[[0-9a-f:.]+\]$/;

/**
 * @param words hosts as somebody wrote them
 * @returns what among them is none, if anything
 */
export function wrongHost(words: readonly string[]): string | undefined {
  return words.find((word) => !NAME.test(word.toLowerCase()) && !ADDRESS_V6.test(word.toLowerCase()));
}

/** @param words hosts of which none is wrong */
export function hostList(words: readonly string[]): HostList {
  const hosts = words.map((word) => word.toLowerCase());
  const exact = new Set(hosts.filter((host) => !host.startsWith('*.')));
  const below = hosts.filter((host) => host.startsWith('*.')).map((host) => host.slice(1));
  return {
    has: (host) => {
      const name = plainName(host);
      return exact.has(name) || below.some((suffix) => name.endsWith(suffix) && name.length > suffix.length);
    },
  };
}

/** @returns the host of a URL, with its port where that is not the usual one */
export function hostName({ hostname, port }: URL): string {
  return `${plainName(hostname)}${port === '' ? '' : `:${port}`}`;
}

/** @returns a host of a URL without the dot that may end a name */
export function plainName(host: string): string {
  return host.toLowerCase().replace(/\.$/, '');
}
