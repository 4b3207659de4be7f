import { join } from 'node:path';
import * as v from 'valibot';
import { LineProgram } from '../go/line-program.ts';
import type { ArtifactCase } from './random-case.ts';

const AnswerSchema = v.object({
  artifacts: v.record(v.string(), v.record(v.string(), v.string())),
  error: v.string(),
});

/** The files, in base64, of each artifact that is made, and why no more are; empty: all are. */
export type Answer = v.InferOutput<typeof AnswerSchema>;

/** source-watcher's own packages, in a process that answers one question after the other. */
export class Watcher {
  readonly #program: LineProgram;

  /**
   * @param checkout of source-watcher, which stays as it is: what is internal to it is built from there
   * @throws Error where it does not build
   */
  constructor(checkout: string) {
    const own = join('scripts', 'artifacts', 'go');
    this.#program = new LineProgram({
      name: 'artifacts',
      source: checkout,
      laid: {
        'oracle/main.go': join(own, 'main.go'),
        'internal/controller/requests_of_oracle.go': join(own, 'requests.go'),
      },
      toolchain: 'go1.27.3',
    });
  }

  /** @throws Error where it has ended */
  async ask({ sources, spec }: ArtifactCase): Promise<Answer> {
    const coded = Object.entries(sources).map(([alias, files]) => {
      return [
        alias,
        Object.fromEntries(Object.entries(files).map(([path, bytes]) => [path, bytes.toString('base64')])),
      ];
    });
    return v.parse(AnswerSchema, await this.#program.ask({ sources: Object.fromEntries(coded), spec }));
  }

  close(): void {
    this.#program.close();
  }
}
