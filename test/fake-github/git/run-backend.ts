import { spawn } from 'node:child_process';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { basename, dirname } from 'node:path';
import { listRefs } from './list-refs.ts';
import { gitEnvironment } from './run-git.ts';

interface BackendRequest {
  readonly gitDirectory: string;
  /** `/info/refs`, `/git-upload-pack`, `/git-receive-pack`. */
  readonly service: string;
  readonly url: URL;
  readonly message: IncomingMessage;
  readonly response: ServerResponse;
  /** Keep the answer back until `finish` is called. */
  readonly hold: boolean;
}

export interface BackendAnswer {
  readonly status: number;
  finish(): void;
}

interface Written extends BackendAnswer {
  /** The headers as the program wrote them. */
  readonly head: string;
  /** What is kept back. */
  readonly body: Buffer;
}

const environment = ({ gitDirectory, service, url, message }: BackendRequest): NodeJS.ProcessEnv => ({
  ...gitEnvironment,
  GIT_PROJECT_ROOT: dirname(gitDirectory),
  GIT_HTTP_EXPORT_ALL: '1',
  PATH_INFO: `/${basename(gitDirectory)}${service}`,
  QUERY_STRING: url.search.slice(1),
  REQUEST_METHOD: message.method,
  CONTENT_TYPE: message.headers['content-type'],
  CONTENT_LENGTH: message.headers['content-length'],
  HTTP_CONTENT_ENCODING: message.headers['content-encoding'],
  GIT_PROTOCOL: String(message.headers['git-protocol'] ?? ''),
  REMOTE_USER: 'local',
  REMOTE_ADDR: '127.0.0.1',
});

/** Answers as `git http-backend` does; settles when it has written all it has to write. */
export const runBackend = async (request: BackendRequest): Promise<BackendAnswer> => {
  if (mayAskForRefs(request)) return answerOrStart(request);
  if (!asksForCapabilities(request)) return startBackend(request);
  if (capabilities) {
    const { head, body } = capabilities;
    return { status: writeHead(request.response, head), finish: () => request.response.end(body) };
  }
  const written = await startBackend({ ...request, hold: true });
  if (written.status === 200) capabilities = written;
  return written;
};

/**
 * What a server of protocol 2 says first names no ref: it follows from git's version and the configuration, which are
 * the same for every repository here.
 *
 * @see https://git-scm.com/docs/protocol-v2#_capability_advertisement
 */
const asksForCapabilities = ({ service, url, message }: BackendRequest): boolean =>
  service === '/info/refs' &&
  url.search === '?service=git-upload-pack' &&
  message.headers['git-protocol'] === 'version=2';

/** Every fetch begins by asking for the refs. */
const mayAskForRefs = ({ service, message }: BackendRequest): boolean =>
  service === '/git-upload-pack' &&
  message.headers['git-protocol'] === 'version=2' &&
  message.headers['content-encoding'] === undefined;

const answerOrStart = async (request: BackendRequest): Promise<BackendAnswer> => {
  const { gitDirectory, message, response } = request;
  const sent: Buffer[] = [];
  for await (const chunk of message) sent.push(chunk);
  const body = Buffer.concat(sent);
  const refs = await listRefs(gitDirectory, body);
  if (refs === undefined) return startBackend(request, body);
  return { status: writeHead(response, headOfRefs), finish: () => response.end(refs) };
};

const headOfRefs = [
  'Expires: Fri, 01 Jan 1980 00:00:00 GMT',
  'Pragma: no-cache',
  'Cache-Control: no-cache, max-age=0, must-revalidate',
  'Content-Type: application/x-git-upload-pack-result',
].join('\r\n');

let capabilities: Pick<Written, 'head' | 'body'> | undefined;

/**
 * Runs it as the CGI program it is.
 *
 * @param body what the client has sent, where that has been read already
 */
const startBackend = (request: BackendRequest, body?: Buffer): Promise<Written> =>
  new Promise((resolve, reject) => {
    const { message, response, hold } = request;
    const child = spawn('git', ['http-backend'], { env: environment(request) });
    const held: Buffer[] = [];
    const pass = (chunk: Buffer) => (hold ? held.push(chunk) : response.write(chunk));
    let begun: Buffer | undefined = Buffer.alloc(0);
    let head = '';
    let status = 500;
    child.stdout.on('data', (chunk: Buffer) => {
      if (!begun) return void pass(chunk);
      begun = Buffer.concat([begun, chunk]);
      const end = begun.indexOf('\r\n\r\n');
      if (end < 0) return;
      head = begun.subarray(0, end).toString();
      status = writeHead(response, head);
      pass(begun.subarray(end + 4));
      begun = undefined;
    });
    // Its exit tells the story better than a broken pipe.
    child.stdin.on('error', () => undefined);
    child.stderr.resume();
    child.on('error', reject);
    child.on('close', () => {
      if (begun) response.writeHead(status);
      const kept = Buffer.concat(held);
      resolve({ status, head, body: kept, finish: () => response.end(kept) });
    });
    response.on('close', () => child.kill());
    if (body === undefined) message.pipe(child.stdin);
    else child.stdin.end(body);
  });

/** CGI puts the status among its headers. */
const writeHead = (response: ServerResponse, block: string): number => {
  const lines = block.split('\r\n').map((line): [string, string] => {
    const colon = line.indexOf(': ');
    return [line.slice(0, colon), line.slice(colon + 2)];
  });
  const status = Number.parseInt(new Map(lines).get('Status') ?? '200', 10);
  response.writeHead(status, Object.fromEntries(lines.filter(([name]) => name !== 'Status')));
  return status;
};
