import type { HostsWatch } from '../../sources/sources.ts';

/** What takes longer is told of, and again after each pause: telling costs a request. In milliseconds. */
const PATIENCE = 5_000;
const PAUSE = 15_000;

/** Tells what is waited for, where fetching takes a while. */
export class FetchProgress implements HostsWatch {
  readonly #bytes = new Map<string, number>();
  readonly #tell: (what: string) => void;
  #timer: NodeJS.Timeout | undefined;

  /** @param tell is given hosts and bytes: `github.com (1.2 MB), ghcr.io` */
  constructor(tell: (what: string) => void) {
    this.#tell = tell;
  }

  asked(host: string): void {
    if (!this.#bytes.has(host)) this.#bytes.set(host, 0);
  }

  received(host: string, bytes: number): void {
    this.#bytes.set(host, (this.#bytes.get(host) ?? 0) + bytes);
  }

  async during<T>(fetch: () => Promise<T>): Promise<T> {
    this.#tellIn(PATIENCE);
    try {
      return await fetch();
    } finally {
      clearTimeout(this.#timer);
    }
  }

  #tellIn(milliseconds: number): void {
    this.#timer = setTimeout(() => {
      this.#tell(this.#text());
      this.#tellIn(PAUSE);
    }, milliseconds);
  }

  #text(): string {
    return [...this.#bytes].map(([host, bytes]) => `${host}${bytes === 0 ? '' : ` (${sizeText(bytes)})`}`).join(', ');
  }
}

function sizeText(bytes: number): string {
  return bytes < 100_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
