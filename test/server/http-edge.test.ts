import { createHmac } from 'node:crypto';
import http, { type Server } from 'node:http';
import net from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { createHttpEdge } from '../../src/server/http/http-edge.ts';
import { createLog } from '../../src/server/log/create-log.ts';

const secret = 'a secret of a test';
const formerSecret = 'the secret before';
const path = '/api/github/webhooks';
const log = createLog({ level: 'fatal', to: { write: () => undefined } });

let edge: Server;
let origin: string;
let isReady = true;
let failure: Error | undefined;
const handled: string[] = [];

beforeAll(async () => {
  edge = createHttpEdge({
    webhookPath: path,
    trustedProxies: [],
    secrets: [secret, formerSecret],
    receive: async ({ id }) => {
      if (failure) throw failure;
      handled.push(id);
    },
    isReady: async () => isReady,
    pages: undefined,
    metrics: async () => 'a_metric 1\n',
    onAnswer: () => undefined,
    log,
  });
  await new Promise<void>((resolve) => edge.listen(0, '127.0.0.1', resolve));
  const address = edge.address();
  origin = typeof address === 'object' && address ? `http://127.0.0.1:${address.port}` : '';
});

afterAll(() => void edge.close());

beforeEach(() => {
  handled.length = 0;
  isReady = true;
  failure = undefined;
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

/** The signature of any body. */
function signed(text: string | Buffer, by = secret): string {
  return `sha256=${createHmac('sha256', by).update(text).digest('hex')}`;
}

test('a signed delivery reaches the handlers, under the current secret and the one before', async () => {
  for (const by of [secret, formerSecret]) {
    const answer = await fetch(`${origin}${path}`, {
      method: 'POST',
      headers: headers({ 'x-hub-signature-256': signed(body, by) }),
      body,
    });
    expect(answer.status).toBe(200);
  }
  expect(handled).toEqual(['a-delivery', 'a-delivery']);
});

const array = '[1]';
const broken = '{"action":';
const deep = '['.repeat(200_000);

test.each([
  ['a forged signature', 401, { 'x-hub-signature-256': `sha256=${'0'.repeat(64)}` }, body],
  ["a body signed with Probot's default secret", 401, { 'x-hub-signature-256': signed(body, 'development') }, body],
  ['a body signed with nothing', 401, { 'x-hub-signature-256': signed(body, '') }, body],
  ['another body than was signed', 401, {}, `${body} `],
  ['no signature', 401, { 'x-hub-signature-256': undefined }, body],
  ['an empty signature', 401, { 'x-hub-signature-256': '' }, body],
  ['a signature of another length', 401, { 'x-hub-signature-256': 'sha256=00' }, body],
  ['a signature that is no hexadecimal', 401, { 'x-hub-signature-256': `sha256=${'z'.repeat(64)}` }, body],
  ['a signature in capitals', 401, { 'x-hub-signature-256': signed(body).toUpperCase() }, body],
  ['two signatures in one', 401, { 'x-hub-signature-256': `${signed(body)}, ${signed(body)}` }, body],
  ['only the old SHA-1 signature', 401, { 'x-hub-signature-256': undefined, 'x-hub-signature': 'sha1=0' }, body],
  ['no body', 401, {}, ''],
  ['no event', 400, { 'x-github-event': undefined }, body],
  ['an event in capitals', 400, { 'x-github-event': 'PULL_REQUEST' }, body],
  ['an event with a path', 400, { 'x-github-event': '../push' }, body],
  ['an event that never ends', 400, { 'x-github-event': 'a'.repeat(65) }, body],
  ['no delivery id', 400, { 'x-github-delivery': undefined }, body],
  ['a delivery id with a line of a log', 400, { 'x-github-delivery': 'a level=fatal' }, body],
  ['a delivery id that never ends', 400, { 'x-github-delivery': 'a'.repeat(101) }, body],
  ['a form', 415, { 'content-type': 'application/x-www-form-urlencoded' }, body],
  ['plain text', 415, { 'content-type': 'text/plain' }, body],
  ['no content type', 415, { 'content-type': '' }, body],
  ['a compressed body', 415, { 'content-encoding': 'gzip' }, body],
  ['an array', 400, { 'x-hub-signature-256': signed(array) }, array],
  ['a number', 400, { 'x-hub-signature-256': signed('1') }, '1'],
  ['null', 400, { 'x-hub-signature-256': signed('null') }, 'null'],
  ['half an object', 400, { 'x-hub-signature-256': signed(broken) }, broken],
  ['nesting without end', 400, { 'x-hub-signature-256': signed(deep) }, deep],
  ['headers without end', 431, { 'x-more': 'a'.repeat(20_000) }, body],
])('refuses a post with %s', async (_, status, overrides: Record<string, string | undefined>, content) => {
  const answer = await fetch(`${origin}${path}`, { method: 'POST', headers: headers(overrides), body: content });
  expect(answer.status).toBe(status);
  expect(handled).toEqual([]);
});

test('a delivery that nobody takes is answered 503, so that GitHub lists it as failed', async () => {
  failure = new Error('Redis does not answer');
  const answer = await fetch(`${origin}${path}`, { method: 'POST', headers: headers(), body });
  expect(answer.status).toBe(503);
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
  ['GET', '/metrics', 200],
  ['POST', '/metrics', 405],
  ['DELETE', path, 405],
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

test('a client that sends nothing, or a header a second, is cut off', async () => {
  expect(edge.headersTimeout).toBeLessThanOrEqual(10_000);
  expect(edge.requestTimeout).toBeLessThanOrEqual(30_000);
});

/** Random, and the same for the same seed. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** A good request with some of its bytes changed, doubled, cut out or put in. */
function mutated(next: () => number): Buffer {
  const lines = Object.entries(headers()).map(([name, value]) => `${name}: ${value}`);
  const text = `POST ${path} HTTP/1.1\r\nhost: a\r\nconnection: close\r\ncontent-length: ${body.length}\r\n${lines.join('\r\n')}\r\n\r\n${body}`;
  const bytes = [...Buffer.from(text)];
  const changes = 1 + Math.floor(next() * 6);
  for (let count = 0; count < changes; count += 1) {
    const at = Math.floor(next() * bytes.length);
    const kind = Math.floor(next() * 4);
    if (kind === 0) bytes[at] = Math.floor(next() * 256);
    else if (kind === 1) bytes.splice(at, Math.floor(next() * 40));
    else if (kind === 2) bytes.splice(at, 0, ...bytes.slice(at, at + Math.floor(next() * 60)));
    else bytes.splice(at, 0, ...Array.from({ length: 20 }, () => Math.floor(next() * 256)));
  }
  return Buffer.from(bytes);
}

function send(bytes: Buffer): Promise<void> {
  const port = Number(new URL(origin).port);
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1', () => socket.end(bytes));
    socket.on('data', () => undefined);
    socket.on('error', () => undefined);
    socket.on('close', () => resolve());
    socket.setTimeout(200, () => socket.destroy());
  });
}

test('ten thousand mutated requests: it still answers', async () => {
  const next = random(7);
  for (let sent = 0; sent < 10_000; sent += 100)
    await Promise.all(Array.from({ length: 100 }, () => send(mutated(next))));
  expect((await fetch(`${origin}/healthz`)).status).toBe(200);
  expect(handled.every((id) => id.length <= 100)).toBe(true);
});
