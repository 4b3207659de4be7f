import { setTimeout } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { type Alone, NotAlone } from '../../src/github/tasks/alone.ts';

/** What holds for turns, wherever they are taken: of one process, or of several of which each is given. */
export function testAlone(make: (patience: number) => readonly [Alone, Alone]): void {
  const never = () => new AbortController().signal;

  test('work of one key never overlaps, and that of others does not wait', async () => {
    const processes = make(10_000);
    let [running, most] = [0, 0];
    const section = async () => {
      running += 1;
      most = Math.max(most, running);
      await setTimeout(1);
      running -= 1;
    };
    const turns = Array.from({ length: 40 }, (_, at) => processes[at % 2 === 0 ? 0 : 1]('7', section, never()));
    const free = processes[1]('8', async () => most, never());
    expect(await free).toBeLessThanOrEqual(1);
    await Promise.all(turns);
    expect(most).toBe(1);
  });

  test('what the work returns or throws is what one gets, and the next one has its turn', async () => {
    const [alone, other] = make(10_000);
    expect(await alone('7', async () => 'done', never())).toBe('done');
    await expect(alone('7', () => Promise.reject(new Error('no')), never())).rejects.toThrow('no');
    expect(await other('7', async () => 'next', never())).toBe('next');
  });

  test('who is called away while waiting leaves the line, and nobody passes those before', async () => {
    const [alone, other] = make(10_000);
    const events: string[] = [];
    const away = new AbortController();
    const first = alone('7', () => setTimeout(60).then(() => void events.push('first')), never());
    await setTimeout(15);
    const second = alone('7', async () => void events.push('second'), away.signal);
    const third = other('7', async () => void events.push('third'), never());
    const fourth = alone('7', async () => void events.push('fourth'), never());
    away.abort(new Error('called away'));
    await expect(second).rejects.toThrow('called away');
    await Promise.all([first, third, fourth]);
    expect(events).toHaveLength(3);
    expect(events[0]).toBe('first');
  });

  test('nobody waits longer than they have patience', async () => {
    const [alone, other] = make(50);
    const away = new AbortController();
    const hanging = alone('7', () => setTimeout(1000, undefined, { signal: away.signal }), never());
    await setTimeout(15);
    for (const each of [alone, other]) await expect(each('7', async () => 'mine', never())).rejects.toThrow(NotAlone);
    away.abort();
    await expect(hanging).rejects.toThrow();
    expect(await other('7', async () => 'mine', never())).toBe('mine');
  });
}
