import { setTimeout as sleep } from 'node:timers/promises';
import type { Delivery } from '../../test/fake-github/events/delivery.ts';
import type { GitHub } from '../../test/fake-github/start-github.ts';
import { change, type Player } from './players.ts';
import type { Random } from './random.ts';

/** What GitHub sends of everything a busy organization does. */
const aSecond = 50;
const pushEvery = 150;

/** What came of it; all times in milliseconds. */
export interface Burst {
  /** As many a second as were really sent. */
  readonly rate: number;
  /** How long each took to be answered, in order. */
  readonly times: readonly number[];
}

/** Sends deliveries at a steady pace, most of them old ones, while pushes keep every worker at its reviews. */
export async function burst(
  github: GitHub,
  players: readonly Player[],
  random: Random,
  seconds: number,
): Promise<Burst> {
  const old = github.deliveries('pull_request');
  if (old.length === 0) throw new Error('nothing was delivered yet');
  const sent: Delivery[] = [];
  const began = Date.now();
  const end = began + seconds * 1000;
  const pushes = pushUntil(end, players, random);
  while (Date.now() < end) {
    const due = ((Date.now() - began) / 1000) * aSecond;
    while (sent.length < due) {
      const delivery = random.pick(old);
      if (delivery) sent.push(github.redeliver(delivery.id));
    }
    await sleep(10);
  }
  const rate = sent.length / ((Date.now() - began) / 1000);
  await pushes;
  await github.settled();
  return { rate, times: sent.map(({ duration }) => duration * 1000).sort((a, b) => a - b) };
}

async function pushUntil(end: number, players: readonly Player[], random: Random): Promise<void> {
  while (Date.now() < end) {
    const player = random.pick(players);
    if (player) await change(player, random);
    await sleep(pushEvery);
  }
}
