import { HostBytes } from '../../sources/host-bytes.ts';

/** What takes longer is told of, and again after each pause: telling costs a request. In milliseconds. */
const PATIENCE = 5_000;
const PAUSE = 15_000;

/** Tells what is waited for, where fetching takes a while. */
export class FetchProgress {
  readonly hosts = new HostBytes();
  readonly #tell: (what: string) => void;
  #timer: NodeJS.Timeout | undefined;

  /** @param tell is given hosts and bytes: `github.com (1.2 MB), ghcr.io` */
  constructor(tell: (what: string) => void) {
    this.#tell = tell;
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
      this.#tell(this.hosts.texts.join(', '));
      this.#tellIn(PAUSE);
    }, milliseconds);
  }
}
