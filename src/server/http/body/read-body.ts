import type { IncomingMessage } from 'node:http';
import { setImmediate, setInterval, setTimeout } from 'node:timers';
import type { BodyLimits } from './body-limits.ts';
import { Share } from './share.ts';
import { UnfinishedBody } from './unfinished-body.ts';

/** A whole body; it counts as memory in use until it is released. */
interface WholeBody {
  readonly bytes: Buffer;
  readonly release: () => void;
}

/**
 * Why there is no body: `too-large` by what was announced or has come, `slow`, `crowded` where others needed the room,
 * `broken` where the client went away in the middle.
 */
export type NoBody = 'too-large' | 'slow' | 'crowded' | 'broken';

/** @param client who sends it, if that can be told */
export type ReadBody = (request: IncomingMessage, client: string | undefined) => Promise<WholeBody | NoBody>;

/**
 * Reads bodies within limits on all of them together. What counts is what has come: what was announced takes no room.
 *
 * @returns what reads one request's body
 */
export function bodyReader(limits: BodyLimits): ReadBody {
  const all = new Share(limits.all);
  const ofClients = new Map<string, Share>();

  const sharesFor = (client: string | undefined): readonly Share[] => {
    if (client === undefined) return [all];
    const its = ofClients.get(client) ?? new Share(limits.ofClient);
    ofClients.set(client, its);
    return [its, all];
  };
  const forget = (client: string | undefined) => {
    if (client !== undefined && ofClients.get(client)?.isEmpty) ofClients.delete(client);
  };

  return (request, client) => {
    if (Number(request.headers['content-length'] ?? 0) > limits.bytes) return Promise.resolve('too-large');
    return new Promise((resolve) => {
      const body = new UnfinishedBody();
      const shares = sharesFor(client);
      const release = () => {
        for (const share of shares) share.release(body.size);
        forget(client);
      };
      const close = () => {
        request.off('data', take);
        stopWatching();
        for (const share of shares) share.close(body);
      };
      let isOpen = true;
      const end = (why: NoBody) => {
        if (!isOpen) return;
        isOpen = false;
        close();
        release();
        resolve(why);
      };
      const take = (chunk: Buffer) => {
        if (body.size + chunk.length > limits.bytes) return end('too-large');
        body.add(chunk);
        // All count it before one makes room: what ends here is released from all of them.
        for (const share of shares) share.count(chunk.length);
        for (const share of shares) share.makeRoomFor(body);
      };
      const stopWatching = watchPace(
        limits,
        () => body.size,
        () => end('slow'),
      );
      request.on('data', take);
      request.on('end', () => {
        if (!isOpen) return;
        isOpen = false;
        close();
        resolve({ bytes: body.taken(), release });
      });
      request.on('error', () => end('broken'));
      request.on('close', () => end('broken'));
      for (const share of shares) share.open(body, () => end('crowded'));
    });
  };
}

/** @returns what stops it */
function watchPace({ span, leastInSpan, whole }: BodyLimits, arrived: () => number, tooSlow: () => void): () => void {
  let before = 0;
  const look = () => {
    const now = arrived();
    if (now - before < leastInSpan) tooSlow();
    before = now;
  };
  // What came while this thread was busy is read first.
  const pace = setInterval(() => setImmediate(look), span);
  const patience = setTimeout(() => setImmediate(tooSlow), whole);
  return () => {
    clearInterval(pace);
    clearTimeout(patience);
  };
}
