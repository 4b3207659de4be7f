import { counted } from '../../../text/counted.ts';

/** @returns what waits for something that fails: `3 other roots wait for it` */
export function holdsUpText(count: number): string {
  return `${counted(count, 'other root')} ${count === 1 ? 'waits' : 'wait'} for it`;
}
