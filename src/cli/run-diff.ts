import { randomBytes } from 'node:crypto';
import type { Review } from '../radius/review-contract.ts';
import { exitCode } from '../report/exit-code.ts';
import { review } from '../review.ts';
import { drive } from '../tree/drive.ts';
import { Memory } from '../tree/memory.ts';
import type { DiffOptions } from './diff-options.ts';
import type { Io } from './io.ts';
import { configOfFile, configOfTree, loadConfig } from './load-config.ts';
import { openRepository } from './open-repository.ts';
import { openSides } from './open-sides.ts';

/**
 * Reviews a change of a local clone and prints the review.
 *
 * @returns the review's exit code; the output is whole whatever it is
 */
export async function runDiff(
  before: string | undefined,
  after: string | undefined,
  options: DiffOptions,
  io: Io,
): Promise<number> {
  const repository = await openRepository(options.repo);
  try {
    io.progress('looking at the two sides …');
    const sides = await openSides(repository, before, after, options);
    const config = await loadConfig(async () =>
      options.config === undefined
        ? await drive(repository.fetch, () => configOfTree(sides.before))
        : configOfFile(options.config),
    );
    // What was computed before a fetch is not computed again after it.
    const kept = { parsed: new Map(), memory: new Memory() };
    let objects = 0;
    const fetch: typeof repository.fetch = async (ids) => {
      objects += ids.size;
      io.progress(`rendering … ${objects} files and folders read`);
      await repository.fetch(ids);
    };
    // Nothing that leaves this process needs to be compared with another run's: a key for this one is enough.
    const key = randomBytes(32);
    const result = await drive(fetch, () => review({ ...sides, ...kept, config, key, baseBranch: options.baseBranch }));
    io.out(await print(result, options.format, io));
    return exitCode(result);
  } finally {
    await repository.close();
  }
}

async function print(result: Review, format: DiffOptions['format'], io: Io): Promise<string> {
  if (format === 'json') return (await import('../report/to-json.ts')).toJson(result);
  if (format === 'markdown') return (await import('../report/to-markdown.ts')).toMarkdown(result);
  if (format === 'html') return (await import('../report/to-html.ts')).toHtml(result);
  return (await import('../report/to-text.ts')).toText(result, io);
}
