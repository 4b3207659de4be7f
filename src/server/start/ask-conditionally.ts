import { LRUCache } from 'lru-cache';
import type { ProbotOctokit } from 'probot';

type Answer = Awaited<ReturnType<ProbotOctokit['request']>>;

interface KeptAnswer {
  readonly etag: string;
  readonly answer: Answer;
  readonly size: number;
}

/** What is kept of one process's answers. In characters of JSON. */
const mostCharacters = 32 * 1024 * 1024;

/** GitHub's answers to questions, by who asked what. */
export class KeptAnswers {
  readonly #kept = new LRUCache<string, KeptAnswer>({ maxSize: mostCharacters, sizeCalculation: ({ size }) => size });

  find(key: string): KeptAnswer | undefined {
    return this.#kept.get(key);
  }

  keep(key: string, answer: Answer): void {
    const { etag } = answer.headers;
    if (typeof etag === 'string') this.#kept.set(key, { etag, answer: copyOf(answer), size: sizeOf(answer) });
  }
}

/**
 * Asks what was asked before only whether it has changed: an answer of 304 is always of this moment, and costs nothing of
 * the hour's budget.
 *
 * @param asker whose questions these are: answers are not shared among installations
 * @see https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api#use-conditional-requests-if-appropriate
 */
export function askConditionally(github: ProbotOctokit, asker: string, kept: KeptAnswers): void {
  github.hook.wrap('request', async (request, options) => {
    if (options.method !== 'GET') return request(options);
    const { url, headers } = github.request.endpoint(options);
    const key = JSON.stringify([asker, url, headers.accept]);
    const known = kept.find(key);
    if (known === undefined) return keepAnswer(await request(options));
    // Hooks further inside are given these very options.
    options.headers['if-none-match'] = known.etag;
    try {
      return keepAnswer(await request(options));
    } catch (error) {
      if (isNotModified(error)) return copyOf(known.answer);
      throw error;
    }

    function keepAnswer(answer: Answer): Answer {
      kept.keep(key, answer);
      return answer;
    }
  });
}

/** Octokit's pagination rewrites what it is given. */
function copyOf(answer: Answer): Answer {
  return { ...answer, data: structuredClone(answer.data) };
}

function sizeOf({ data, headers }: Answer): number {
  const length = Number(headers['content-length']);
  return Number.isSafeInteger(length) && length > 0 ? length : JSON.stringify(data ?? '').length + 1;
}

function isNotModified(error: unknown): boolean {
  return error instanceof Error && 'status' in error && error.status === 304;
}
