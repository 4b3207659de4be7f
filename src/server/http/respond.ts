import type { IncomingMessage, ServerResponse } from 'node:http';

export function respond(
  response: ServerResponse,
  status: number,
  text: string,
  headers: Record<string, string> = {},
): void {
  const type = { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' };
  response.writeHead(status, { ...type, ...headers }).end(`${text}\n`);
}

/**
 * What still arrives is discarded for a moment: a client that is cut off while sending never sees the response.
 *
 * @param milliseconds how long the moment is
 */
export function discard(request: IncomingMessage, milliseconds: number): void {
  request.resume();
  const patience = setTimeout(() => request.socket.destroy(), milliseconds).unref();
  request.on('close', () => clearTimeout(patience));
}

/** @returns a header that was sent once */
export function headerOf(request: IncomingMessage, name: string): string | undefined {
  const values = request.headersDistinct[name];
  return values?.length === 1 ? values[0] : undefined;
}
