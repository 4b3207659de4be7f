import type { IncomingMessage } from 'node:http';

/** What GitHub sends at most. */
export const bodyLimit = 25 * 1024 * 1024;

/**
 * Reads a request's body, and not a byte more than the limit into memory.
 *
 * @returns `too-large` as soon as that is known, by the announced length or by what has come; `broken` where the
 *   client went away in the middle
 */
export function readBody(request: IncomingMessage, limit: number): Promise<Buffer | 'too-large' | 'broken'> {
  if (Number(request.headers['content-length'] ?? 0) > limit) return Promise.resolve('too-large');
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limit) chunks.push(chunk);
      else {
        chunks.length = 0;
        resolve('too-large');
      }
    });
    request.on('end', () => resolve(Buffer.concat(chunks)));
    request.on('error', () => resolve('broken'));
    request.on('close', () => resolve('broken'));
  });
}
