import { spawn } from 'node:child_process';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { basename, dirname } from 'node:path';
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

/** Runs `git http-backend` as the CGI program it is; settles when it has written all it has to write. */
export const runBackend = (request: BackendRequest): Promise<BackendAnswer> =>
  new Promise((resolve, reject) => {
    const { message, response, hold } = request;
    const child = spawn('git', ['http-backend'], { env: environment(request) });
    const held: Buffer[] = [];
    const pass = (chunk: Buffer) => (hold ? held.push(chunk) : response.write(chunk));
    let head: Buffer | undefined = Buffer.alloc(0);
    let status = 500;
    child.stdout.on('data', (chunk: Buffer) => {
      if (!head) return void pass(chunk);
      head = Buffer.concat([head, chunk]);
      const end = head.indexOf('\r\n\r\n');
      if (end < 0) return;
      status = writeHead(response, head.subarray(0, end).toString());
      pass(head.subarray(end + 4));
      head = undefined;
    });
    // Its exit tells the story better than a broken pipe.
    child.stdin.on('error', () => undefined);
    child.stderr.resume();
    child.on('error', reject);
    child.on('close', () => {
      if (head) response.writeHead(status);
      resolve({ status, finish: () => response.end(Buffer.concat(held)) });
    });
    response.on('close', () => child.kill());
    message.pipe(child.stdin);
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
