import { createHmac } from 'node:crypto';
import http, { type Server } from 'node:http';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { createNodeMiddleware, Webhooks } from '@octokit/webhooks';
import { createLog } from '../../src/server/create-log.ts';
import { createHttpEdge } from '../../src/server/http-edge.ts';

const secret = 'a secret of a test';
const path = '/api/github/webhooks';
const log = createLog({ level: 'fatal', to: { write: () => undefined } });
const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

let edge: Server;
let origin: string;
let isReady = true;
const handled: string[] = [];

beforeAll(async () => {
  const webhooks = new Webhooks({ secret, log: silent });
  webhooks.onAny(({ id }) => void handled.push(id));
  webhooks.onError(() => undefined);
  const middleware = createNodeMiddleware(webhooks, { path, log: silent });
  edge = createHttpEdge({ webhookPath: path, webhooks: middleware, isReady: () => isReady, log });
  await new Promise<void>((resolve) => edge.listen(0, '127.0.0.1', resolve));
  const address = edge.address();
  origin = typeof address === 'object' && address ? `http://127.0.0.1:${address.port}` : '';
});

afterAll(() => void edge.close());

beforeEach(() => {
  handled.length = 0;
  isReady = true;
});

const body = JSON.stringify({ action: 'opened', number: 1 });

function headers(overrides: Record<string, string | undefined> = {}): Record<string, string> {
  const all: Record<string, string | undefined> = {
    'content-type': 'application/json',
    'x-github-event': 'pull_request',
    'x-github-delivery': 'a-delivery',
    'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
    ...overrides,
  };
  return Object.fromEntries(
    Object.entries(all).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

test('a signed delivery reaches the handlers', async () => {
  const answer = await fetch(`${origin}${path}`, { method: 'POST', headers: headers(), body });
  expect(answer.status).toBe(200);
  expect(handled).toEqual(['a-delivery']);
});

const forged = { 'x-hub-signature-256': `sha256=${'0'.repeat(64)}` };
const development = {
  'x-hub-signature-256': `sha256=${createHmac('sha256', 'development').update(body).digest('hex')}`,
};

test.each([
  ['a forged signature', 400, { headers: headers(forged), body }],
  ["a body signed with Probot's default secret", 400, { headers: headers(development), body }],
  ['another body than was signed', 400, { headers: headers(), body: `${body} ` }],
  ['no signature', 400, { headers: headers({ 'x-hub-signature-256': undefined }), body }],
  [
    'only the old SHA-1 signature',
    400,
    { headers: headers({ 'x-hub-signature-256': undefined, 'x-hub-signature': 'sha1=0' }), body },
  ],
  ['no event', 400, { headers: headers({ 'x-github-event': undefined }), body }],
  ['no delivery id', 400, { headers: headers({ 'x-github-delivery': undefined }), body }],
  ['a form', 415, { headers: headers({ 'content-type': 'application/x-www-form-urlencoded' }), body }],
  ['no body', 400, { headers: headers(), body: '' }],
])('refuses a post with %s', async (_, status, init) => {
  const answer = await fetch(`${origin}${path}`, { method: 'POST', ...init });
  expect(answer.status).toBe(status);
  expect(handled).toEqual([]);
});

test.each([
  ['GET', path, 405],
  ['PUT', path, 405],
  ['POST', '/', 404],
  ['POST', `${path}/more`, 404],
  ['GET', '/..%2f..%2fetc/passwd', 404],
  ['GET', '/healthz', 200],
  ['HEAD', '/healthz?probe', 200],
  ['POST', '/healthz', 405],
  ['GET', '/readyz', 200],
])('answers %s %s with %i', async (method, target, status) => {
  expect((await fetch(`${origin}${target}`, { method })).status).toBe(status);
  expect(handled).toEqual([]);
});

test('while it stops it is alive, not ready, and takes no delivery', async () => {
  isReady = false;
  expect((await fetch(`${origin}/healthz`)).status).toBe(200);
  expect((await fetch(`${origin}/readyz`)).status).toBe(503);
  expect((await fetch(`${origin}${path}`, { method: 'POST', headers: headers(), body })).status).toBe(503);
  expect(handled).toEqual([]);
});

/** Writes until it is answered, and says how much was written by then. */
function flood(announced: number | undefined): Promise<{ status: number; written: number }> {
  return new Promise((resolve, reject) => {
    const size = announced === undefined ? { 'transfer-encoding': 'chunked' } : { 'content-length': String(announced) };
    const outgoing = http.request(`${origin}${path}`, { method: 'POST', headers: { ...headers(), ...size } });
    const chunk = Buffer.alloc(1024 * 1024, 32);
    let written = 0;
    let answered = false;
    outgoing.on('response', (response) => {
      answered = true;
      response.resume();
      response.on('end', () => outgoing.destroy());
      resolve({ status: response.statusCode ?? 0, written });
    });
    outgoing.on('error', (error) => answered || reject(error));
    const write = () => {
      if (answered || written >= 200 * chunk.length) return;
      written += chunk.length;
      outgoing.write(chunk, () => setImmediate(write));
    };
    if (announced === undefined) write();
    else outgoing.flushHeaders();
  });
}

test('an announced 200 MB is refused before a byte of it is read', async () => {
  expect(await flood(200 * 1024 * 1024)).toEqual({ status: 413, written: 0 });
});

test('an unannounced 200 MB is refused at the limit', async () => {
  const { status, written } = await flood(undefined);
  expect(status).toBe(413);
  expect(written).toBeLessThan(40 * 1024 * 1024);
  expect(handled).toEqual([]);
});
