import { request } from 'node:http';

export interface Answered {
  /** 0 when nobody answered. */
  readonly status: number;
  readonly words: string;
  readonly headers: Record<string, string>;
  readonly body: string;
}

const patience = 10_000;
const failed = (words: string): Answered => ({ status: 0, words, headers: {}, body: '' });

/** Posts to a webhook on a connection of its own; never rejects, gives up after ten seconds as GitHub does. */
export const post = (
  url: string,
  headers: Record<string, string>,
  body: string,
  closing: AbortSignal,
): Promise<Answered> =>
  new Promise((resolve) => {
    const signal = AbortSignal.any([closing, AbortSignal.timeout(patience)]);
    const give = () =>
      resolve(failed(closing.aborted ? 'GitHub closed' : signal.aborted ? 'timed out' : 'failed to connect to host'));
    const length = { 'content-length': String(Buffer.byteLength(body)) };
    const outgoing = request(
      url,
      { method: 'POST', agent: false, signal, headers: { ...headers, ...length } },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', give);
        response.on('end', () => {
          const status = response.statusCode ?? 0;
          const received = Object.entries(response.headers).map(([name, value]) => [name, String(value)]);
          resolve({
            status,
            words: status >= 200 && status < 300 ? 'OK' : `Invalid HTTP Response: ${status}`,
            headers: Object.fromEntries(received),
            body: Buffer.concat(chunks).toString(),
          });
        });
      },
    );
    outgoing.on('error', give);
    outgoing.end(body);
  });
