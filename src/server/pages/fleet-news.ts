import type { ServerResponse } from 'node:http';
import type { Notes } from '../../github/api/notes.ts';
import { type RepositoryRef, repositoryKey } from '../../github/api/pull-request-ref.ts';
import { readNews } from '../../github/meet/news.ts';

type Repository = Pick<RepositoryRef, 'owner' | 'repo'>;

/** Tells browsers that show what runs where that there is something new; what it is, they ask for as for any page. */
export interface FleetNews {
  /**
   * Answers with a stream of server-sent events.
   *
   * @param seen the news that the browser knows of
   * @returns `false` where too many are open: nothing was answered then
   */
  readonly follow: (repository: Repository, login: string, seen: string, response: ServerResponse) => boolean;
  /** Ends every stream. */
  readonly close: () => void;
}

interface Limits {
  readonly streams: number;
  readonly ofOnePerson: number;
  /** In milliseconds. How often the notes are asked, which are shared by all processes. */
  readonly look: number;
  /** Proxies end what is silent for longer. */
  readonly silence: number;
  /** Then the browser asks again, and whether the person may still read the repository is asked with it. */
  readonly life: number;
}

const usual: Limits = { streams: 500, ofOnePerson: 10, look: 2_000, silence: 25_000, life: 10 * 60_000 };

interface Stream {
  readonly repository: Repository;
  readonly login: string;
  readonly response: ServerResponse;
  readonly until: number;
  seen: string;
  spokeAt: number;
}

/** @param limits others than the usual ones */
export function fleetNews(notes: Pick<Notes, 'read'>, limits: Partial<Limits> = {}): FleetNews {
  const { streams: most, ofOnePerson, look, silence, life } = { ...usual, ...limits };
  const streams = new Set<Stream>();
  let timer: NodeJS.Timeout | undefined;
  let isLooking = false;

  const say = (stream: Stream, text: string) => {
    stream.spokeAt = Date.now();
    stream.response.write(text);
  };
  const lookAt = async (repository: Repository) => {
    const own = [...streams].filter((each) => repositoryKey(each.repository) === repositoryKey(repository));
    const news = (await readNews(notes, repository)) ?? '';
    for (const stream of own) {
      if (stream.seen === news || !streams.has(stream)) continue;
      stream.seen = news;
      say(stream, `id: ${news}\nevent: news\ndata:\n\n`);
    }
  };
  const lookAtAll = async () => {
    const now = Date.now();
    for (const stream of streams) {
      if (now >= stream.until) stream.response.end();
      else if (now - stream.spokeAt >= silence) say(stream, ':\n\n');
    }
    if (isLooking) return;
    isLooking = true;
    try {
      const watched = new Map([...streams].map(({ repository }) => [repositoryKey(repository), repository]));
      for (const repository of watched.values()) await lookAt(repository);
    } finally {
      isLooking = false;
    }
  };

  return {
    follow: (repository, login, seen, response) => {
      const own = [...streams].filter((each) => each.login === login).length;
      if (streams.size >= most || own >= ofOnePerson) return false;
      const stream = { repository, login, response, seen, until: Date.now() + life, spokeAt: 0 };
      streams.add(stream);
      response.once('close', () => {
        streams.delete(stream);
        if (streams.size > 0) return;
        clearInterval(timer);
        timer = undefined;
      });
      response.writeHead(200, {
        'content-type': 'text/event-stream',
        'cache-control': 'private, no-store',
        'x-content-type-options': 'nosniff',
        // What nginx gathers comes late.
        'x-accel-buffering': 'no',
      });
      say(stream, 'retry: 5000\n\n');
      timer ??= setInterval(() => void lookAtAll(), look).unref();
      return true;
    },
    close: () => {
      for (const { response } of streams) response.end();
    },
  };
}
