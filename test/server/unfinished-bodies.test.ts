import { createHmac } from 'node:crypto';
import type { Server } from 'node:http';
import net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test } from '@jest/globals';
import { bodyLimits } from '../../src/server/http/body/body-limits.ts';
import { createHttpEdge } from '../../src/server/http/http-edge.ts';
import { createLog } from '../../src/server/log/create-log.ts';
import { startApp } from '../github/start-app.ts';

const secret = 'a secret of a test';
const path = '/api/github/webhooks';
const megabyte = 1024 * 1024;
const log = createLog({ level: 'fatal', to: { write: () => undefined } });

type EdgeOptions = Parameters<typeof createHttpEdge>[0];

const edges: Server[] = [];
const sockets: net.Socket[] = [];

afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
  for (const edge of edges.splice(0)) edge.close();
});

interface StartedEdge {
  readonly port: number;
  /** As counted: event and status. */
  readonly answers: string[];
}

async function startEdge(options: Partial<EdgeOptions> = {}): Promise<StartedEdge> {
  const answers: string[] = [];
  const edge = createHttpEdge({
    webhookPath: path,
    trustedProxies: [],
    secrets: [secret],
    receive: async () => undefined,
    isReady: async () => true,
    pages: undefined,
    metrics: async () => '',
    onAnswer: (event, status) => void answers.push(`${event ?? 'unsigned'} ${status}`),
    log,
    ...options,
  });
  edges.push(edge);
  await new Promise<void>((resolve) => edge.listen(0, '127.0.0.1', resolve));
  const address = edge.address();
  return { port: typeof address === 'object' && address ? address.port : 0, answers };
}

interface Sender {
  readonly socket: net.Socket;
  /** The status, or 0 if it was cut off without one; resolves when there is one. */
  readonly answered: Promise<number>;
  /** What was answered until now. */
  readonly status: () => number | undefined;
}

/** Sends the headers of a delivery that GitHub did not sign, unless told, and nothing after them. */
function begin({ port }: StartedEdge, headers: Record<string, string> = {}): Sender {
  const all = {
    host: 'edge',
    'content-type': 'application/json',
    'x-github-event': 'push',
    'x-github-delivery': 'a-delivery',
    'x-hub-signature-256': `sha256=${'0'.repeat(64)}`,
    'content-length': String(25 * megabyte),
    ...headers,
  };
  const socket = net.connect(port, '127.0.0.1');
  sockets.push(socket);
  let status: number | undefined;
  const answered = new Promise<number>((resolve) => {
    const answer = (text: string) => {
      status ??= Number(/^HTTP\/1.1 (\d+)/.exec(text)?.[1] ?? 0);
      resolve(status);
    };
    socket.on('data', (data) => answer(data.toString()));
    socket.on('close', () => answer(''));
  });
  socket.on('error', () => undefined);
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.write(`POST ${path} HTTP/1.1\r\n${lines.join('')}\r\n`);
  return { socket, answered, status: () => status };
}

/** Many that announce 25 MB each, and send a byte. */
async function idle(edge: StartedEdge, count: number, headers: Record<string, string> = {}): Promise<Sender[]> {
  const senders = Array.from({ length: count }, () => begin(edge, headers));
  for (const { socket } of senders) socket.write('{');
  await Promise.all(senders.map(({ socket }) => new Promise<void>((resolve) => socket.write('"', () => resolve()))));
  return senders;
}

/** Sends what GitHub signed, in pieces. */
async function deliver(
  edge: StartedEdge,
  { body = '{}', piece = megabyte, pause = 0 }: { body?: string; piece?: number; pause?: number } = {},
): Promise<number> {
  const { socket, answered } = begin(edge, {
    'x-github-event': 'ping',
    'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
    'content-length': String(Buffer.byteLength(body)),
  });
  for (let from = 0; from < body.length; from += piece) {
    await new Promise<void>((resolve) => socket.write(body.slice(from, from + piece), () => resolve()));
    await sleep(pause);
  }
  return answered;
}

const throughProxy = { 'x-forwarded-for': '203.0.113.9' };

test.each([
  [6, {}],
  [60, {}],
  [600, {}],
  [6, throughProxy],
  [60, throughProxy],
  [600, throughProxy],
])(
  'a signed delivery is accepted, and not after others have ended, while %i sockets announce 25 MB each and send nothing %o',
  async (count, headers) => {
    const edge = await startEdge();
    const before = process.memoryUsage().arrayBuffers;
    await idle(edge, count, headers);
    expect(await deliver(edge)).toBe(200);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(16 * megabyte);
    expect(edge.answers.filter((answer) => answer !== 'unsigned 503')).toEqual(['ping 200']);
  },
);

test('bodies that stand still, trickle or never end are ended, and counted as that', async () => {
  const edge = await startEdge({ limits: { ...bodyLimits, span: 200, leastInSpan: 1_000, whole: 500 } });
  const [still, small, trickling, endless] = [
    begin(edge),
    begin(edge, { 'content-length': '2' }),
    begin(edge),
    begin(edge),
  ];
  const timers = [
    setInterval(() => trickling.socket.write('a'.repeat(50)), 25),
    setInterval(() => endless.socket.write('a'.repeat(10_000)), 25),
  ];
  expect(await Promise.all([still.answered, small.answered, trickling.answered])).toEqual([408, 408, 408]);
  expect(endless.status()).toBeUndefined();
  expect(await endless.answered).toBe(408);
  for (const timer of timers) clearInterval(timer);
  expect(edge.answers).toEqual(['unsigned 408', 'unsigned 408', 'unsigned 408', 'unsigned 408']);
});

test('a signed delivery of 20 MB is read while others fill the memory and stop before the end', async () => {
  const edge = await startEdge({ limits: { ...bodyLimits, all: { bodies: 100, bytes: 30 * megabyte } } });
  const hoarders = [1, 2, 3].map(() => begin(edge, throughProxy));
  for (const { socket } of hoarders)
    await new Promise<void>((resolve) => socket.write(Buffer.alloc(9 * megabyte, 32), () => resolve()));
  await sleep(100);
  const crowd = await idle(edge, 50, throughProxy);
  const body = JSON.stringify({ text: 'a'.repeat(20 * megabyte) });
  expect(await deliver(edge, { body, pause: 20 })).toBe(200);
  expect(hoarders.filter(({ status }) => status() === 503).length).toBeGreaterThanOrEqual(2);
  expect(crowd.map(({ status }) => status()).filter((status) => status !== undefined)).toEqual([]);
  expect(edge.answers).toContain('unsigned 503');
  expect(edge.answers).toContain('ping 200');
});

test('the oldest of too many bodies ends, not the newest', async () => {
  const edge = await startEdge({ limits: { ...bodyLimits, all: { bodies: 3, bytes: 30 * megabyte } } });
  const [first] = await idle(edge, 1, throughProxy);
  await sleep(20);
  const others = await idle(edge, 2, throughProxy);
  await sleep(20);
  expect(await deliver(edge)).toBe(200);
  expect(await first?.answered).toBe(503);
  expect(others.map(({ status }) => status())).toEqual([undefined, undefined]);
});

test.each([
  ['are one client', '203.0.113.9', '203.0.113.9', [503, undefined]],
  ['are one client', '198.51.100.1, 203.0.113.9', '198.51.100.2, 203.0.113.9', [503, undefined]],
  ['are one client', '203.0.113.9', '203.0.113.9, 10.1.2.3', [503, undefined]],
  ['are one client', '203.0.113.9', '203.0.113.9:4711', [503, undefined]],
  ['are one client', '2001:db8::1', '[2001:DB8:0:0:f::2]:4711', [503, undefined]],
  ['are two clients', '203.0.113.9', '203.0.113.10', [undefined, undefined]],
  ['are two clients', '2001:db8:0:1::1', '2001:db8:0:2::1', [undefined, undefined]],
  ['are not told apart', 'unknown', 'unknown', [undefined, undefined]],
  ['are not told apart', '10.1.2.3', '10.1.2.3', [undefined, undefined]],
])('behind a trusted proxy, requests %s: for %s, and for %s', async (_, one, other, statuses) => {
  const edge = await startEdge({
    trustedProxies: [
      { address: '127.0.0.1', prefix: 32, family: 'ipv4' },
      { address: '10.0.0.0', prefix: 8, family: 'ipv4' },
    ],
    limits: { ...bodyLimits, ofClient: { bodies: 1, bytes: megabyte } },
  });
  const [first] = await idle(edge, 1, { 'x-forwarded-for': one });
  await sleep(20);
  const [second] = await idle(edge, 1, { 'x-forwarded-for': other });
  expect(await deliver(edge)).toBe(200);
  await sleep(20);
  expect([first?.status(), second?.status()]).toEqual(statuses);
});

test('one client can not take the memory of others: what it fills is its own', async () => {
  const limits = { ...bodyLimits, ofClient: { bodies: 100, bytes: 2 * megabyte } };
  const edge = await startEdge({ limits });
  const greedy = begin(edge);
  greedy.socket.write(Buffer.alloc(3 * megabyte, 32));
  expect(await greedy.answered).toBe(503);
  expect(await deliver(edge)).toBe(200);
});

test('who is not signed is counted as that, whatever event it claims', async () => {
  const edge = await startEdge();
  const forged = begin(edge, { 'content-length': '2' });
  forged.socket.write('{}');
  expect(await forged.answered).toBe(401);
  const unsigned = begin(edge, { 'x-hub-signature-256': 'none' });
  expect(await unsigned.answered).toBe(401);
  const left = begin(edge);
  await sleep(20);
  left.socket.destroy();
  while (edge.answers.length < 3) await sleep(5);
  expect(edge.answers).toEqual(['unsigned 401', 'unsigned 401', 'unsigned 499']);
});

test('a body that comes byte by byte is read as it was sent', async () => {
  const edge = await startEdge();
  const body = JSON.stringify({ text: 'a'.repeat(5_000) });
  const signature = createHmac('sha256', secret).update(body).digest('hex');
  const { socket, answered } = begin(edge, {
    'x-hub-signature-256': `sha256=${signature}`,
    'content-length': String(body.length),
  });
  socket.setNoDelay(true);
  for (const byte of body) socket.write(byte);
  expect(await answered).toBe(200);
});

test('the App as shipped tells clients apart by TRUSTED_PROXIES, and shows in its metrics what was not signed', async () => {
  const app = await startApp({ TRUSTED_PROXIES: '127.0.0.0/8' });
  const edge = { port: Number(new URL(app.url).port), answers: [] };
  const others = await idle(edge, 10, { 'x-forwarded-for': '203.0.113.10' });
  const crowd = await idle(edge, bodyLimits.ofClient.bodies + 6, throughProxy);
  const delivered = app.github.deliveries().length;
  await app.github.createRepository({ owner: 'acme', name: 'fleet', files: { 'README.md': '' } });
  await app.quiet();
  const statuses = app.github
    .deliveries()
    .slice(delivered)
    .map(({ statusCode }) => statusCode);
  expect(statuses.filter((status) => status !== 200)).toEqual([]);
  expect(statuses.length).toBeGreaterThan(0);
  const refused = (senders: readonly Sender[]) => senders.filter(({ status }) => status() === 503).length;
  expect([refused(others), refused(crowd)]).toEqual([0, 6]);
  const metrics = await (await fetch(`${app.url}/metrics`)).text();
  expect(metrics).toContain('blast_radius_delivery_seconds_count{event="unsigned",status="503"} 6');
  await app.close();
});
