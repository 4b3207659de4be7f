import type { HostsWatch } from './contract/fetch-watch.ts';

/** Counts what comes from each host. */
export class HostBytes implements HostsWatch {
  readonly #bytes = new Map<string, number>();
  readonly #changed: () => void;

  /** @param changed is told of each change */
  constructor(changed: () => void = () => undefined) {
    this.#changed = changed;
  }

  asked(host: string): void {
    if (this.#bytes.has(host)) return;
    this.#bytes.set(host, 0);
    this.#changed();
  }

  received(host: string, bytes: number): void {
    this.#bytes.set(host, (this.#bytes.get(host) ?? 0) + bytes);
    this.#changed();
  }

  /** Each host, in the order in which they were asked: `github.com (1.2 MB)`, `ghcr.io`. */
  get texts(): readonly string[] {
    return [...this.#bytes].map(([host, bytes]) => `${host}${bytes === 0 ? '' : ` (${sizeText(bytes)})`}`);
  }
}

function sizeText(bytes: number): string {
  return bytes < 100_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
