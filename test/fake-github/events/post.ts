import { request } from 'node:http';

export interface Answered {
  /** 0 when nobody answered. */
  readonly status: number;
  readonly words: string;
  readonly headers: Record<string, string>;
  readonly body: string;
}

/** GitHub's, in milliseconds. */
export const tenSeconds = 10_000;
const failed = (words: string): Answered => ({ status: 0, words, headers: {}, body: '' });

/** Posts to a webhook on a connection of its own; never rejects, gives up when patience ends. */
export const post = (
  url: string,
  headers: Record<string, string>,
  body: string,
  closing: AbortSignal,
  patience = tenSeconds,
): Promise<Answered> =>
  new Promise((resolve) => {
    const length = { 'content-length': String(Buffer.byteLength(body)) };
    const outgoing = request(url, { method: 'POST', agent: false, headers: { ...headers, ...length } }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', () => give('connection lost'));
      response.on('end', () => {
        const status = response.statusCode ?? 0;
        const received = Object.entries(response.headers).map(([name, value]) => [name, String(value)]);
        settle({
          status,
          words: status >= 200 && status < 300 ? 'OK' : `Invalid HTTP Response: ${status}`,
          headers: Object.fromEntries(received),
          body: Buffer.concat(chunks).toString(),
        });
      });
    });
    // A timer of our own: on Node 20 a combined AbortSignal may be collected before it fires.
    const timer = setTimeout(() => give('timed out'), patience);
    const close = () => give('GitHub closed');
    const settle = (answer: Answered) => {
      clearTimeout(timer);
      closing.removeEventListener('abort', close);
      resolve(answer);
    };
    const give = (words: string) => {
      settle(failed(words));
      outgoing.destroy();
    };
    closing.addEventListener('abort', close);
    if (closing.aborted) close();
    outgoing.on('error', () => give('failed to connect to host'));
    outgoing.end(body);
  });
