import type { IncomingMessage } from 'node:http';
import type { Answer } from '../http/answer.ts';
import type { World } from '../state/world.ts';

/** The pages a person sees; undefined for what is not a page. */
export const servePages = async (
  _world: World,
  _message: IncomingMessage,
  _path: string,
  _body: string,
): Promise<Answer | undefined> => undefined;
