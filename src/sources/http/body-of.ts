import type { IncomingMessage } from 'node:http';
import { FetchError } from '../problem/fetch-error.ts';
import { connectionError } from './connection-error.ts';
import type { DownloadLimits } from './limits.ts';
import { refusalOf } from './refusal.ts';

/**
 * @param shown the host that was asked, as people may read it
 * @param deadline of the whole download
 * @param isKnown whether it was asked for with credentials
 * @returns what an answer holds, as it comes
 * @throws FetchError (while it is read) where it is not what was asked for, more than may be, or not whole
 */
export async function* bodyOf(
  answer: IncomingMessage,
  shown: string,
  deadline: AbortSignal,
  limits: DownloadLimits,
  isKnown: boolean,
): AsyncGenerator<Buffer> {
  const announced = Number(answer.headers['content-length'] ?? 0);
  const refusal = refusalOf(answer, shown, isKnown) ?? largerThan(limits.bytes, announced);
  if (refusal !== undefined) throw refusal;
  let size = 0;
  try {
    for await (const chunk of answer) {
      const bytes = Buffer.from(chunk);
      size += bytes.length;
      const tooLarge = largerThan(limits.bytes, size);
      if (tooLarge !== undefined) throw tooLarge;
      limits.watch?.received(bytes.length);
      yield bytes;
    }
  } catch (error) {
    throw connectionError(error, shown, deadline, limits.time);
  }
}

/** @returns the type of an answer without parameters: `text/html` */
export function typeOf({ headers }: IncomingMessage): string {
  const [type = ''] = (headers['content-type'] ?? '').split(';');
  return type.trim().toLowerCase();
}

function largerThan(limit: number, size: number): FetchError | undefined {
  if (size <= limit) return undefined;
  return new FetchError(
    'too-large',
    `it has more than ${limit} bytes`,
    'Copy what is needed of it into this repository.',
  );
}
