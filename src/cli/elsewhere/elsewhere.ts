import type { ObjectFormat } from '../../git/objects/bare-directory.ts';
import type { Answer } from '../../sources/contract/source-ref.ts';
import { HostBytes } from '../../sources/host-bytes.ts';
import { PERSON } from '../../sources/settings/asker.ts';
import type { Sources } from '../../sources/sources.ts';
import { type SourceRef, shownInSource } from '../../tree/sources/source-ref.ts';
import type { Io } from '../process/io.ts';
import type { FetchOptions } from './fetch-options.ts';
import { openSources } from './open-sources.ts';

/** How often a terminal is written to, at most. In milliseconds. */
const PAUSE = 100;

/** References, by their keys. */
export type References = ReadonlyMap<string, SourceRef>;

/** What one run of the program fetches for the person at the terminal: each reference once, and told of while it comes. */
export class Elsewhere {
  readonly #io: Pick<Io, 'progress' | 'note'>;
  readonly #options: FetchOptions;
  readonly #unlessSaid: 'on' | 'off';
  readonly #hosts = new HostBytes(() => this.#tell());
  readonly #asked = new Map<string, SourceRef>();
  readonly #resolved = new Map<string, Answer>();
  #sources: Sources | undefined;
  #toldAt = 0;

  /** @param unlessSaid whether something is fetched where the environment does not say */
  constructor(io: Pick<Io, 'progress' | 'note'>, options: FetchOptions, unlessSaid: 'on' | 'off' = 'off') {
    this.#io = io;
    this.#options = options;
    this.#unlessSaid = unlessSaid;
  }

  /** All that was asked for so far. */
  get asked(): References {
    return this.#asked;
  }

  /** @throws CliError where the settings are wrong */
  async resolve(needed: References, format: ObjectFormat): Promise<ReadonlyMap<string, Answer>> {
    const news = new Map([...needed].filter(([key]) => !this.#resolved.has(key)));
    if (news.size > 0) {
      this.#sources ??= await openSources(this.#unlessSaid, this.#options);
      this.#io.progress(`fetching ${[...news.keys()].map((key) => shownInSource(key, '')).join(', ')} …`);
      const found = await this.#sources.resolve(news, { format, asker: PERSON, watch: this.#hosts });
      for (const [key, source] of news) this.#asked.set(key, source);
      for (const [key, each] of found) this.#resolved.set(key, each);
    }
    return new Map([...this.#resolved].filter(([key]) => needed.has(key)));
  }

  /** Lets go of connections, and says what came from where. */
  close(): void {
    this.#io.progress('');
    for (const host of this.#hosts.texts) this.#io.note(`fetched from ${host}\n`);
    this.#sources?.close();
  }

  #tell(): void {
    if (performance.now() - this.#toldAt < PAUSE) return;
    this.#toldAt = performance.now();
    this.#io.progress(`fetching from ${this.#hosts.texts.join(', ')} …`);
  }
}
