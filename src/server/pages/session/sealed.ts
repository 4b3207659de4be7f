import { createHmac, timingSafeEqual } from 'node:crypto';

/** Text that this server has signed, for one purpose and a while: the browser keeps it, and cannot change it. */
export interface Seal {
  /** @param seconds how long it is believed */
  readonly close: (purpose: string, text: string, seconds: number) => string;
  /** @returns the text; `undefined` where it is not ours, for another purpose, or too old */
  readonly open: (purpose: string, sealed: string | undefined) => string | undefined;
}

/** @param key for this alone */
export function createSeal(key: Uint8Array, now: () => number = Date.now): Seal {
  const macOf = (purpose: string, content: string) =>
    createHmac('sha256', key)
      .update(JSON.stringify([purpose, content]))
      .digest();
  return {
    close: (purpose, text, seconds) => {
      const content = `${now() + seconds * 1000}.${Buffer.from(text).toString('base64url')}`;
      return `${content}.${macOf(purpose, content).toString('base64url')}`;
    },
    open: (purpose, sealed) => {
      const [, content, until, text, mac] = /^((\d{1,16})\.([\w-]{0,2000}))\.([\w-]{43})$/.exec(sealed ?? '') ?? [];
      if (content === undefined || text === undefined || mac === undefined) return undefined;
      const given = Buffer.from(mac, 'base64url');
      const right = macOf(purpose, content);
      if (given.length !== right.length || !timingSafeEqual(given, right) || Number(until) <= now()) return undefined;
      return Buffer.from(text, 'base64url').toString();
    },
  };
}
